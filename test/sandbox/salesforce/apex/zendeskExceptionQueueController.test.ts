import { generateKeyPairSync } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { readApexOrg } from '../../../../server/sandbox/salesforce/apex/readApexOrg.ts';
import type { Answer } from '../support/TestOrg.ts';
import { FORCE_APP, TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, ADMIN, LINK_ADMIN, NOW, SELLER, testId, testWorld } from '../support/testWorld.ts';

const { labels } = readApexOrg(FORCE_APP, { namedCredentials: {} });

const CODES = ['one_sided_link', 'duplicate_external_id', 'ticket_wrong_org', 'domain_shared'];
const SEVERITIES = ['low', 'critical', 'medium', 'high'];
const CLOSED = ['accepted', 'not_same', 'resolved'];
/** Rows beside the ten thousand open ones. */
const DECIDED = 60;
const OPEN = 10_000;

const exceptionId = (n: number) => testId('a01', n);

let org: TestOrg;
let server: Server;
let requests: { line: string; body: unknown }[];
let answer: { status: number; body: string };

beforeAll(async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  server = createServer(async (request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, body: JSON.parse(await text(request)) });
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  org = await TestOrg.start({
    world: testWorld({
      Organization: [{ Id: '00D000000000001AAA', Name: 'Acme' }],
      Account: [
        ...accounts(3),
        { Id: accountId(4), Name: '100% Brand_new', OwnerId: LINK_ADMIN, IsDeleted: false },
        { Id: accountId(5), Name: '100x Brandxnew', OwnerId: SELLER, IsDeleted: false },
      ],
      Zendesk_Exception__c: Array.from({ length: OPEN + DECIDED }, (_, index) => exception(index + 1)),
    }),
    apex: {
      namedCredentials: {
        Linkproof: {
          url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        },
      },
    },
  });
});

afterAll(async () => {
  await org.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  requests = [];
  answer = { status: 200, body: '{"outcomes":[]}' };
});

/** The n-th row: the last ones are decided, the others open; each opened an hour before the one before it. */
function exception(n: number) {
  const isOpen = n <= OPEN;
  return {
    Id: exceptionId(n),
    Name: `EX-${n}`,
    Fingerprint__c: `f${n}`,
    Revision__c: n % 7,
    Code__c: CODES[n % CODES.length],
    Severity__c: SEVERITIES[n % SEVERITIES.length],
    Status__c: isOpen ? (n % 10 === 0 ? 'waiting' : 'new') : CLOSED[n % CLOSED.length],
    Account__c: accountId((n % 5) + 1),
    Meaning__c: `Meaning ${n}`,
    Cause__c: n % 100 === 0 ? 'Merged into Acme' : null,
    Cause_Key__c: n % 100 === 0 ? 'merge:acme' : null,
    OwnerId: n % 50 === 0 ? LINK_ADMIN : ADMIN,
    // Every thousandth does not say when it was opened, as rows of an audit before there was a queue.
    Opened_At__c: n % 1000 === 0 ? null : new Date(NOW.getTime() - n * 3_600_000).toISOString(),
    Audited_Org_Id__c: '00D000000000001AAA',
    Evidence__c: '{"externalId":"x"}',
    Activity__c: JSON.stringify([{ at: NOW.toISOString(), by: SELLER, action: 'note', text: 'Hello', until: null }]),
  };
}

function call(method: string, parameters: object = {}, user = LINK_ADMIN): Promise<Answer> {
  return org.fetch('POST', `/__apex/ZendeskExceptionQueueController/${method}`, {
    body: JSON.stringify(parameters),
    headers: { 'Content-Type': 'application/json', 'X-Acting-User': user },
  });
}

const filtered = (filter: object = {}) => ({ filterJson: JSON.stringify(filter) });

async function names(filter: object): Promise<string[]> {
  const { body } = await call('getPage', { ...filtered(filter), cursorJson: null });
  return (body as { rows: { name: string }[] }).rows.map(({ name }) => name);
}

const refusedBy = (labelName: string) => ({
  status: 500,
  body: { exceptionType: 'System.AuraHandledException', message: labels.get(labelName) },
});

describe('the exception queue over ten thousand open exceptions', () => {
  it('reads one page and one row more, not the queue', async () => {
    await org.fetch('DELETE', '/__journal');
    const { body } = await call('getPage', { ...filtered(), cursorJson: null });
    expect(body.rows).toHaveLength(50);
    expect(body.nextCursor).toEqual(expect.any(String));
    const { body: journal } = await org.fetch('GET', '/__journal');
    const operations = journal.flatMap(({ operations: done }: { operations: object[] }) => done);
    expect(operations).toEqual([
      { object: 'Group', operation: 'query', records: 1 },
      { object: 'Zendesk_Exception__c', operation: 'query', records: 51 },
    ]);
  });

  it('goes through pages without a gap or a repetition, worst and oldest first, whatever is decided meanwhile', async () => {
    const rank = (row: ReturnType<typeof exception>) =>
      -['low', 'medium', 'high', 'critical'].indexOf(row.Severity__c!);
    const wanted = openRows
      .filter(({ OwnerId }) => OwnerId === LINK_ADMIN)
      .sort(
        (one, other) =>
          rank(one) - rank(other) ||
          (one.Opened_At__c ?? '').localeCompare(other.Opened_At__c ?? '') ||
          one.Id.localeCompare(other.Id),
      )
      .map(({ Name }) => Name);
    const seen: string[] = [];
    let cursorJson: string | null = null;
    do {
      const { body } = await call('getPage', { ...filtered({ owner: 'me' }), cursorJson });
      seen.push(...body.rows.map(({ name }: { name: string }) => name));
      if (cursorJson === null) {
        // The first row leaves the list: an offset would now skip one.
        const path = `/sobjects/Zendesk_Exception__c/${body.rows[0].id}`;
        expect((await org.call('PATCH', path, { body: { Status__c: 'accepted' } })).status).toBe(204);
      }
      cursorJson = body.nextCursor ?? null;
    } while (cursorJson !== null);
    expect(seen).toEqual(wanted);
    expect(seen).toHaveLength(200);
    await org.call('PATCH', `/sobjects/Zendesk_Exception__c/${rowNamed(seen[0])}`, { body: { Status__c: 'new' } });
  });

  it('counts by code, severity and status what each choice would leave, in one query', async () => {
    await org.fetch('DELETE', '/__journal');
    const { body } = await call('getCounts', filtered({ severities: ['critical'] }));
    const count = (test: (row: ReturnType<typeof exception>) => boolean) => allRows.filter(test).length;
    const isCritical = (row: ReturnType<typeof exception>) => row.Severity__c === 'critical';
    const isOpen = (row: ReturnType<typeof exception>) => !CLOSED.includes(row.Status__c!);
    expect(body.total).toBe(count((row) => isCritical(row) && isOpen(row)));
    expect(byValue(body.severities)).toEqual(
      Object.fromEntries(SEVERITIES.map((one) => [one, count((row) => row.Severity__c === one && isOpen(row))])),
    );
    expect(byValue(body.statuses)['accepted']).toBe(count((row) => row.Status__c === 'accepted' && isCritical(row)));
    expect(byValue(body.codes)).toMatchObject({ duplicate_external_id: body.total, one_sided_link: 0 });
    const { body: journal } = await org.fetch('GET', '/__journal');
    const read = journal.flatMap(({ operations: done }: { operations: { records: number }[] }) => done);
    expect(read.reduce((sum: number, { records }: { records: number }) => sum + records, 0)).toBeLessThan(60);
  });

  it('groups by cause, the biggest first', async () => {
    const { body } = await call('getGroups', filtered());
    expect(body).toEqual([
      { total: OPEN - OPEN / 100 },
      { causeKey: 'merge:acme', cause: 'Merged into Acme', total: OPEN / 100 },
    ]);
  });

  it.each<[string, object, (row: ReturnType<typeof exception>) => boolean]>([
    [
      'a code and a severity',
      { codes: ['domain_shared'], severities: ['high'] },
      (row) => row.Code__c === 'domain_shared',
    ],
    ['a code that has another severity', { codes: ['domain_shared'], severities: ['low'] }, () => false],
    ['a day’s age', { age: 'day' }, (row) => row.Opened_At__c !== null && ageOf(row) <= 24],
    ['a week’s age', { age: 'week' }, (row) => ageOf(row) > 24 && ageOf(row) <= 7 * 24],
    ['more than a month’s age', { age: 'older', owner: 'me' }, (row) => ageOf(row) > 720 && row.OwnerId === LINK_ADMIN],
    [
      'the account’s owner',
      { accountOwnerId: SELLER, age: 'day' },
      (row) => row.Account__c === accountId(5) && ageOf(row) <= 24,
    ],
    ['a cause', { causeKey: 'merge:acme' }, (row) => row.Cause_Key__c !== null],
    ['no cause', { withoutCause: true, age: 'day' }, (row) => row.Cause_Key__c === null && ageOf(row) <= 24],
    [
      'a text with LIKE’s own wildcards',
      { accountName: '100% BRAND_', age: 'day' },
      (row) => row.Account__c === accountId(4) && ageOf(row) <= 24,
    ],
    ['an owner whose id is in no row', { owner: SELLER }, () => false],
    ['the queue, which owns none of these', { owner: 'queue' }, () => false],
  ])('finds by %s', async (_, filter, wanted) => {
    const expected = openRows.filter(wanted).length;
    const { body } = await call('getCounts', filtered(filter));
    expect(body.total).toBe(expected);
    const found = await names(filter);
    expect(found).toHaveLength(Math.min(50, expected));
    expect(openRows.filter(({ Name }) => found.includes(Name)).every(wanted)).toBe(true);
  });

  it('shows decided ones where they are asked for', async () => {
    expect(await names({ statuses: ['resolved'] })).toHaveLength(DECIDED / 3);
  });

  it.each([
    null,
    '',
    '[]',
    '{"codes":"x"}',
    '{"owner":"somebody"}',
    '{"age":"forever"}',
    '{"accountOwnerId":"\' OR \'"}',
  ])('refuses %s, which is no filter', async (filterJson) => {
    for (const method of ['getPage', 'getGroups', 'getCounts']) {
      expect(await call(method, { filterJson, cursorJson: null })).toMatchObject(
        refusedBy('Linkproof_Error_Queue_Input'),
      );
    }
  });

  it.each(['{}', '[]', 'x', '{"rank":1,"recordId":"1 OR 1"}'])('refuses %s, which is no cursor', async (cursorJson) => {
    expect(await call('getPage', { ...filtered(), cursorJson })).toMatchObject(
      refusedBy('Linkproof_Error_Queue_Input'),
    );
  });
});

describe('one exception of the queue', () => {
  it('is told with its evidence and activity, and who did what by name', async () => {
    const { body } = await call('getException', { exceptionId: exceptionId(1) });
    expect(body).toMatchObject({
      row: { id: exceptionId(1), fingerprint: 'f1', revision: 1, accountName: 'Account 2', accountOwnerName: 'Admin' },
      evidence: '{"externalId":"x"}',
      userNames: { [SELLER]: 'Seller' },
    });
  });

  it('is gone when it is gone', async () => {
    expect(await call('getException', { exceptionId: exceptionId(99_999) })).toMatchObject(
      refusedBy('Linkproof_Error_Exception_Gone'),
    );
  });
});

describe('the queue’s choices', () => {
  it('are who may work the queue, and whose accounts are concerned', async () => {
    const { body } = await call('getChoices');
    expect(body.operators).toEqual([{ id: LINK_ADMIN, name: 'LinkAdmin' }]);
    expect(body.accountOwners.map(({ name }: { name: string }) => name)).toEqual(['Admin', 'LinkAdmin', 'Seller']);
  });
});

describe('a decision', () => {
  const action = { kind: 'accept', reason: 'A known duplicate.', until: null };
  const decide = (exceptions: readonly object[], user?: string) =>
    call('decide', { requestJson: JSON.stringify({ action, exceptions }) }, user);

  it('goes to the server for those that the user sees; its outcomes come back, with names', async () => {
    const outcome = {
      fingerprint: 'f1',
      outcome: 'done',
      message: '',
      exception: { ownerId: SELLER, status: 'accepted' },
    };
    answer = { status: 200, body: JSON.stringify({ outcomes: [outcome] }) };
    const { body } = await decide([
      { fingerprint: 'f1', revision: 1 },
      { fingerprint: 'unknown', revision: null },
    ]);
    expect(requests).toEqual([
      {
        line: 'POST /v1/exceptions/decisions',
        body: { action, exceptions: [{ fingerprint: 'f1', revision: 1 }] },
      },
    ]);
    expect(body).toEqual({
      outcomes: [
        { fingerprint: 'unknown', outcome: 'not_found', message: labels.get('Linkproof_Error_Exception_Gone') },
        outcome,
      ],
      userNames: { [SELLER]: 'Seller' },
    });
  });

  it.each([
    [403, { error: { message: 'Not you.' } }, 'Not you.'],
    [429, { error: { message: 'Later.' } }, 'Later.'],
    [401, {}, labels.get('Linkproof_Error_Untrusted')],
    [502, {}, labels.get('Linkproof_Error_Decision_Failed')],
    [200, {}, labels.get('Linkproof_Error_Unexpected_Answer')],
    [404, {}, labels.get('Linkproof_Error_Unexpected_Answer')],
  ])('that the server answers with %i is none', async (status, body, message) => {
    answer = { status, body: JSON.stringify(body) };
    expect(await decide([{ fingerprint: 'f1', revision: 1 }])).toMatchObject({ status: 500, body: { message } });
  });

  it.each([
    ['nothing', []],
    [
      'more than can be decided on at once',
      Array.from({ length: 201 }, (_, n) => ({ fingerprint: `f${n}`, revision: 1 })),
    ],
    ['what is not named', [{ revision: 1 }]],
  ])('on %s is refused before the server hears of it', async (_, exceptions) => {
    expect(await decide(exceptions)).toMatchObject(refusedBy('Linkproof_Error_Queue_Input'));
    expect(requests).toEqual([]);
  });
});

describe('the queue’s door', () => {
  it.each(['getPage', 'getGroups', 'getCounts', 'getException', 'getChoices', 'decide'])(
    'lets no seller call %s',
    async (method) => {
      expect((await call(method, filtered(), SELLER)).body).toEqual({
        exceptionType: 'System.NoAccessException',
        message: "You do not have access to the Apex class named 'ZendeskExceptionQueueController'.",
      });
    },
  );
});

const allRows = Array.from({ length: OPEN + DECIDED }, (_, index) => exception(index + 1));
const openRows = allRows.slice(0, OPEN);

/** Hours; 0 where it does not say when it was opened. */
function ageOf({ Opened_At__c: openedAt }: ReturnType<typeof exception>): number {
  return openedAt === null ? 0 : (NOW.getTime() - new Date(openedAt).getTime()) / 3_600_000;
}

function rowNamed(name: string | undefined): string | undefined {
  return allRows.find(({ Name }) => Name === name)?.Id;
}

function byValue(counts: readonly { value: string; total: number }[]): Record<string, number> {
  return Object.fromEntries(counts.map(({ value, total }) => [value, total]));
}
