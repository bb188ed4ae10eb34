/** Facts for tests of the core, made from raw records by the real ingest and joined as the store joins them. */
import type { Contract } from '../../server/core/contract.ts';
import type { Facts, KeyMatch, TicketLossFact } from '../../server/core/model.ts';
import { bankedAccount, ingestAccount } from '../../server/ingest/ingestSalesforce.ts';
import { goneOrganization, ingestOrganization } from '../../server/ingest/ingestZendesk.ts';
import type { AccountRow, KeyRow, OrganizationRow } from '../../server/ingest/rows.ts';

type Raw = Readonly<Record<string, unknown>>;

export interface World {
  readonly accounts?: readonly Raw[];
  readonly organizations?: readonly Raw[];
  /** Asked for by id and not there: the winner's id where it was merged, else null. */
  readonly gone?: Readonly<Record<string, string | null>>;
  /** Banked redirects, loser to winner. */
  readonly banked?: Readonly<Record<string, string>>;
  readonly contacts?: readonly Raw[];
  readonly relations?: readonly Raw[];
  readonly users?: readonly Raw[];
  readonly memberships?: readonly Raw[];
  readonly tickets?: readonly Raw[];
  readonly losses?: readonly TicketLossFact[];
}

/** Facts whose records still know their keys. */
export interface RowFacts extends Facts {
  readonly accounts: readonly AccountRow[];
  readonly organizations: readonly OrganizationRow[];
}

export function factsOf(world: World, contract: Contract): RowFacts {
  const banked = Object.entries(world.banked ?? {}).map(([loser, winner]) => bankedAccount(loser, winner, contract));
  const read = (world.accounts ?? []).map((record) => ingestAccount(record, contract));
  const accounts = [...read, ...banked.filter(({ id }) => !read.some((row) => row.id === id))];
  const gone = Object.entries(world.gone ?? {}).map(([id, winner]) =>
    goneOrganization(id, winner, '2026-01-01T00:00:00Z'),
  );
  const organizations = [...(world.organizations ?? []).map((record) => ingestOrganization(record, contract)), ...gone];
  return { accounts, organizations, matches: join(accounts, organizations), bystanders: [] };
}

function join(accounts: readonly AccountRow[], organizations: readonly OrganizationRow[]): readonly KeyMatch[] {
  const text = ({ rung, key }: KeyRow) => `${rung} ${key}`;
  const byKey = new Map<string, string[]>();
  for (const { id, keys } of organizations) {
    for (const key of keys) byKey.set(text(key), [...(byKey.get(text(key)) ?? []), id]);
  }
  return accounts.flatMap(({ id, keys }) =>
    keys.flatMap((key) =>
      (byKey.get(text(key)) ?? []).map((organizationId) => ({
        rung: key.rung as KeyMatch['rung'],
        key: key.key,
        accountId: id,
        organizationId,
      })),
    ),
  );
}
