import { readFileSync } from 'node:fs';
import { APEX_ACTIONS } from '../../../../server/sandbox/salesforce/actions/actionRoutes.ts';
import { readApexOrg } from '../../../../server/sandbox/salesforce/apex/readApexOrg.ts';
import { FORCE_APP, TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, ADMIN, NOW, OUTSIDER, SELLER, testId, testWorld } from '../support/testWorld.ts';

const { labels, classes } = readApexOrg(FORCE_APP, { namedCredentials: {} });
const label = (name: string): string => labels.get(name) ?? `no label ${name}`;
const TYPES = "SELECT Id, DeveloperName FROM CustomNotificationType WHERE DeveloperName = 'Zendesk_Link_Digest'";
const ORG = '00D000000000001EAA';

const link = (n: number, fields: Record<string, unknown>): Record<string, unknown> => ({
  Id: testId('a0Z', n),
  Account__c: accountId(n),
  Link_Key__c: `acme:${accountId(n)}`,
  Audited_Org_Id__c: ORG,
  Status__c: 'verified',
  Sentence__c: 'You can rely on these tickets.',
  ...fields,
});
const state = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  Id: testId('a0S', 1),
  SetupOwnerId: ORG,
  Newest_Complete_Run_At__c: '2026-11-22T07:00:00.000+0000',
  Stale_After_Hours__c: 26,
  Zendesk_Subdomain__c: 'acme',
  ...fields,
});

let org: TestOrg;
const startOrg = async (rows: Record<string, Record<string, unknown>[]> = {}): Promise<void> => {
  org = await TestOrg.start({
    world: testWorld({ Organization: [{ Id: ORG, Name: 'Acme' }], Account: accounts(9), ...rows }),
  });
};
/** Tokens of others than the API user are not to be had: he takes over their permission sets instead. */
const startOrgAs = async (
  permissionSetName: string | null,
  rows: Record<string, Record<string, unknown>[]>,
): Promise<void> => {
  const assignments = permissionSetName === null ? [] : [{ AssigneeId: ADMIN, PermissionSetName: permissionSetName }];
  const users = [
    { Id: ADMIN, Username: 'one@acme.example', LastName: 'One', IsActive: true, Email: 'one@acme.example' },
  ];
  await startOrg({
    User: users,
    PermissionSetAssignment: [{ AssigneeId: ADMIN, PermissionSetName: 'Linkproof_Integration' }, ...assignments],
    ...rows,
  });
};

const send = async (input: Record<string, unknown>) => {
  const [type] = (await org.query(TYPES)).body.records;
  const given = { customNotifTypeId: type.Id, recipientIds: [SELLER], title: 'T', body: 'B', targetId: accountId(1) };
  return org.call('POST', '/actions/standard/customNotificationAction', { body: { inputs: [{ ...given, ...input }] } });
};
const notifications = async () => (await org.fetch('GET', '/__notifications')).body;

describe('a custom notification', () => {
  beforeAll(() => startOrg());
  afterAll(() => org.close());
  beforeEach(() => org.sandbox.reset());
  beforeEach(() => org.logIn());

  it('reaches its recipients as it was sent', async () => {
    const { status, body } = await send({});
    expect({ status, body }).toEqual({
      status: 200,
      body: [
        {
          actionName: 'customNotificationAction',
          errors: null,
          isSuccess: true,
          outputValues: { SuccessMessage: 'Your custom notification is processed successfully.' },
        },
      ],
    });
    expect(await notifications()).toEqual([
      {
        type: 'Zendesk_Link_Digest',
        recipientIds: [SELLER],
        title: 'T',
        body: 'B',
        targetId: accountId(1),
        targetPageRef: null,
        sentBy: ADMIN,
      },
    ]);
  });

  it.each([
    ['an unknown type', { customNotifTypeId: testId('0ML', 7) }, 'customNotifTypeId'],
    ['nobody', { recipientIds: [] }, 'recipientIds'],
    ['somebody who is no user', { recipientIds: [testId('005', 77)] }, 'recipientIds'],
    ['too many', { recipientIds: Array.from({ length: 501 }, () => SELLER) }, '500'],
    ['no title', { title: '' }, 'title'],
    ['a title of 251 characters', { title: 'x'.repeat(251) }, '250'],
    ['a body of 751 characters', { body: 'x'.repeat(751) }, '750'],
    ['no target', { targetId: undefined }, 'targetId or a targetPageRef'],
    ['a page reference that is none', { targetId: undefined, targetPageRef: '{}' }, 'targetPageRef'],
  ])('to or with %s is refused, and nobody gets it', async (_, input, words) => {
    const { status, body } = await send(input);
    expect(status).toBe(400);
    expect(body[0]).toMatchObject({ isSuccess: false, errors: [{ message: expect.stringContaining(words) }] });
    expect(await notifications()).toEqual([]);
  });

  it('may also be found by Tooling', async () => {
    const { body } = await org.call('GET', `/tooling/query?q=${encodeURIComponent(TYPES)}`);
    expect(body.records).toHaveLength(1);
  });
});

describe('a platform event', () => {
  beforeAll(() => startOrg());
  afterAll(() => org.close());
  const path = '/sobjects/Zendesk_Link_Contradicted__e';

  it('is taken in for publication, one by one or many at once, and says so', async () => {
    const one = await org.call('POST', path, { body: { Account_Id__c: accountId(1), Codes__c: 'a;b' } });
    expect(one.status).toBe(201);
    expect(one.body).toEqual({
      id: expect.stringMatching(/^e0/),
      success: true,
      errors: [{ statusCode: 'OPERATION_ENQUEUED', message: expect.stringMatching(/^[0-9a-f-]{36}$/), fields: [] }],
    });
    const attributes = { type: 'Zendesk_Link_Contradicted__e' };
    const records = [
      { attributes, Account_Id__c: accountId(2) },
      { attributes, Nope__c: 1 },
    ];
    const many = await org.call('POST', '/composite/sobjects', { body: { records } });
    expect(many.body).toMatchObject([
      { success: true, errors: [{ statusCode: 'OPERATION_ENQUEUED' }] },
      { success: false, errors: [{ statusCode: 'INVALID_FIELD' }] },
    ]);
    const published = (await org.fetch('GET', '/__events')).body;
    expect(published).toMatchObject([
      { object: 'Zendesk_Link_Contradicted__e', fields: { Account_Id__c: accountId(1), CreatedById: ADMIN } },
      { fields: { Account_Id__c: accountId(2) } },
    ]);
    expect(published[0].fields.EventUuid).toBe(one.body.errors[0].message);
  });

  it('can be neither read, queried, changed nor deleted', async () => {
    const { body } = await org.call('POST', path, { body: { Account_Id__c: accountId(1) } });
    const answers = [
      await org.call('GET', `${path}/${body.id}`),
      await org.query('SELECT Id FROM Zendesk_Link_Contradicted__e'),
      await org.call('PATCH', `${path}/${body.id}`, { body: { Account_Id__c: accountId(2) } }),
      await org.call('DELETE', `${path}/${body.id}`),
    ];
    expect(answers.map((answer) => [answer.status, answer.body[0].errorCode])).toEqual(
      answers.map(() => [400, 'INVALID_TYPE_FOR_OPERATION']),
    );
  });

  it('is refused with a text that does not fit', async () => {
    const answer = await org.call('POST', path, { body: { Account_Id__c: 'x'.repeat(19) } });
    expect([answer.status, answer.body[0].errorCode]).toEqual([400, 'STRING_TOO_LONG']);
  });
});

describe('Check Zendesk link', () => {
  afterEach(() => org.close());
  const check = async (...accountIds: (string | null)[]) => {
    const inputs = accountIds.map((id) => (id === null ? {} : { accountId: id }));
    const { body } = await org.call('POST', '/actions/custom/apex/ZendeskLinkCheck', { body: { inputs } });
    return (body as { outputValues: unknown }[]).map(({ outputValues }) => outputValues);
  };
  const refused = (reason: string, name: string) => ({
    trusted: false,
    status: 'unknown',
    sentence: label(`Linkproof_Check_${name}`),
    codes: [],
    reason,
  });

  it('trusts green verdicts, and says of each other one why not, in the order of the questions', async () => {
    await startOrgAs('Linkproof_Seller', {
      Linkproof_State__c: [state()],
      Zendesk_Link__c: [
        link(1, {}),
        link(2, { Status__c: 'verified_with_notes', Codes__c: 'user_missing_membership' }),
        link(3, { Status__c: 'contradicted', Codes__c: 'conflicting_rungs;one_sided_link', Sentence__c: 'Do not.' }),
        link(4, { Status__c: 'unknown' }),
        link(5, { Audited_Org_Id__c: '00D000000000009EAA' }),
      ],
    });
    expect(await check(accountId(6), accountId(1), accountId(2), accountId(3))).toEqual([
      refused('not_audited', 'Not_Audited'),
      { trusted: true, status: 'verified', sentence: 'You can rely on these tickets.', codes: [], reason: 'trusted' },
      expect.objectContaining({ trusted: true, codes: ['user_missing_membership'] }),
      {
        trusted: false,
        status: 'contradicted',
        sentence: 'Do not.',
        codes: ['conflicting_rungs', 'one_sided_link'],
        reason: 'not_trusted',
      },
    ]);
    expect(await check(accountId(4), accountId(5), null, testId('001', 77), OUTSIDER)).toEqual([
      expect.objectContaining({ trusted: false, status: 'unknown', reason: 'not_trusted' }),
      refused('other_org', 'Other_Org'),
      refused('no_account', 'No_Account'),
      refused('not_visible', 'Not_Visible'),
      refused('not_visible', 'Not_Visible'),
    ]);
  });

  it('trusts nothing once the newest complete audit is too old', async () => {
    const old = new Date(NOW.getTime() - 27 * 3_600_000).toISOString();
    await startOrgAs('Linkproof_Seller', {
      Linkproof_State__c: [state({ Newest_Complete_Run_At__c: old })],
      Zendesk_Link__c: [link(1, {})],
    });
    expect(await check(accountId(1))).toEqual([refused('stale', 'Stale')]);
  });

  it('is not there for whoever may not run its class', async () => {
    await startOrgAs(null, { Linkproof_State__c: [state()], Zendesk_Link__c: [link(1, {})] });
    const inputs = [{ accountId: accountId(1) }];
    const { status } = await org.call('POST', '/actions/custom/apex/ZendeskLinkCheck', { body: { inputs } });
    expect(status).toBe(404);
  });

  it('stands in for every invocable method of force-app, and for no other', async () => {
    await startOrg();
    const declared = [...classes.values()].flatMap(({ name, file }) =>
      [...readFileSync(file, 'utf8').matchAll(/@InvocableMethod\([^)]*\)\s+\w+ static \S+ (\w+)\(/g)].map(
        ([, method]) => `${name}.${String(method)}`,
      ),
    );
    expect(Object.entries(APEX_ACTIONS).map(([name, { method }]) => `${name}.${method}`)).toEqual(declared);
  });
});
