/** Who in Salesforce is told of what audits publish: flows by events, owners by notifications and by the digest. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audit } from '../../server/flows/audit.ts';
import type { AuditStages } from '../../server/flows/audit.ts';
import { digest } from '../../server/flows/digest.ts';
import { releaseRun } from '../../server/flows/triage.ts';
import type { Run } from '../../server/core/model.ts';
import { AuditedWorld, type Installation } from '../support/audits/AuditedWorld.ts';
import { toEighteen } from '../../server/core/ids/salesforceId.ts';
import { account, organization } from '../support/customers.ts';
import { salesforceUpdates } from '../support/worlds/Edit.ts';
import { writeWorldFiles } from '../support/worlds/generateWorld.ts';

const SELLER = toEighteen('0055g00000Sell1');
const LEFT = toEighteen('0055g00000Left2');
/** Each is linked to the organization of its number; for each there is another organization that is nobody's. */
const customer = (number: number): string => toEighteen(`0015g00000Cust${number}`);
const CUSTOMERS = [1, 2, 3, 4, 5, 6, 7, 8];
/** Its owner has left. */
const LEFT_ALONE = 2;
/** Contradicted from the first audit on. */
const WRONG_ALWAYS = 8;
const spare = (number: number): string => String(10 + number);
const EVENTS = '/composite/sobjects$';
const ACTION = '/actions/standard/customNotificationAction';

let folder: string;
let world: AuditedWorld;
let installation: Installation;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linkproof-notices-'));
  const user = (Id: string, IsActive: boolean) => ({
    Id,
    LastName: Id,
    Username: `${Id}@a.example`,
    Email: '',
    IsActive,
  });
  await writeWorldFiles(
    folder,
    new Map<string, object[]>([
      ['salesforce/User.ndjson', [user(SELLER, true), user(LEFT, false)]],
      [
        'salesforce/Account.ndjson',
        CUSTOMERS.map((number) =>
          account(customer(number), number === WRONG_ALWAYS ? '99' : String(number), {
            OwnerId: number === LEFT_ALONE ? LEFT : SELLER,
            Name: `Customer ${number}`,
          }),
        ),
      ],
      [
        'zendesk/organizations.ndjson',
        CUSTOMERS.flatMap((number) => [
          { ...organization(String(number), customer(number)), id: number },
          { ...organization(spare(number), null), id: 10 + number },
        ]),
      ],
    ]) as Parameters<typeof writeWorldFiles>[1],
  );
  world = await AuditedWorld.start(folder, {
    contract: (shipped) => ({
      ...shipped,
      notices: { contradictedEvents: true, criticalExceptions: true, weeklyDigest: null },
    }),
  });
  installation = await world.install();
  await installation.audit({ mode: 'full' });
  await installation.acceptBaseline();
}, 120_000);

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** What was published and sent since it was last asked. */
let [eventsSeen, notificationsSeen] = [0, 0];
async function told() {
  const ask = async (door: string) => (await (await fetch(world.salesforce.url + door)).json()) as Fields[];
  const events = (await ask('/__events')).slice(eventsSeen);
  const notifications = (await ask('/__notifications')).slice(notificationsSeen);
  eventsSeen += events.length;
  notificationsSeen += notifications.length;
  return { events: events.map(({ fields }) => fields as Fields), notifications };
}
type Fields = Record<string, unknown>;

async function order(pattern: string, fault: object, times = 1): Promise<void> {
  const body = JSON.stringify({ match: { method: 'POST', path: pattern }, times, fault });
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${world.salesforce.url}/__faults`, { method: 'POST', headers, body })).status).toBe(201);
}

async function point(number: number, organizationId: string): Promise<void> {
  const edit = salesforceUpdates('Account', customer(number), { Zendesk_Organization_Id__c: organizationId });
  expect(await world.edit(edit)).toBe('done');
  await world.settle();
}
/** Its account names an organization that its key does not: conflicting_rungs, which is critical. */
const contradict = (number: number): Promise<void> => point(number, spare(number));
const mend = (number: number): Promise<void> => point(number, String(number));

const auditChanges = (): Promise<Run> => installation.audit({ mode: 'incremental' });
const auditWith = (changed: Partial<AuditStages>): Promise<Run> =>
  audit({ mode: 'incremental' }, { ...installation.stages, ...changed }, () => undefined);

describe('a link that turns contradicted', () => {
  it('is no news in the baseline', async () => {
    expect(await told()).toEqual({ events: [], notifications: [] });
  });

  it('is published as an event for each account, and told to the owner who is active, once', async () => {
    await contradict(1);
    await contradict(LEFT_ALONE);
    const { runId, status } = await auditChanges();
    expect(status).toBe('complete');
    const { events, notifications } = await told();
    expect(events).toEqual([
      expect.objectContaining({
        Account_Id__c: customer(1),
        Link_Key__c: expect.stringMatching(new RegExp(`^[\\w-]+:${customer(1)}$`)),
        Status_Before__c: 'verified',
        Codes__c: 'conflicting_rungs',
        Run_Id__c: runId,
      }),
      expect.objectContaining({ Account_Id__c: customer(LEFT_ALONE), Status_Before__c: 'verified' }),
    ]);
    expect(notifications).toEqual([
      expect.objectContaining({
        type: 'Zendesk_Critical_Exception',
        recipientIds: [SELLER],
        title: 'Don’t rely on the Zendesk tickets of Customer 1',
        targetId: customer(1),
      }),
    ]);
    await installation.audit({ mode: 'account', accountId: customer(1) });
    expect(await told()).toEqual({ events: [], notifications: [] });
  });

  it('is news again after it was right', async () => {
    await mend(1);
    await auditChanges();
    expect(await told()).toEqual({ events: [], notifications: [] });
    await contradict(1);
    await auditChanges();
    expect(await told()).toMatchObject({
      events: [{ Account_Id__c: customer(1) }],
      notifications: [{ targetId: customer(1) }],
    });
  });
});

describe('what could not be sent', () => {
  const newsOf = (number: number) => ({
    events: [expect.objectContaining({ Account_Id__c: customer(number) })],
    notifications: [expect.objectContaining({ targetId: customer(number) })],
  });

  it('makes no audit incomplete, waits, and is sent by the next one', async () => {
    await contradict(3);
    await order(EVENTS, { status: 400, body: [{ errorCode: 'LIMIT_EXCEEDED', message: 'Too many.' }] });
    await order(ACTION, { status: 403, body: [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'No.' }] });
    const said: string[] = [];
    const { status } = await audit({ mode: 'incremental' }, installation.stages, ({ message }) => said.push(message));
    expect(status).toBe('complete');
    expect(said.join('\n')).toContain('2 notices wait for the next audit');
    expect(await installation.store.notices.waiting()).toMatchObject({
      count: 2,
      problem: expect.stringContaining('LIMIT_EXCEEDED'),
    });
    expect(await told()).toEqual({ events: [], notifications: [] });

    await auditChanges();
    expect(await told()).toEqual(newsOf(3));
    expect(await installation.store.notices.waiting()).toMatchObject({ count: 0 });
  });

  it.each([
    [4, 'before what is news was noted', { note: () => Promise.reject(new Error('killed')) }],
    [5, 'after it was noted', { send: () => Promise.reject(new Error('killed')) }],
  ])('of customer %d because the process died %s is sent by the next audit, once', async (number, _, dying) => {
    await contradict(number);
    const noticer = { ...installation.stages.noticer, ...dying };
    await expect(auditWith({ noticer })).rejects.toThrow('killed');
    expect(await told()).toEqual({ events: [], notifications: [] });
    await auditChanges();
    expect(await told()).toEqual(newsOf(number));
  });

  it('is not sent again by audits that can’t be completed, and after a release at once', async () => {
    await contradict(6);
    // The run's own record fails: verdicts stand in Salesforce, and the run is not complete.
    const failed = [{ objectName: 'Zendesk_Audit_Run__c', externalKey: 'r', errorCode: 'LOCKED', message: 'No.' }];
    const publisher: AuditStages['publisher'] = {
      ...installation.stages.publisher,
      publishRun: () => Promise.resolve({ written: 0, unchanged: 0, removed: 0, failed }),
    };
    expect((await auditWith({ publisher })).status).toBe('incomplete');
    expect(await told()).toEqual(newsOf(6));
    expect((await auditWith({ publisher })).status).toBe('incomplete');
    expect(await told()).toEqual({ events: [], notifications: [] });

    await contradict(7);
    const { contract } = installation.stages;
    const thresholds = { ...contract.thresholds, massChangeAtLeast: 0, massChangeShare: 0 };
    const { runId, status } = await auditWith({ contract: { ...contract, thresholds } });
    expect(status).toBe('held');
    expect(await told()).toEqual({ events: [], notifications: [] });
    await releaseRun(runId, 'ada', installation.stages);
    expect(await told()).toEqual(newsOf(7));
  });
});

describe('the digest', () => {
  it('is shown without telling anybody, and told each owner once a day', async () => {
    const expected = {
      ownerId: SELLER,
      accounts: 7,
      untrusted: 7,
      newlyUntrusted: 6,
      title: '7 of your 7 accounts can’t be relied on for Zendesk tickets',
      body: expect.stringMatching(/^New since last week: Customer 1, .* and 2 more\. Still: Customer 8\./),
    };
    const shown = await digest({ send: false }, installation.stages);
    expect(shown).toMatchObject({ lines: [{ ...expected, delivery: 'not_sent' }], problem: null });
    expect((await told()).notifications).toEqual([]);

    expect((await digest({ send: true }, installation.stages)).lines).toMatchObject([{ delivery: 'sent' }]);
    expect((await digest({ send: true }, installation.stages)).lines).toMatchObject([{ delivery: 'sent_before' }]);
    const { notifications } = await told();
    expect(notifications).toEqual([
      expect.objectContaining({
        type: 'Zendesk_Link_Digest',
        recipientIds: [SELLER],
        targetId: null,
        title: expected.title,
      }),
    ]);
    expect(JSON.parse(String(notifications[0]?.['targetPageRef']))).toMatchObject({
      attributes: { objectApiName: 'Zendesk_Link__c' },
    });
  });

  it('that Salesforce refuses says so, and is given up where it is refused for what it says', async () => {
    world.clock.advance(24 * 3_600_000);
    await order(ACTION, { status: 400, body: [{ actionName: 'x', isSuccess: false, errors: [], outputValues: null }] });
    const { lines, problem } = await digest({ send: true }, installation.stages);
    expect(lines).toMatchObject([{ delivery: 'failed' }]);
    expect(problem).toContain('answered 400');
    expect(await installation.store.notices.waiting()).toMatchObject({ count: 0 });
  });

  it('is told to nobody while no audit vouches for anything', async () => {
    world.clock.advance(48 * 3_600_000);
    await expect(digest({ send: true }, installation.stages)).rejects.toThrow(
      'Found no complete audit within 36 hours',
    );
    const untouched = await world.install();
    await expect(digest({ send: false }, untouched.stages)).rejects.toThrow('Found nothing published yet');
  });
});
