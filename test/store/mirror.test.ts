import type { SourceName } from '../../server/core/model.ts';
import { SqlLedgerStore } from '../../server/store/ledger/SqlLedgerStore.ts';
import { SqlMirrorStore } from '../../server/store/mirror/SqlMirrorStore.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';
import { accountRow, EARLY, LATER, LATEST, organizationRow, ticketRow } from './samples.ts';

const NEVER = '1970-01-01T00:00:00.000Z';

describeOnBothEngines('The mirror', (engine) => {
  let mirror: SqlMirrorStore;

  beforeEach(async () => {
    await makeSchemas(engine());
    mirror = new SqlMirrorStore(engine().database);
  });

  it('returns a record as it was kept', async () => {
    const account = accountRow('001000000000001AAA', {
      state: 'merged',
      masterId: '001000000000002AAA',
      isPersonAccount: true,
      parentId: '001000000000003AAA',
      ownerId: '005000000000001AAA',
      storedId: ' 42 ',
      nativeId: '43',
      keyText: 'K-1',
      attributes: { Type: 'Customer', Employees: 3, Active__c: true, Region__c: null },
      modifiedById: '005000000000002AAA',
    });
    const organization = organizationRow('42', {
      keyText: '001000000000001AAA',
      domainNames: ['a.example', 'b.example'],
      domains: [{ name: 'a.example', registrable: 'a.example', kind: 'company' }],
      mirrored: { tier: 'gold', seats: 3, owner: null },
      tags: ['vip', 'needs "care"'],
      sharedTickets: true,
    });
    await mirror.keepAccounts([account], EARLY);
    await mirror.keepOrganizations([organization], EARLY);

    const facts = await everything();
    expect(facts.accounts).toEqual([withoutKeys(account)]);
    expect(facts.organizations).toEqual([withoutKeys(organization)]);
  });

  it.each([
    ['newer', LATER, 'second'],
    ['equally old', EARLY, 'second'],
    ['older', '2025-12-31T23:59:59.999Z', 'first'],
  ])('lets a version that is %s decide as it should', async (_, modifiedAt, expected) => {
    const key = (name: string) => [{ rung: 'external_id', key: name }];
    await mirror.keepAccounts([accountRow('A', { name: 'first', keys: key('first') })], EARLY);
    await mirror.keepAccounts([accountRow('A', { name: 'second', keys: key('second'), modifiedAt })], LATER);

    expect((await everything()).accounts.map(({ name }) => name)).toEqual([expected]);
    expect(await keysOf('account')).toEqual([`external_id ${expected} A`]);
  });

  it('marks a record as seen even where only an older version of it was read', async () => {
    await mirror.keepTickets([ticketRow('1', { modifiedAt: LATER })], EARLY);
    await mirror.keepTickets([ticketRow('1', { modifiedAt: EARLY })], LATER);

    expect(await mirror.sweep('zendesk.tickets', LATER)).toBe(0);
  });

  it('never takes back that a record was seen', async () => {
    await mirror.keepTickets([ticketRow('1')], LATER);
    await mirror.keepTickets([ticketRow('1')], EARLY);

    expect(await mirror.sweep('zendesk.tickets', LATER)).toBe(0);
  });

  it('takes the newest of a record that a page holds twice', async () => {
    const versions = [
      accountRow('A', { name: 'old', keys: [{ rung: 'name', key: 'old' }] }),
      accountRow('A', { name: 'new', modifiedAt: LATER, keys: [{ rung: 'name', key: 'new' }] }),
      accountRow('A', { name: 'middle', modifiedAt: '2026-01-15T00:00:00Z', keys: [{ rung: 'name', key: 'middle' }] }),
    ];
    await mirror.keepAccounts(versions, EARLY);

    expect((await everything()).accounts.map(({ name }) => name)).toEqual(['new']);
    expect(await keysOf('account')).toEqual(['name new A']);
  });

  it('replaces the keys of a record, and of no other', async () => {
    await mirror.keepOrganizations(
      [
        organizationRow('1', {
          keys: [
            { rung: 'stored_id', key: '1' },
            { rung: 'name', key: 'acme' },
          ],
        }),
        organizationRow('2', { keys: [{ rung: 'name', key: 'acme' }] }),
      ],
      EARLY,
    );
    await mirror.keepOrganizations(
      [
        organizationRow('1', {
          keys: [
            { rung: 'stored_id', key: '1' },
            { rung: 'domain', key: 'acme.example' },
          ],
        }),
      ],
      LATER,
    );

    expect(await keysOf('organization')).toEqual(['domain acme.example 1', 'name acme 2', 'stored_id 1 1']);
  });

  it('takes a record that names one key twice', async () => {
    await mirror.keepAccounts(
      [
        accountRow('A', {
          keys: [
            { rung: 'name', key: 'x' },
            { rung: 'name', key: 'x' },
          ],
        }),
      ],
      EARLY,
    );
    expect(await keysOf('account')).toEqual(['name x A']);
  });

  it('lets any later read overrule that an organization was gone, which is no version of the record', async () => {
    await mirror.keepOrganizations([organizationRow('1', { state: 'gone', modifiedAt: LATER })], LATER);
    await mirror.keepOrganizations([organizationRow('1', { modifiedAt: EARLY })], EARLY);
    expect((await everything()).organizations[0]?.state).toBe('gone');

    await mirror.keepOrganizations([organizationRow('1', { modifiedAt: EARLY })], LATEST);
    expect((await everything()).organizations[0]?.state).toBe('live');
  });

  it('forgets what a complete read did not see, with its keys', async () => {
    await mirror.keepAccounts([accountRow('A'), accountRow('B')], EARLY);
    await mirror.keepAccounts([accountRow('B')], LATER);

    expect(await mirror.sweep('salesforce.accounts', LATER)).toBe(1);
    expect((await everything()).accounts.map(({ id }) => id)).toEqual(['B']);
    expect(await keysOf('account')).toEqual(['external_id B B']);
    expect(await mirror.sweep('salesforce.accounts', LATER)).toBe(0);
  });

  it('never forgets the loser of a banked merge, and forgets it where no merge is banked', async () => {
    const ledger = new SqlLedgerStore(engine().database);
    await mirror.keepAccounts(
      [
        accountRow('banked', { state: 'merged', masterId: 'A' }),
        accountRow('unknown', { state: 'merged', masterId: 'A' }),
        accountRow('undone', { state: 'live' }),
      ],
      EARLY,
    );
    await mirror.keepOrganizations([organizationRow('7', { state: 'merged', mergedInto: '8' })], EARLY);
    await ledger.bankRedirects(
      [
        { system: 'salesforce', loserId: 'banked', winnerId: 'A' },
        { system: 'salesforce', loserId: 'undone', winnerId: 'A' },
        { system: 'zendesk', loserId: 'unknown', winnerId: 'A' },
        { system: 'zendesk', loserId: '7', winnerId: '8' },
      ],
      EARLY,
    );

    expect(await mirror.sweep('salesforce.accounts', LATER)).toBe(2);
    expect(await mirror.sweep('zendesk.organizations', LATER)).toBe(0);
    const facts = await everything();
    expect(facts.accounts.map(({ id }) => id)).toEqual(['banked']);
    expect(await keysOf('account')).toEqual(['external_id banked banked']);
    expect(facts.organizations.map(({ id }) => id)).toEqual(['7']);
  });

  it('brings back a banked loser without touching what is there', async () => {
    const banked = (id: string) => accountRow(id, { state: 'merged', masterId: 'W', name: null, modifiedAt: NEVER });
    await mirror.keepAccounts([accountRow('alive')], EARLY);
    await mirror.keepAccounts([banked('alive'), banked('lost')], NEVER);

    expect((await everything()).accounts.map(({ id, state }) => [id, state])).toEqual([
      ['alive', 'live'],
      ['lost', 'merged'],
    ]);
    expect(await mirror.sweep('salesforce.accounts', LATER)).toBe(2);
  });

  it('counts the live records of every source, and sweeps every source', async () => {
    await mirror.keepAccounts([accountRow('A'), accountRow('B', { state: 'deleted' })], EARLY);
    await mirror.keepOrganizations([organizationRow('1'), organizationRow('2', { state: 'gone' })], EARLY);
    await mirror.keepSalesforceUsers([{ id: 'U', active: false, modifiedAt: EARLY }], EARLY);
    const contact = { accountId: 'A', masterId: null, fold: 'c', emailHash: null, modifiedAt: EARLY };
    await mirror.keepContacts(
      [
        { ...contact, id: 'C', deleted: false },
        { ...contact, id: 'D', deleted: true },
      ],
      EARLY,
    );
    const relation = { accountId: 'A', contactId: 'C', direct: true, active: false, modifiedAt: EARLY };
    await mirror.keepAccountContactRelations([{ ...relation, id: 'R' }], EARLY);
    const user = {
      contactKey: null,
      contactKeyForm: 'none' as const,
      role: 'end-user',
      suspended: false,
      verified: true,
      defaultOrganizationId: null,
      emailHash: 'h',
      emailDomain: null,
      modifiedAt: EARLY,
    };
    await mirror.keepZendeskUsers(
      [
        { ...user, id: '1', active: true },
        { ...user, id: '2', active: false },
      ],
      EARLY,
    );
    await mirror.keepMemberships(
      [{ id: '1', userId: '1', organizationId: '1', isDefault: true, modifiedAt: EARLY }],
      EARLY,
    );
    await mirror.keepTickets([ticketRow('1'), ticketRow('2', { status: 'deleted' })], EARLY);

    const rows: Record<SourceName, number> = {
      'salesforce.accounts': 2,
      'salesforce.users': 1,
      'salesforce.contacts': 2,
      'salesforce.account_contact_relations': 1,
      'zendesk.organizations': 2,
      'zendesk.users': 2,
      'zendesk.organization_memberships': 1,
      'zendesk.tickets': 2,
    };
    for (const [source, count] of Object.entries(rows) as [SourceName, number][]) {
      expect([source, await mirror.count(source)]).toEqual([source, 1]);
      expect([source, await mirror.sweep(source, LATER)]).toEqual([source, count]);
      expect([source, await mirror.count(source)]).toEqual([source, 0]);
    }
  });

  it('keeps hostile names, fields and keys, and joins on keys of any length', async () => {
    const name = `O'Neil \\ "Sons" \t\n\r {a,b} \\N 👩‍👩‍👧 ${'long '.repeat(20_000)}`;
    const keys = [{ rung: 'name', key: name }];
    await mirror.keepAccounts([accountRow('A', { name, attributes: { [`odd"\\key`]: name }, keys })], EARLY);
    await mirror.keepOrganizations([organizationRow('1', { name, tags: [name], keys })], EARLY);

    const facts = await everything();
    expect(facts.accounts[0]).toMatchObject({ name, attributes: { [`odd"\\key`]: name } });
    expect(facts.organizations[0]).toMatchObject({ name, tags: [name] });
    expect(facts.matches).toEqual([
      { rung: 'name', key: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), accountId: 'A', organizationId: '1' },
    ]);
  });

  it('puts U+FFFD for NUL wherever it stands', async () => {
    await mirror.keepAccounts([accountRow('A', { storedId: '4\0 2', attributes: { Type: 'a\0b\ud800' } })], EARLY);
    expect((await everything()).accounts[0]).toMatchObject({
      storedId: '4\ufffd 2',
      attributes: { Type: 'a\ufffdb\ufffd' },
    });
  });

  it('takes pages of two processes at once', async () => {
    const other = new SqlMirrorStore(await engine().another());
    const page = (name: string, modifiedAt: string) =>
      Array.from({ length: 500 }, (_, index) =>
        accountRow(`A${index}`, { name, modifiedAt, keys: [{ rung: 'name', key: name }] }),
      );
    await Promise.all([
      mirror.keepAccounts(page('old', EARLY), EARLY),
      other.keepAccounts(page('new', LATER).reverse(), EARLY),
      mirror.keepAccounts(page('old', EARLY), EARLY),
    ]);

    const facts = await everything();
    expect(new Set(facts.accounts.map(({ name }) => name))).toEqual(new Set(['new']));
    expect((await keysOf('account')).every((key) => key.startsWith('name new'))).toBe(true);
    expect(await keysOf('account')).toHaveLength(500);
  });

  it('takes many pages, again and again', async () => {
    const page = (from: number) => Array.from({ length: 2000 }, (_, index) => ticketRow(String(from + index)));
    for (const readAt of [EARLY, LATER]) {
      for (let from = 0; from < 20_000; from += 2000) await mirror.keepTickets(page(from), readAt);
    }
    expect(await mirror.count('zendesk.tickets')).toBe(20_000);
    expect(await mirror.sweep('zendesk.tickets', LATER)).toBe(0);
  });

  it('takes an empty page', async () => {
    await mirror.keepTickets([], EARLY);
    expect(await mirror.count('zendesk.tickets')).toBe(0);
  });

  function everything() {
    return mirror.facts({ around: null, evidenceMatchesAtMost: 10, withAncestors: false });
  }

  async function keysOf(record: 'account' | 'organization'): Promise<string[]> {
    const rows = await engine().database.query<{ line: string }>(
      `select concat_ws(' ', rung, key, ${record}_id) as line from mirror.${record}_key`,
    );
    return rows.map(({ line }) => line).sort();
  }
});

function withoutKeys<Row extends { keys: unknown }>(row: Row): Omit<Row, 'keys'> {
  const { keys: _, ...fact } = row;
  return fact;
}
