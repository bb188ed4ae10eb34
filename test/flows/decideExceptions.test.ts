/** What people decide about exceptions, in Salesforce at once, and what audits make of it. */
import type { Exception } from '../../server/core/model.ts';
import type { TriageAction } from '../../server/core/triage/TriageAction.ts';
import { BadRequestError } from '../../server/errors.ts';
import { decideExceptions, type Decided, type DecisionStages } from '../../server/flows/triage/decideExceptions.ts';
import { addStaff } from '../../server/sandbox/demo/addStaff.ts';
import { Random } from '../../server/sandbox/demo/Random.ts';
import { WorldBuilder } from '../../server/sandbox/demo/records/WorldBuilder.ts';
import { RepairedWorld } from '../support/repairs/RepairedWorld.ts';
import { zendeskUpdates } from '../support/worlds/Edit.ts';

const builder = new WorldBuilder(new Random(7));
const staff = addStaff(builder);
const idOf = (role: string) => staff.find((user) => user.role === role)?.id ?? '';
const [OPERATOR, SELLER] = [idOf('operator'), idOf('seller')];
/** Each points to an organization whose key is no id. */
const pairs = Array.from({ length: 9 }, (_, at) => builder.pair(`Pair ${at}`, { key: () => `CRM-${at}` }));
const HOUR_MS = 3_600_000;
const reason = 'Their integration owns the key.';

let world: RepairedWorld;
beforeAll(async () => {
  world = await RepairedWorld.start(builder.files);
}, 60_000);
afterAll(() => world.close());

const pair = (at: number) => pairs[at] as (typeof pairs)[number];
const now = () => world.stages.clock().toISOString();

async function exceptionOf(at: number): Promise<Exception> {
  for await (const exception of world.stages.store.ledger.exceptions({ accountId: pair(at).account.id })) {
    if (exception.code === 'external_id_malformed') return exception;
  }
  throw new Error(`nothing was raised about ${pair(at).account.id}`);
}

/** What Salesforce shows of it. */
function rowOf(at: number): Readonly<Record<string, unknown>> {
  const { engine } = world.world.salesforce;
  const fields =
    'Status__c, OwnerId, Until__c, Decision_Reason__c, Decided_By__c, Reopened_Because__c, Regressions__c, Revision__c, Activity__c';
  const soql = `SELECT ${fields} FROM Zendesk_Exception__c WHERE Code__c = 'external_id_malformed' AND Account__c = '${pair(at).account.id}'`;
  return engine.query(soql, { actingUserId: engine.apiUserId, accessMode: 'system' }).records[0] ?? {};
}

function linkOf(at: number): Readonly<Record<string, unknown>> {
  const { engine } = world.world.salesforce;
  const soql = `SELECT Open_Exceptions__c, Exception_Summary__c FROM Zendesk_Link__c WHERE Account__c = '${pair(at).account.id}'`;
  return engine.query(soql, { actingUserId: engine.apiUserId, accessMode: 'system' }).records[0] ?? {};
}

/** On whatever stands, unless a revision is given. */
async function decided(
  at: number,
  action: TriageAction,
  values: { revision?: number; stages?: Partial<DecisionStages> } = {},
): Promise<Decided> {
  const { fingerprint } = await exceptionOf(at);
  const request = { action, exceptions: [{ fingerprint, revision: values.revision ?? null }], by: 'ada' };
  const [outcome] = await decideExceptions(request, { ...world.stages, ...values.stages });
  if (outcome === undefined) throw new Error('expected an outcome');
  return outcome;
}

async function auditChanges(): Promise<void> {
  const { status, problems } = await world.installation.audit({ mode: 'incremental' });
  expect({ status, problems }).toEqual({ status: 'complete', problems: [] });
}

async function setKey(at: number, key: string): Promise<void> {
  await world.world.edit(
    zendeskUpdates('organizations', 'organization', pair(at).organization.id, { external_id: key }),
  );
  await world.world.settle();
}

describe('an exception that somebody works on', () => {
  it('is his, in Salesforce too, and the queue’s again when he gives it back', async () => {
    const queue = rowOf(0)['OwnerId'];
    expect(String(queue)).toMatch(/^00G/);
    expect(await decided(0, { kind: 'assign', ownerId: OPERATOR.slice(0, 15) })).toMatchObject({
      ...{ outcome: 'done', message: 'Assigned.' },
      exception: { status: 'assigned', ownerId: OPERATOR },
    });
    expect(rowOf(0)).toMatchObject({ Status__c: 'assigned', OwnerId: OPERATOR, Revision__c: 2 });
    await decided(0, { kind: 'assign', ownerId: null });
    expect(rowOf(0)).toMatchObject({ Status__c: 'new', OwnerId: queue, Revision__c: 3 });
  });

  it.each([
    ['a seller', SELLER],
    ['a user’s id with the wrong suffix', `${OPERATOR.slice(0, 15)}ZZZ`],
    ['an account', pair(0).account.id],
    ['nobody', '005000000000000AAA'],
  ])('is never given to who may not work the queue: %s', async (_, ownerId) => {
    const { revision } = await exceptionOf(0);
    await expect(decided(0, { kind: 'assign', ownerId })).rejects.toThrow(BadRequestError);
    expect((await exceptionOf(0)).revision).toBe(revision);
  });
});

describe('an exception that somebody accepts', () => {
  it('is quiet at once, through audits, until its evidence changes: then it says what did', async () => {
    const before = linkOf(1)['Open_Exceptions__c'];
    const outcome = await decided(1, { kind: 'accept', reason, until: null });
    expect(outcome).toMatchObject({ outcome: 'done', message: 'Accepted until its evidence changes.' });
    expect(rowOf(1)).toMatchObject({ Status__c: 'accepted', Decision_Reason__c: reason, Decided_By__c: 'ada' });
    expect(linkOf(1)['Open_Exceptions__c']).toBe(Number(before) - 1);
    expect(linkOf(1)['Exception_Summary__c']).toContain('"status":"accepted"');

    await auditChanges();
    await world.installation.audit({ mode: 'full' });
    expect(await exceptionOf(1)).toEqual(outcome.exception);

    await setKey(1, 'CRM-X');
    await auditChanges();
    const because = ['The key now says “CRM-X” instead of “CRM-1”.'];
    expect(await exceptionOf(1)).toMatchObject({ status: 'new', decision: null, reopened: { because } });
    expect(rowOf(1)).toMatchObject({
      ...{ Status__c: 'new', Reopened_Because__c: because[0], Decision_Reason__c: null },
    });
    const activity = JSON.parse(String(rowOf(1)['Activity__c'])) as readonly object[];
    expect(activity).toMatchObject([
      { by: 'audit', action: 'reopened', text: because[0] },
      { by: 'ada', action: 'accept', text: reason },
    ]);
    expect(linkOf(1)['Open_Exceptions__c']).toBe(before);
  });

  it('is open again when the date has passed, although nothing has changed', async () => {
    const until = new Date(world.stages.clock().getTime() + HOUR_MS).toISOString();
    await decided(2, { kind: 'accept', reason, until });
    await auditChanges();
    expect(rowOf(2)).toMatchObject({ Status__c: 'accepted' });
    world.world.clock.advance(HOUR_MS);
    await auditChanges();
    expect(await exceptionOf(2)).toMatchObject({ status: 'new' });
    expect(String(rowOf(2)['Reopened_Because__c'])).toMatch(/^The date it was accepted until, .* UTC, has passed\.$/);
  });
});

describe('an exception that somebody resolves', () => {
  it('has regressed when the next audit of what changed still finds it', async () => {
    await decided(3, { kind: 'assign', ownerId: OPERATOR });
    await decided(3, { kind: 'resolve', reason: 'Told them.' });
    expect(rowOf(3)).toMatchObject({ Status__c: 'resolved' });
    await auditChanges();
    expect(await exceptionOf(3)).toMatchObject({ status: 'regressed', regressions: 1, ownerId: OPERATOR });
    expect(rowOf(3)).toMatchObject({ Status__c: 'regressed', Regressions__c: 1 });
  });

  it('stays so when it is, and nobody can call it open again then', async () => {
    await setKey(4, pair(4).account.id);
    await decided(4, { kind: 'resolve', reason: 'Set the key.' });
    await auditChanges();
    expect(await exceptionOf(4)).toMatchObject({ status: 'resolved', resolution: 'person', decision: null });
    expect(await decided(4, { kind: 'reopen', reason: 'Was it?' })).toMatchObject({ outcome: 'refused' });
  });
});

describe('a decision', () => {
  it('on an exception that has changed since it was seen changes nothing, and shows what it is now', async () => {
    const { revision } = await exceptionOf(5);
    await decided(5, { kind: 'note', note: 'Asked them.' }, { revision });
    const stands = await exceptionOf(5);
    const late = await decided(5, { kind: 'accept', reason, until: null }, { revision });
    expect(late).toMatchObject({ outcome: 'conflict', exception: stands });
    expect(late.message).toContain('has changed it meanwhile: it is new now');
    expect(await exceptionOf(5)).toEqual(stands);
    expect(rowOf(5)).toMatchObject({ Status__c: 'new', Revision__c: revision + 1 });
  });

  it('is answered for each exception in the order asked, also where one is not there or can’t be decided on', async () => {
    const [open, over] = [await exceptionOf(6), await exceptionOf(4)];
    const exceptions = [over, { fingerprint: 'none' }, open].map(({ fingerprint }) => ({
      fingerprint,
      revision: null,
    }));
    const outcomes = await decideExceptions(
      { action: { kind: 'wait', reason: 'For them.', until: null }, exceptions, by: 'ada' },
      world.stages,
    );
    expect(outcomes.map(({ fingerprint, outcome }) => [fingerprint, outcome])).toEqual([
      [over.fingerprint, 'refused'],
      ['none', 'not_found'],
      [open.fingerprint, 'done'],
    ]);
  });

  it.each<[string, TriageAction]>([
    ['a reason that says nothing', { kind: 'accept', reason: ' too short ', until: null }],
    ['no reason', { kind: 'resolve', reason: ' ' }],
    ['a note that does not fit', { kind: 'note', note: 'x'.repeat(1_001) }],
    ['a date that is over', { kind: 'accept', reason, until: '2020-01-01T00:00:00.000Z' }],
    ['no date', { kind: 'wait', reason, until: '2099-02-31' }],
  ])('needs words and a time to come: %s', async (_, action) => {
    await expect(decided(6, action)).rejects.toThrow(BadRequestError);
  });

  it('that two take at once is one’s, and the other is told', async () => {
    const { revision } = await exceptionOf(6);
    const both = await Promise.all(
      ['Ada saw it first.', 'Bob saw it first.'].map((said) =>
        decided(6, { kind: 'accept', reason: said, until: null }, { revision }),
      ),
    );
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['conflict', 'done']);
    const winner = both.find(({ outcome }) => outcome === 'done');
    expect((await exceptionOf(6)).decision).toEqual(winner?.exception?.decision);
  });

  it('that could not be shown says so, and is shown by the next audit of what changed', async () => {
    const failed = [{ objectName: 'Zendesk_Exception__c', externalKey: 'f', errorCode: 'DOWN', message: 'No answer.' }];
    const publisher = {
      ...world.stages.publisher,
      publishLinks: async () => ({ written: 0, unchanged: 0, removed: 0, failed }),
    };
    const outcome = await decided(7, { kind: 'accept', reason, until: null }, { stages: { publisher } });
    expect(outcome).toMatchObject({ outcome: 'done' });
    expect(outcome.message).toBe(
      'Accepted until its evidence changes. Salesforce does not show it yet (DOWN: No answer.); the next audit tries again.',
    );
    expect(rowOf(7)).toMatchObject({ Status__c: 'new' });
    await auditChanges();
    expect(rowOf(7)).toMatchObject({ Status__c: 'accepted' });
  });

  it('taken while an audit raises exceptions is heard, and ended by the evidence that the audit found', async () => {
    await setKey(5, 'CRM-Y');
    const { ledger } = world.stages.store;
    const { keepExceptions } = ledger;
    let first = true;
    Object.assign(ledger, {
      keepExceptions: async (...args: Parameters<typeof keepExceptions>) => {
        if (first) {
          first = false;
          expect(await decided(5, { kind: 'accept', reason, until: null })).toMatchObject({ outcome: 'done' });
        }
        return keepExceptions(...args);
      },
    });
    await auditChanges();
    Object.assign(ledger, { keepExceptions });
    const because = ['The key now says “CRM-Y” instead of “CRM-5”.'];
    expect(await exceptionOf(5)).toMatchObject({ status: 'new', decision: null, reopened: { because } });
    const activity = JSON.parse(String(rowOf(5)['Activity__c'])) as readonly object[];
    expect(activity.slice(0, 2)).toMatchObject([{ action: 'reopened' }, { action: 'accept' }]);
  });

  it('taken while an audit publishes stands in Salesforce afterwards', async () => {
    const { publisher } = world.stages;
    let first = true;
    const slow = {
      ...publisher,
      // The run has collected its rows; they are on their way when somebody decides.
      publishLinks: async (links: Parameters<typeof publisher.publishLinks>[0]) => {
        if (!first) return publisher.publishLinks(links);
        first = false;
        await decided(0, { kind: 'accept', reason, until: null });
        await world.stages.store.ledger.forgetPublished('Zendesk_Exception__c', [(await exceptionOf(0)).fingerprint]);
        return publisher.publishLinks(links);
      },
    };
    Object.assign(world.installation.stages, { publisher: slow });
    await world.installation.audit({ mode: 'full' });
    Object.assign(world.installation.stages, { publisher });
    expect(rowOf(0)).toMatchObject({ Status__c: 'accepted' });
  });
});

describe('an exception that a plan would answer', () => {
  it('is planned until the plan expires, and open again when it is still found then', async () => {
    const { fingerprint } = await exceptionOf(8);
    const request = { kind: 'exceptions', codes: null, fingerprints: [fingerprint], accountIds: null } as const;
    const plan = await world.plan(request);
    expect(plan.groups.flatMap(({ fingerprints }) => fingerprints)).toContain(fingerprint);
    expect(await exceptionOf(8)).toMatchObject({ status: 'planned', decision: { until: plan.expiresAt } });
    await auditChanges();
    expect(rowOf(8)).toMatchObject({ Status__c: 'planned' });
    world.world.clock.advance(Date.parse(plan.expiresAt) - Date.parse(now()));
    await auditChanges();
    expect(await exceptionOf(8)).toMatchObject({ status: 'new' });
    expect(String(rowOf(8)['Reopened_Because__c'])).toContain('The plan that would answer it expired on');
  });
});
