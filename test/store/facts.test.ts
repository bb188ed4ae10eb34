import type { Facts } from '../../server/core/model.ts';
import type { KeyRow } from '../../server/ingest/rows.ts';
import { SqlMirrorStore } from '../../server/store/mirror/SqlMirrorStore.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';
import { accountRow, EARLY, organizationRow } from './samples.ts';

/** `rung:key` pairs. */
function keys(...pairs: string[]): readonly KeyRow[] {
  return pairs.map((pair) => ({ rung: pair.slice(0, pair.indexOf(':')), key: pair.slice(pair.indexOf(':') + 1) }));
}

describeOnBothEngines('The facts', (engine) => {
  let mirror: SqlMirrorStore;

  beforeEach(async () => {
    await makeSchemas(engine());
    mirror = new SqlMirrorStore(engine().database);
  });

  it('match accounts and organizations under every rung, sorted, whatever the order they came in', async () => {
    await mirror.keepAccounts(
      [
        accountRow('C', { keys: keys('native_app:1', 'external_id:unmatched') }),
        accountRow('a', { keys: keys('name:acme') }),
        accountRow('B', { keys: keys('stored_id:1', 'external_id:B') }),
      ],
      EARLY,
    );
    await mirror.keepOrganizations(
      [
        organizationRow('2', { keys: keys('external_id:B', 'stored_id:2') }),
        organizationRow('10', { keys: keys('name:acme', 'domain:unmatched') }),
        organizationRow('1', { keys: keys('stored_id:1', 'native_app:1') }),
      ],
      EARLY,
    );

    const facts = await whole();
    expect(idsOf(facts)).toEqual({ accounts: ['B', 'C', 'a'], organizations: ['1', '10', '2'] });
    expect(linesOf(facts)).toEqual(['external_id:B B-2', 'name:acme a-10', 'native_app:1 C-1', 'stored_id:1 B-1']);
    expect(facts.bystanders).toEqual([]);
  });

  it('leave out evidence that too many records share on either side, and never a linking rung', async () => {
    const three = ['A', 'B', 'C'];
    await mirror.keepAccounts(
      three.map((id) =>
        accountRow(id, { keys: keys('domain:many', 'stored_id:9', `name:${id === 'C' ? 'few' : 'two'}`) }),
      ),
      EARLY,
    );
    await mirror.keepOrganizations(
      [
        organizationRow('1', { keys: keys('domain:many', 'name:two') }),
        organizationRow('2', { keys: keys('name:few') }),
        organizationRow('3', { keys: keys('name:few') }),
        organizationRow('4', { keys: keys('name:few') }),
        organizationRow('9', { keys: keys('stored_id:9') }),
      ],
      EARLY,
    );
    const linked = ['stored_id:9 A-9', 'stored_id:9 B-9', 'stored_id:9 C-9'];

    expect(linesOf(await whole(2))).toEqual(['name:two A-1', 'name:two B-1', ...linked]);
    expect(linesOf(await whole(3))).toHaveLength(3 + 2 + 3 + 3);
    expect(linesOf(await around({ accountIds: ['A'] }, 2))).toEqual(['name:two A-1', 'name:two B-1', ...linked]);
  });

  it('around a record reach whoever shares a linking or testifying key, on and on', async () => {
    await mirror.keepAccounts(
      [
        accountRow('A', { keys: keys('external_id:A', 'stored_id:1') }),
        accountRow('B', { keys: keys('external_id:B', 'stored_id:1') }),
        accountRow('C', { keys: keys('external_id:C', 'native_app:2') }),
        accountRow('D', { keys: keys('external_id:D', 'stored_id:8') }),
      ],
      EARLY,
    );
    await mirror.keepOrganizations(
      [
        organizationRow('1', { keys: keys('stored_id:1', 'native_app:1') }),
        organizationRow('2', { keys: keys('stored_id:2', 'native_app:2', 'external_id:B') }),
        organizationRow('8', { keys: keys('stored_id:8', 'external_id:D') }),
      ],
      EARLY,
    );
    const all = { accounts: ['A', 'B', 'C'], organizations: ['1', '2'] };

    for (const id of all.accounts) expect(idsOf(await around({ accountIds: [id] }))).toEqual(all);
    for (const id of all.organizations) expect(idsOf(await around({ organizationIds: [id] }))).toEqual(all);
    expect(idsOf(await around({ accountIds: ['D'] }))).toEqual({ accounts: ['D'], organizations: ['8'] });
  });

  it('around an account reach accounts of the same key even where no organization carries it', async () => {
    await mirror.keepAccounts(
      [
        accountRow('A', { keys: keys('external_id:fold', 'stored_id:gone') }),
        accountRow('B', { keys: keys('external_id:fold') }),
        accountRow('C', { keys: keys('stored_id:gone') }),
        accountRow('D', { keys: keys('external_id:other') }),
      ],
      EARLY,
    );
    expect(idsOf(await around({ accountIds: ['B'] })).accounts).toEqual(['A', 'B', 'C']);
  });

  it('around a record follow merges both ways, along chains', async () => {
    await mirror.keepAccounts(
      [
        accountRow('L1', { state: 'merged', masterId: 'L2' }),
        accountRow('L2', { state: 'merged', masterId: 'W' }),
        accountRow('L3', { state: 'merged', masterId: 'W' }),
        accountRow('W', { keys: keys('external_id:W', 'stored_id:1') }),
        accountRow('other'),
      ],
      EARLY,
    );
    await mirror.keepOrganizations(
      [
        organizationRow('1', { state: 'merged', mergedInto: '2', keys: keys('stored_id:1') }),
        organizationRow('2', { state: 'merged', mergedInto: '3' }),
        organizationRow('3'),
        organizationRow('4'),
      ],
      EARLY,
    );
    const all = { accounts: ['L1', 'L2', 'L3', 'W'], organizations: ['1', '2', '3'] };

    for (const id of all.accounts) expect(idsOf(await around({ accountIds: [id] }))).toEqual(all);
    for (const id of all.organizations) expect(idsOf(await around({ organizationIds: [id] }))).toEqual(all);
  });

  it('around an account hold its ancestors and whoever may inherit from them, only where asked for; cycles end', async () => {
    await mirror.keepAccounts(
      [
        accountRow('child', { parentId: 'parent' }),
        accountRow('sibling', { parentId: 'parent' }),
        accountRow('parent', { parentId: 'top', keys: keys('stored_id:1') }),
        accountRow('top', { parentId: 'child' }),
        accountRow('rival', { keys: keys('stored_id:1'), parentId: 'rivalParent' }),
        accountRow('rivalParent'),
      ],
      EARLY,
    );
    await mirror.keepOrganizations([organizationRow('1')], EARLY);

    expect(idsOf(await around({ accountIds: ['child'] })).accounts).toEqual(['child']);
    expect(idsOf(await around({ accountIds: ['child'] }, 10, true))).toEqual({
      accounts: ['child', 'parent', 'rival', 'rivalParent', 'sibling', 'top'],
      organizations: ['1'],
    });
  });

  it('around a record name the far side of evidence as bystanders, and go no further from there', async () => {
    await mirror.keepAccounts(
      [
        accountRow('A', { keys: keys('external_id:A', 'stored_id:1', 'name:acme', 'domain:shared') }),
        accountRow('B', { keys: keys('external_id:B', 'stored_id:2', 'domain:acme.example') }),
        accountRow('C', { keys: keys('external_id:C', 'stored_id:3', 'name:acme') }),
      ],
      EARLY,
    );
    await mirror.keepOrganizations(
      [
        organizationRow('1', { keys: keys('stored_id:1', 'domain:acme.example', 'name:acme') }),
        organizationRow('2', { keys: keys('stored_id:2', 'name:else') }),
        organizationRow('3', { keys: keys('stored_id:3', 'domain:shared') }),
      ],
      EARLY,
    );

    const facts = await around({ accountIds: ['A'] });
    expect(idsOf(facts)).toEqual({ accounts: ['A', 'B', 'C'], organizations: ['1', '3'] });
    expect(facts.bystanders).toEqual(['3', 'B', 'C']);
    expect(linesOf(facts)).toEqual([
      'domain:acme.example B-1',
      'domain:shared A-3',
      'name:acme A-1',
      'name:acme C-1',
      'stored_id:1 A-1',
    ]);
  });

  it('around everything are the facts of the whole world', async () => {
    const random = generator(7);
    const pick = (letters: string) => letters.charAt(random(letters.length));
    const accountIds = Array.from({ length: 40 }, (_, index) => `A${index}`);
    const organizationIds = Array.from({ length: 40 }, (_, index) => String(index));
    await mirror.keepAccounts(
      accountIds.map((id) =>
        accountRow(id, { keys: keys(`external_id:${id}`, `stored_id:${random(60)}`, `name:${pick('abcdefghijkl')}`) }),
      ),
      EARLY,
    );
    await mirror.keepOrganizations(
      organizationIds.map((id) =>
        organizationRow(id, {
          keys: keys(`stored_id:${id}`, `external_id:A${random(60)}`, `name:${pick('abcdefghijkl')}`),
        }),
      ),
      EARLY,
    );

    for (const limit of [1, 3, 100]) {
      expect(await around({ accountIds, organizationIds }, limit)).toEqual(await whole(limit));
    }
  });

  it('around a record nobody has heard of are empty', async () => {
    await mirror.keepAccounts([accountRow('A')], EARLY);
    expect(await around({ accountIds: ["'; drop schema mirror; --", 'B\0'] })).toEqual({
      accounts: [],
      organizations: [],
      matches: [],
      bystanders: [],
    });
  });

  function whole(evidenceMatchesAtMost = 10): Promise<Facts> {
    return mirror.facts({ around: null, evidenceMatchesAtMost, withAncestors: false });
  }

  function around(
    { accountIds = [], organizationIds = [] }: { accountIds?: string[]; organizationIds?: string[] },
    evidenceMatchesAtMost = 10,
    withAncestors = false,
  ): Promise<Facts> {
    return mirror.facts({ around: { accountIds, organizationIds }, evidenceMatchesAtMost, withAncestors });
  }
});

function idsOf({ accounts, organizations }: Facts) {
  return { accounts: accounts.map(({ id }) => id), organizations: organizations.map(({ id }) => id) };
}

function linesOf({ matches }: Facts): string[] {
  return matches.map(({ rung, key, accountId, organizationId }) => `${rung}:${key} ${accountId}-${organizationId}`);
}

/** Numbers below a bound, the same in every run (a linear congruential generator). */
function generator(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * bound);
  };
}
