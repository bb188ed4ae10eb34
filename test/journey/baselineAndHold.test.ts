/** What an operator must let go: the first audit, and one that turns over too much at once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { releaseRun } from '../../server/flows/triage.ts';
import { decideExceptions } from '../../server/flows/triage/decideExceptions.ts';
import { answerSample, drawSample } from '../../server/flows/triage/samples.ts';
import type { SampledLink } from '../../server/core/samples/SampledLink.ts';
import type { Run } from '../../server/core/model.ts';
import { AuditedWorld, type Installation } from '../support/audits/AuditedWorld.ts';
import { zendeskUpdates } from '../support/worlds/Edit.ts';
import { writeGeneratedWorld } from '../support/worlds/generateWorld.ts';

let folder: string;
let world: AuditedWorld;
let installation: Installation;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linkproof-hold-'));
  await writeGeneratedWorld(folder, { seed: 7, accounts: 150 });
  world = await AuditedWorld.start(folder, {
    contract: (shipped) => ({
      ...shipped,
      thresholds: { ...shipped.thresholds, massChangeAtLeast: 5, massChangeShare: 0 },
    }),
  });
  installation = await world.install();
}, 120_000);

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

function rowsOf(objectName: string): readonly Readonly<Record<string, unknown>>[] {
  const { engine } = world.salesforce;
  return engine.query(`SELECT ${objectName === 'Zendesk_Link__c' ? 'Id, Status__c' : 'Id'} FROM ${objectName}`, {
    actingUserId: engine.apiUserId,
    accessMode: 'system',
  }).records;
}

function exceptionRows(): readonly Readonly<Record<string, unknown>>[] {
  const { engine } = world.salesforce;
  return engine.query('SELECT Fingerprint__c, Status__c FROM Zendesk_Exception__c', {
    actingUserId: engine.apiUserId,
    accessMode: 'system',
  }).records;
}

describe('the first audit of an org', () => {
  let first: Run;

  beforeAll(async () => {
    first = await installation.audit({ mode: 'full' });
  });

  it('is complete, kept and exported, and publishes nothing', async () => {
    expect(first).toMatchObject({ status: 'complete', problems: [], hold: { kind: 'baseline' } });
    expect((await installation.verdicts()).length).toBeGreaterThan(200);
    expect(rowsOf('Zendesk_Link__c')).toEqual([]);
    expect(rowsOf('Zendesk_Exception__c')).toEqual([]);
    expect(rowsOf('Zendesk_Audit_Run__c')).toEqual([]);
  });

  it('is still not published by the audit after it, nor by a re-check', async () => {
    const { hold } = await installation.audit({ mode: 'incremental' });
    expect(hold).toMatchObject({ kind: 'baseline' });
    const accountId = (await installation.verdicts()).find(({ subject }) => subject === 'account')?.accountId ?? '';
    await installation.audit({ mode: 'account', accountId });
    expect(rowsOf('Zendesk_Link__c')).toEqual([]);
  });

  it('stays back when links are drawn from it', async () => {
    const { drawn, notShown } = await drawSample(2, 'a test', installation.stages);
    expect(drawn).toHaveLength(2);
    expect(notShown).toBe('Salesforce shows it when the first audit is published.');
    expect(rowsOf('Zendesk_Link__c')).toEqual([]);
  });

  it('stands in Salesforce once an operator has accepted it, who can do that once', async () => {
    const accepted = await installation.acceptBaseline();
    expect(accepted).toMatchObject({ status: 'complete', hold: { releasedBy: 'a test' } });
    const shown = (await installation.verdicts()).filter(
      ({ subject, status }) => subject === 'account' && status !== 'out_of_scope',
    );
    expect(rowsOf('Zendesk_Link__c')).toHaveLength(shown.length);
    expect(rowsOf('Zendesk_Audit_Run__c')).toHaveLength(1);
    await expect(installation.acceptBaseline()).rejects.toThrow(/accepted already, by a test/);
  });
});

describe('a sample of green links', () => {
  let drawn: readonly SampledLink[];

  beforeAll(async () => {
    ({ drawn } = await drawSample(3, 'a test', installation.stages));
  });

  it('stands on the links’ rows, beside the one that was drawn before', () => {
    expect(rowsWhere('Sample_Drawn_At__c != null')).toHaveLength(5);
    expect(
      rowsWhere("Sample_Drawn_At__c != null AND Effective_Status__c NOT IN ('verified', 'verified_with_notes')"),
    ).toEqual([]);
  });

  it('takes what a person says of a link, and corrects it', async () => {
    const accountId = drawn[0]?.accountId ?? '';
    const reply = { note: 'Other people.', by: 'a test' };
    await answerSample(accountId, { ...reply, answer: 'unsure' }, installation.stages);
    const { notShown } = await answerSample(accountId, { ...reply, answer: 'wrong' }, installation.stages);
    expect(notShown).toBeNull();
    expect(rowsWhere("Sample_Answer__c = 'wrong' AND Sample_Wrong__c = 1")).toEqual([{ Account__c: accountId }]);
    expect(await installation.store.samples.figures()).toMatchObject({ drawn: 5, wrong: 1, falseGreenRate: 1 });
  });

  it('is drawn, not judged: the verdict is as it was', async () => {
    const accountId = drawn[0]?.accountId ?? '';
    const verdict = (await installation.verdicts()).find((one) => one.accountId === accountId);
    expect(verdict?.status).toMatch(/^verified/);
  });

  function rowsWhere(condition: string): readonly unknown[] {
    const { engine } = world.salesforce;
    const soql = `SELECT Account__c FROM Zendesk_Link__c WHERE ${condition}`;
    return engine
      .query(soql, { actingUserId: engine.apiUserId, accessMode: 'system' })
      .records.map(({ Account__c: account }) => ({ Account__c: account }));
  }
});

describe('an audit that would turn over more verdicts than the contract allows', () => {
  let held: Run;
  let before: readonly unknown[];

  beforeAll(async () => {
    before = rowsOf('Zendesk_Link__c');
    await clearKeysOf(8);
    await world.settle();
    held = await installation.audit({ mode: 'incremental' });
  });

  it('waits, saying what would change and what most of it has in common', () => {
    expect(held).toMatchObject({ status: 'held', hold: { kind: 'mass_change', allowed: 5 } });
    expect(held.hold?.flips).toBeGreaterThan(5);
    expect(held.hold?.byCode[0]).toEqual({ code: 'one_sided_link', count: 16 });
    expect(held.problems.join()).toMatch(/mass_change_hold: 16 verdicts would change/);
    expect(held.hold?.cause).toMatchObject({ kind: 'change' });
    expect(rowsOf('Zendesk_Link__c')).toEqual(before);
  });

  it('keeps back what a person says meanwhile', async () => {
    const [waiting] = await installation.store.samples.list({ waiting: true, limit: 1 });
    const reply = { answer: 'right', note: '', by: 'a test' } as const;
    const { notShown } = await answerSample(waiting?.accountId ?? '', reply, installation.stages);
    expect(notShown).toBe(`Salesforce shows it when the held run ${held.runId} is released.`);
    expect(rowsOf('Zendesk_Link__c')).toEqual(before);
  });

  it('shows what somebody decides about what stands there, and nothing of what it keeps back', async () => {
    const standing = new Set(exceptionRows().map(({ Fingerprint__c: fingerprint }) => fingerprint));
    const open = await installation.exceptions();
    const shown = open.find(({ fingerprint }) => standing.has(fingerprint));
    const hidden = open.find(({ fingerprint }) => !standing.has(fingerprint));
    const links = rowsOf('Zendesk_Link__c');
    const accept = async (fingerprint = '') => {
      const action = { kind: 'accept', reason: 'It is to stay so.', until: null } as const;
      const request = { action, exceptions: [{ fingerprint, revision: null }], by: 'a test' };
      return (await decideExceptions(request, installation.stages))[0]?.message;
    };
    expect(await accept(shown?.fingerprint)).toBe(
      `Accepted until its evidence changes. Salesforce counts it on the account when the held run ${held.runId} is released.`,
    );
    expect(await accept(hidden?.fingerprint)).toContain(
      `Salesforce shows it when the held run ${held.runId} is released.`,
    );
    const rows = exceptionRows();
    expect(rows).toHaveLength(standing.size);
    expect(rows.filter(({ Status__c: status }) => status === 'accepted')).toMatchObject([
      { Fingerprint__c: shown?.fingerprint },
    ]);
    expect(rowsOf('Zendesk_Link__c')).toEqual(links);
  });

  it('holds the next one too, until an operator releases the newest', async () => {
    const next = await installation.audit({ mode: 'full' });
    expect(next.status).toBe('held');
    await expect(releaseRun(held.runId, 'a test', installation.stages)).rejects.toThrow(next.runId);
    const released = await releaseRun(next.runId, 'a test', installation.stages);
    expect(released).toMatchObject({ status: 'complete', hold: { releasedBy: 'a test' } });
    expect(rowsOf('Zendesk_Link__c').filter(({ Status__c: status }) => status === 'review').length).toBeGreaterThan(7);
    await expect(releaseRun(next.runId, 'a test', installation.stages)).rejects.toThrow(/holds nothing back/);
  });

  it('is followed by audits that publish by themselves', async () => {
    const { status, hold } = await installation.audit({ mode: 'incremental' });
    expect({ status, hold }).toEqual({ status: 'complete', hold: null });
  });

  /** Somebody's import empties the key of healthy organizations. */
  async function clearKeysOf(count: number): Promise<void> {
    const healthy = (await installation.verdicts())
      .filter(({ subject, status }) => subject === 'organization' && status === 'verified')
      .slice(0, count);
    for (const { organizationId } of healthy) {
      await world.edit(zendeskUpdates('organizations', 'organization', organizationId ?? '', { external_id: null }));
    }
  }
});
