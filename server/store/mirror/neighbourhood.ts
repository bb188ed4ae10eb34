import { EVIDENCE_RUNGS } from '../../core/model.ts';
import type { Queryable } from '../database/Database.ts';
import type { RecordIds } from '../Store.ts';

const KINDS = [
  { kind: 'account', keys: 'account_key', owner: 'account_id', winner: 'master_id' },
  { kind: 'organization', keys: 'organization_key', owner: 'organization_id', winner: 'merged_into' },
] as const;
type Kind = (typeof KINDS)[number];

/**
 * The closure of some records: from each record on to all that carry one of its keys (evidence rungs apart), to the
 * winner and the losers of its merges, and `withAncestors` to the account's parent and children: whoever may inherit from
 * it, or it from them. An id that names no row of the mirror belongs to it all the same.
 */
export async function readNeighbourhood(
  database: Queryable,
  around: RecordIds,
  withAncestors: boolean,
): Promise<RecordIds> {
  const reached = await database.query<{ kind: Kind['kind']; id: string }>(CLOSURE, [
    around.accountIds,
    around.organizationIds,
    withAncestors,
    EVIDENCE_RUNGS,
  ]);
  const idsOf = (kind: Kind['kind']) => reached.filter((record) => record.kind === kind).map(({ id }) => id);
  return { accountIds: idsOf('account').sort(), organizationIds: idsOf('organization').sort() };
}

/**
 * A join for each pair of kinds: over one union of both key tables, PostgreSQL 18 reads them whole for every record
 * instead of looking the keys up.
 */
const sharingKey = (from: Kind, to: Kind) => `
  select '${to.kind}', other.${to.owner}
  from mirror.${from.keys} as own
  join mirror.${to.keys} as other on other.rung = own.rung and other.key = own.key
  where reached.kind = '${from.kind}' and own.${from.owner} = reached.id and own.rung <> all ($4::text[])`;

const winnerOf = ({ kind, winner }: Kind) => `
  select '${kind}', loser.${winner}
  from mirror.${kind} as loser
  where reached.kind = '${kind}' and loser.id = reached.id`;

const losersTo = ({ kind, winner }: Kind) => `
  select '${kind}', loser.id
  from mirror.${kind} as loser
  where reached.kind = '${kind}' and loser.${winner} = reached.id`;

const PARENT = `
  select 'account', child.parent_id
  from mirror.account as child
  where reached.kind = 'account' and $3::boolean and child.id = reached.id`;

const CHILDREN = `
  select 'account', child.id
  from mirror.account as child
  where reached.kind = 'account' and $3::boolean and child.parent_id = reached.id`;

const CLOSURE = `
  with recursive reached (kind, id) as (
    (
      select 'account', seed.id collate "C" from unnest($1::text[]) as seed (id)
      union all
      select 'organization', seed.id collate "C" from unnest($2::text[]) as seed (id)
    )
    union
    select neighbour.kind, neighbour.id
    from reached
    cross join lateral (${[
      ...KINDS.flatMap((from) => KINDS.map((to) => sharingKey(from, to))),
      ...KINDS.map(winnerOf),
      ...KINDS.map(losersTo),
      PARENT,
      CHILDREN,
    ].join('\n union all')}
    ) as neighbour (kind, id)
    where neighbour.id is not null
  )
  select reached.kind, reached.id from reached`;
