import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Explanation, VerdictLine } from '../../server/flows/Flows.ts';
import { Journey, type AuditDocument } from '../support/journey/Journey.ts';
import { ACCOUNTS, HEALTHY, ORGANIZATIONS, SAME_NAME, SMALL_WORLD, TWINS, verdictsById } from './smallWorld.ts';

/** Salesforce objects that are Linkproof's own: an audit writes to nothing else. */
const OWN_OBJECTS = ['Zendesk_Link__c', 'Zendesk_Exception__c', 'Zendesk_Audit_Run__c', 'Linkproof_State__c'];

let journey: Journey;
let first: { exitCode: number | null; document: AuditDocument; stderr: string };
let writesOfFirst: readonly string[];
let writes: readonly string[];
let verdicts: readonly VerdictLine[];

beforeAll(async () => {
  journey = await Journey.start(SMALL_WORLD);
  first = await journey.audit();
  writesOfFirst = await journey.writes();
  await journey.acceptBaseline();
  writes = await journey.writes();
  await journey.serve();
  verdicts = await journey.verdicts();
}, 120_000);

afterAll(() => journey.close());

const verdictOf = (subject: VerdictLine['subject'], id: string): VerdictLine | undefined =>
  verdicts.find(
    (line) => line.subject === subject && (subject === 'account' ? line.accountId : line.organizationId) === id,
  );

describe('a first full audit over real HTTP', () => {
  it('is complete, and says of every source what there was and what was read', () => {
    expect([first.exitCode, first.document.status, first.stderr]).toEqual([0, 'complete', expect.any(String)]);
    expect(
      Object.fromEntries(first.document.sources.map(({ name, read, complete }) => [name, [read, complete]])),
    ).toEqual({
      'salesforce.accounts': [32, true],
      'salesforce.users': [expect.any(Number), true],
      'salesforce.contacts': [2, true],
      'salesforce.account_contact_relations': [2, true],
      'zendesk.organizations': [25, true],
      'zendesk.users': [2, true],
      'zendesk.organization_memberships': [2, true],
      'zendesk.tickets': [3, true],
    });
    expect(first.document.apiCalls.salesforce).toBeGreaterThan(0);
    expect(first.document.apiCalls.zendesk).toBeGreaterThan(0);
  });

  it('gives every live account exactly its status and codes', () => {
    expect(verdictsById(verdicts, 'account')).toEqual(ACCOUNTS);
  });

  it('gives every live organization exactly its status and codes', () => {
    expect(verdictsById(verdicts, 'organization')).toEqual(ORGANIZATIONS);
  });

  it('counts in its document what it exports', () => {
    const counted: Record<string, number> = {};
    for (const { status } of verdicts) counted[status] = (counted[status] ?? 0) + 1;
    expect(first.document.counts).toEqual(counted);
  });

  it('keeps ids apart that differ in case only, and organizations whose ids are one as doubles', () => {
    for (const { accountId, organizationId } of TWINS) {
      expect(verdictOf('account', accountId)).toMatchObject({ status: 'verified', organizationId });
      expect(verdictOf('organization', organizationId)).toMatchObject({ status: 'verified', accountId });
    }
  });

  it('links nobody by name or domain', () => {
    expect(verdictOf('account', SAME_NAME.accountId)).toMatchObject({ status: 'unlinked', organizationId: null });
    expect(verdictOf('organization', SAME_NAME.organizationId)).toMatchObject({ status: 'orphan', accountId: null });
  });

  it('writes nothing at all before somebody has looked at it', () => {
    expect(writesOfFirst).toEqual([]);
  });

  it('writes to nothing but Linkproof’s own objects', () => {
    expect(writes.filter((write) => !OWN_OBJECTS.some((name) => write.startsWith(`${name} `)))).toEqual([]);
    for (const name of OWN_OBJECTS) expect(writes.filter((write) => write.startsWith(name))).not.toEqual([]);
  });

  it('publishes a row for every account in scope or claimed, with the verdict that it exports', () => {
    const rows = journey.published('Zendesk_Link__c');
    const published = rows.map(({ Account__c, Status__c, Effective_Status__c, Codes__c }) => [
      Account__c,
      { status: Status__c, effective: Effective_Status__c, codes: Codes__c },
    ]);
    const expected = Object.entries(ACCOUNTS)
      .filter(([, verdict]) => verdict !== 'out_of_scope')
      .map(([id, verdict]) => {
        const [status, ...codes] = verdict.split(' ');
        return [id, { status, effective: status, codes: codes.length === 0 ? null : codes.join(';') }];
      });
    expect(Object.fromEntries(published)).toEqual(Object.fromEntries(expected));
  });

  it('raises every exception once, on the records that it concerns', async () => {
    const exceptions = await journey.exceptions();
    expect(new Set(exceptions.map(({ fingerprint }) => fingerprint)).size).toBe(exceptions.length);
    const codes = Object.entries({ ...ACCOUNTS, ...ORGANIZATIONS }).flatMap(([id, verdict]) =>
      verdict
        .split(' ')
        .slice(1)
        .map((code) => `${id} ${code}`),
    );
    const raised = exceptions.flatMap(({ code, accountIds, organizationIds }) =>
      [...accountIds, ...organizationIds].map((id) => `${id} ${code}`),
    );
    expect([...new Set(raised)].sort()).toEqual(codes.sort());
  });
});

describe('explaining a verdict', () => {
  it('prints every step of the resolution order for an account', async () => {
    const { exitCode, stdout } = await journey.cli(['explain', HEALTHY.accountId]);
    expect(exitCode).toBe(0);
    for (const said of [
      HEALTHY.accountId,
      HEALTHY.organizationId,
      'Zendesk_Organization_Id__c',
      'external_id',
      'verified',
    ]) {
      expect(stdout).toContain(said);
    }
  });

  it('names each rung in order, what was read there and what it means, as JSON', async () => {
    const { stdout } = await journey.cli(['explain', HEALTHY.accountId, '--json']);
    const { verdict, evidence } = JSON.parse(stdout) as Explanation;
    expect(verdict).toMatchObject({ status: 'verified', organizationId: HEALTHY.organizationId });
    expect(evidence.steps.map(({ rung, said, outcome }) => [rung, said, outcome])).toEqual([
      ['scope', 'Customer - Direct', 'info'],
      ['stored_id', HEALTHY.organizationId, 'agrees'],
      ['external_id', HEALTHY.accountId, 'agrees'],
      ['native_app', HEALTHY.organizationId, 'testifies'],
      ['domain', 'harbour.example', 'testifies'],
      ['name', 'harbour foods', 'testifies'],
    ]);
  });

  it('takes an organization’s id, and says which candidate lost and why', async () => {
    const { exitCode, stdout } = await journey.cli(['explain', SAME_NAME.organizationId, '--json']);
    expect(exitCode).toBe(0);
    const { verdict, evidence } = JSON.parse(stdout) as Explanation;
    expect(verdict).toMatchObject({ subject: 'organization', status: 'orphan' });
    expect(evidence.rejected).toEqual([
      {
        accountId: SAME_NAME.accountId,
        organizationId: null,
        name: 'Acme',
        because: expect.stringContaining('never links'),
      },
    ]);
  });

  it('takes the web address of a record', async () => {
    const url = `https://acme.lightning.force.com/lightning/r/Account/${TWINS[1]?.accountId}/view`;
    const { stdout } = await journey.cli(['explain', url, '--json']);
    expect((JSON.parse(stdout) as Explanation).verdict).toMatchObject(TWINS[1] ?? {});
  });
});

describe('exporting', () => {
  it('writes CSV in which no cell is a formula', async () => {
    const file = path.join(journey.dataDir, 'exceptions.csv');
    const { exitCode } = await journey.cli(['export', 'exceptions', '--format', 'csv', '--out', file]);
    expect(exitCode).toBe(0);
    expect(await readFile(file, 'utf8')).not.toMatch(/(^|,)"?[=+@]/m);
  });
});

describe('a second audit of an unchanged world', () => {
  let second: typeof first;

  beforeAll(async () => {
    await journey.forgetJournals();
    second = await journey.audit();
  }, 120_000);

  it('writes one run record, the state setting, and nothing else', async () => {
    expect(second.document.status).toBe('complete');
    const written = (await journey.writes()).map((write) => write.split(' '));
    expect(written.map(([object, , records]) => `${object} ${records}`).sort()).toEqual([
      'Linkproof_State__c 1',
      'Zendesk_Audit_Run__c 1',
    ]);
  });

  it('keeps every verdict with its moment', async () => {
    const again = await journey.verdicts();
    const essence = ({ runId: _runId, ...line }: VerdictLine) => line;
    expect(again.map(essence)).toEqual(verdicts.map(essence));
  });
});

describe('auditing one account', () => {
  it('judges it live at no more than 20 calls, and writes no row that has not changed', async () => {
    await journey.forgetJournals();
    const { exitCode, stdout } = await journey.cli(['audit', '--account', HEALTHY.accountId, '--json']);
    const document = JSON.parse(stdout) as AuditDocument;
    expect([exitCode, document.status]).toEqual([0, 'complete']);
    expect(document.apiCalls.salesforce + document.apiCalls.zendesk).toBeLessThanOrEqual(20);
    expect((await journey.writes()).filter((write) => !write.startsWith('Zendesk_Audit_Run__c'))).toEqual([]);
  });
});
