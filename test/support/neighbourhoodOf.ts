/** The closure of one record, as the store hands it out for the audit of one account, computed plainly over rows in memory. */
import { EVIDENCE_RUNGS, type Facts } from '../../server/core/model.ts';
import type { KeyRow } from '../../server/ingest/rows.ts';
import type { RowFacts } from './factsOf.ts';

/**
 * The facts around one record: whoever carries one of its keys (evidence rungs apart), its merges, parents and children;
 * and so on from each of those. Who only shares a name or a domain with them comes along as a bystander.
 */
export function neighbourhoodOf(facts: RowFacts, id: string): Facts {
  const inside = reach(neighbours(facts), id);
  const matches = facts.matches.filter(
    ({ accountId, organizationId }) => inside.has(accountId) || inside.has(organizationId),
  );
  const named = new Set(matches.flatMap(({ accountId, organizationId }) => [accountId, organizationId]));
  const bystanders = [...named].filter((other) => !inside.has(other)).sort();
  const here = ({ id: other }: { id: string }) => inside.has(other) || bystanders.includes(other);
  return {
    accounts: facts.accounts.filter(here),
    organizations: facts.organizations.filter(here),
    matches,
    bystanders,
  };
}

function neighbours({ accounts, organizations }: RowFacts): ReadonlyMap<string, ReadonlySet<string>> {
  const edges = new Map<string, Set<string>>([...accounts, ...organizations].map(({ id }) => [id, new Set()]));
  const join = (from: string, to: string | null) => {
    if (to !== null) edges.get(from)?.add(to);
  };
  const carriers = new Map<string, string[]>();
  for (const { id, keys } of [...accounts, ...organizations]) {
    for (const key of keys.filter(isLinking)) {
      const text = `${key.rung} ${key.key}`;
      const others = carriers.get(text) ?? [];
      for (const other of others) {
        join(id, other);
        join(other, id);
      }
      carriers.set(text, [...others, id]);
    }
  }
  for (const { id, masterId, parentId } of accounts) {
    join(id, parentId);
    if (parentId !== null) join(parentId, id);
    join(id, masterId);
    if (masterId !== null) join(masterId, id);
  }
  for (const { id, mergedInto } of organizations) {
    join(id, mergedInto);
    if (mergedInto !== null) join(mergedInto, id);
  }
  return edges;
}

function isLinking({ rung }: KeyRow): boolean {
  return !EVIDENCE_RUNGS.some((evidence) => evidence === rung);
}

function reach(edges: ReadonlyMap<string, ReadonlySet<string>>, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const id of reached) for (const next of edges.get(id) ?? []) reached.add(next);
  return reached;
}
