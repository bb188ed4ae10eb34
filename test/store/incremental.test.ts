/** The property that incremental runs rest on: judging only whom the marks concern gives what judging everything gives. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { parseContract } from '../../server/contract/loadContract.ts';
import { canonicalJson } from '../../server/core/canonicalJson.ts';
import type { Contract } from '../../server/core/contract.ts';
import type { Finding, Verdict } from '../../server/core/model.ts';
import { toEighteen } from '../../server/core/ids/salesforceId.ts';
import { MEMBERS_LEAST } from '../../server/core/people/membersRule.ts';
import { judge, settleLinks, withMembers } from '../../server/core/verdicts/judge.ts';
import { ingestAccountContactRelation, ingestContact } from '../../server/ingest/ingestSalesforce.ts';
import { ingestMembership, ingestTicket, ingestZendeskUser } from '../../server/ingest/ingestZendesk.ts';
import { SqlMirrorStore } from '../../server/store/mirror/SqlMirrorStore.ts';
import type { RecordIds } from '../../server/store/Store.ts';
import { arbitraryWorld } from '../support/arbitraryWorld.ts';
import { factsOf, type World } from '../support/factsOf.ts';
import { digest, EVERYTHING_READ, judgeWorld } from '../support/judgeWorld.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';

const shipped = readFileSync('config/contract.yml', 'utf8');
const CONTRACTS: readonly (readonly [string, Contract])[] = [
  ['the shipped contract', parseContract(shipped, 'config/contract.yml')],
  [
    'a contract that shares with the parent',
    parseContract(shipped.replace('hierarchy: own', 'hierarchy: share_with_parent'), 'contract.yml'),
  ],
];
const NOBODY: RecordIds = { accountIds: [], organizationIds: [] };

interface Judged {
  readonly verdicts: ReadonlyMap<string, string>;
  readonly findings: ReadonlyMap<string, Finding>;
}

describeOnBothEngines('Judging what changed', (engine) => {
  let mirror: SqlMirrorStore;
  let reads: number;

  beforeAll(async () => {
    await makeSchemas(engine());
    mirror = new SqlMirrorStore(engine().database);
  });

  it.each(CONTRACTS)(
    'under %s, gives what judging everything gives, after any edits',
    (_, contract) => holds(contract, arbitraryWorld, edits(arbitraryWorld)),
    90_000,
  );

  // Where most pairs are linked, people have something to contradict.
  it.each(CONTRACTS)(
    'under %s, gives what judging everything gives, after edits of the people of linked pairs',
    (_, contract) => holds(contract, arbitraryWorld.map(linked), edits(arbitraryWorld.map(linked))),
    90_000,
  );

  it.each(CONTRACTS)(
    'under %s, has nothing to do where everything is read again as it was',
    async (_, contract) => {
      await fc.assert(
        fc.asyncProperty(arbitraryWorld, async (world) => {
          await empty();
          await read(world, contract);
          await mirror.settleAffected(NOBODY);
          await read(world, contract);
          expect(await mirror.affected()).toEqual({ everything: false, ...NOBODY });
        }),
        { numRuns: 1, seed: 1, endOnFailure: true },
      );
    },
    90_000,
  );

  async function holds(
    contract: Contract,
    worlds: fc.Arbitrary<World>,
    changes: fc.Arbitrary<(world: World) => World>,
  ): Promise<void> {
    await fc.assert(
      fc.asyncProperty(worlds, fc.array(changes, { minLength: 1, maxLength: 3 }), async (first, then) => {
        await empty();
        await read(first, contract);
        expect((await mirror.affected()).everything).toBe(true);
        let judged = await judgeAll(contract);
        await mirror.settleAffected(NOBODY);
        let world = first;
        for (const change of then) {
          world = change(world);
          await read(world, contract);
          judged = await judgeAffected(judged, contract);
          await mirror.settleAffected(NOBODY);
          const whole = await judgeAll(contract);
          expect(judged).toEqual(whole);
          expect(whole.verdicts).toEqual(byName(judgeWorld(world, contract).verdicts));
        }
      }),
      engine().name === 'PGlite' ? { numRuns: 1, seed: 1, endOnFailure: true } : { numRuns: 2, endOnFailure: true },
    );
  }

  /** The schemas take a second to make, too long for each of many worlds. */
  async function empty(): Promise<void> {
    reads = 0;
    const tables = await engine().database.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'mirror' and tablename not in ('migration', 'marking')",
    );
    await engine().database.exec(`truncate ${tables.map(({ name }) => `mirror.${name}`).join(', ')}`);
    await mirror.markEverything();
  }

  /** Makes the mirror what the world is: forgets, then reads again all there is. */
  async function read(world: World, contract: Contract): Promise<void> {
    reads += 1;
    const readAt = new Date(Date.UTC(2026, 5, 1) + reads * 60_000).toISOString();
    const { accounts, organizations } = factsOf(world, contract);
    const email = (address: string) => address;
    const contacts = (world.contacts ?? []).map((record) => ingestContact(record, email));
    const relations = (world.relations ?? []).map((record, index) => ({
      ...ingestAccountContactRelation(record),
      id: `07k${index}`,
    }));
    const users = (world.users ?? []).map((record) => ingestZendeskUser(record, email));
    const memberships = (world.memberships ?? []).map(ingestMembership);
    const tickets = (world.tickets ?? []).map(ingestTicket);

    await forgetOthers('salesforce.accounts', 'account', accounts);
    await forgetOthers('zendesk.organizations', 'organization', organizations);
    await forgetOthers('salesforce.contacts', 'contact', contacts);
    await forgetOthers('salesforce.account_contact_relations', 'account_contact_relation', relations);
    await forgetOthers('zendesk.users', 'zendesk_user', users);
    await forgetOthers('zendesk.tickets', 'ticket', tickets);
    await mirror.keepTickets(tickets, readAt);
    await mirror.keepZendeskUsers(users, readAt);
    const all = await engine().database.query<{ id: string }>(
      'select distinct user_id as id from mirror.organization_membership',
    );
    const members = new Set([...all.map(({ id }) => id), ...memberships.map(({ userId }) => userId)]);
    await mirror.replaceMemberships([...members], memberships, readAt);
    await mirror.keepAccountContactRelations(relations, readAt);
    await mirror.keepContacts(contacts, readAt);
    await mirror.keepOrganizations(organizations, readAt);
    await mirror.keepAccounts(accounts, readAt);
  }

  async function forgetOthers(
    source: Parameters<SqlMirrorStore['forget']>[0],
    table: string,
    rows: readonly { readonly id: string }[],
  ): Promise<void> {
    const known = new Set(rows.map(({ id }) => id));
    const there = await engine().database.query<{ id: string }>(`select id from mirror.${table}`);
    await mirror.forget(
      source,
      there.map(({ id }) => id).filter((id) => !known.has(id)),
    );
  }

  async function judgeAll(contract: Contract): Promise<Judged> {
    const { verdicts, findings } = await judgeThe(null, contract);
    return { verdicts: byName(verdicts), findings: byText(findings) };
  }

  /** As the audit does it: the closure of the marks, then whoever a finding of now or before ties to it. */
  async function judgeAffected(before: Judged, contract: Contract): Promise<Judged> {
    const { everything, ...marked } = await mirror.affected();
    if (everything) return judgeAll(contract);
    const withAncestors = contract.hierarchy === 'share_with_parent';
    const near = union(marked, await mirror.closureOf(marked, withAncestors));
    const first = await judgeThe(near, contract);
    const tied = [...first.findings, ...before.findings.values()].filter(touching(near));
    const wider = union(near, {
      accountIds: tied.flatMap(({ accountIds }) => accountIds),
      organizationIds: tied.flatMap(({ organizationIds }) => organizationIds),
    });
    const scope = union(wider, await mirror.closureOf(wider, withAncestors));
    const { verdicts, findings } = await judgeThe(scope, contract);

    const inside = new Set([
      ...scope.accountIds.map((id) => `account ${id}`),
      ...scope.organizationIds.map((id) => `organization ${id}`),
    ]);
    const touches = touching(scope);
    return {
      verdicts: new Map(
        [...[...before.verdicts].filter(([name]) => !inside.has(name)), ...byName(verdicts)].sort(([left], [right]) =>
          left < right ? -1 : 1,
        ),
      ),
      findings: byText([...[...before.findings.values()].filter((one) => !touches(one)), ...findings.filter(touches)]),
    };
  }

  async function judgeThe(around: RecordIds | null, contract: Contract) {
    const withAncestors = contract.hierarchy === 'share_with_parent';
    const { evidenceMatchesAtMost } = contract.thresholds;
    const facts = await mirror.facts({ around, evidenceMatchesAtMost, withAncestors });
    const keyed = settleLinks(facts, contract);
    await mirror.keepLinks(keyed.links, around);
    const identity = withMembers(keyed, await mirror.members(around, MEMBERS_LEAST, withAncestors));
    await mirror.keepLinks(identity.links, around);
    const people = await mirror.people(around, withAncestors);
    return judge(identity, people, EVERYTHING_READ, {
      lastKnown: () => null,
      settling: null,
      openExceptions: [],
      digest,
    });
  }
});

function union(left: RecordIds, right: RecordIds): RecordIds {
  const both = (some: readonly string[], others: readonly string[]) => [...new Set([...some, ...others])].sort();
  return {
    accountIds: both(left.accountIds, right.accountIds),
    organizationIds: both(left.organizationIds, right.organizationIds),
  };
}

function touching({ accountIds, organizationIds }: RecordIds): (finding: Finding) => boolean {
  return (finding) =>
    finding.accountIds.some((id) => accountIds.includes(id)) ||
    finding.organizationIds.some((id) => organizationIds.includes(id));
}

function byName(verdicts: readonly Verdict[]): ReadonlyMap<string, string> {
  const named = verdicts.map((verdict) => {
    const id = verdict.subject === 'account' ? verdict.accountId : verdict.organizationId;
    return [`${verdict.subject} ${id ?? ''}`, JSON.stringify(verdict)] as const;
  });
  return new Map(named.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function byText(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const texts = findings.map((finding) => [canonicalJson({ ...finding } as never), finding] as const);
  return new Map(texts.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** The same people, around pairs of which each side names the other. */
function linked(world: World): World {
  return {
    ...world,
    accounts: PAIRS.map(([Id, organizationId], index) => ({
      Id,
      Name: `Customer ${index}`,
      Type: 'Customer - Direct',
      ParentId: index === 2 ? PAIRS[0]?.[0] : null,
      Zendesk_Organization_Id__c: organizationId,
    })),
    organizations: PAIRS.map(([external_id, id], index) => ({
      id,
      name: `Customer ${index}`,
      external_id,
      domain_names: [],
    })),
    gone: {},
    banked: {},
  };
}

const PAIRS = ['0015g00000AbCdE', '0015g00000XyZ12', '0015g00000Qrs77'].map(
  (fifteen, index) => [toEighteen(fifteen), String(index + 1)] as const,
);

/** Some of the records become what they are in another world, or come and go. */
function edits(worlds: fc.Arbitrary<World>): fc.Arbitrary<(world: World) => World> {
  return fc
    .tuple(worlds, fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 40, maxLength: 40 }))
    .map(([other, dice]) => (world: World) => {
      let throws = 0;
      const changes = () => dice[(throws += 1) % dice.length] === 0;
      const mix = <Row extends Readonly<Record<string, unknown>>>(
        mine: readonly Row[] = [],
        theirs: readonly Row[] = [],
      ): readonly Row[] => {
        const idOf = (row: Row) => String(row['Id'] ?? row['id']);
        const ids = [...new Set([...mine, ...theirs].map(idOf))].sort();
        return ids.flatMap((id) => (changes() ? theirs : mine).filter((row) => idOf(row) === id));
      };
      return {
        accounts: mix(world.accounts, other.accounts),
        organizations: mix(world.organizations, other.organizations),
        gone: changes() ? other.gone : world.gone,
        banked: changes() ? other.banked : world.banked,
        contacts: mix(world.contacts, other.contacts),
        relations: changes() ? other.relations : world.relations,
        users: mix(world.users, other.users),
        memberships: mix(world.memberships, other.memberships),
        tickets: mix(world.tickets, other.tickets),
      } as World;
    });
}
