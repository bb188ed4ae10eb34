import { canonicalJson } from '../canonicalJson.ts';
import type { Code, Severity } from '../catalogue.ts';
import { finding } from '../finding.ts';
import type { Finding, JsonObject } from '../model.ts';

/** One person or ticket about which a rule has something to say. */
export interface Case {
  readonly code: Code;
  /** Cases with the same code and group make one finding. */
  readonly group: JsonObject;
  readonly accounts: readonly string[];
  readonly organizations: readonly string[];
  /** The person himself, or who asked the ticket. */
  readonly userId: string;
  readonly ticketId?: string;
  readonly severity?: Severity;
}

/** The queue stays small: one finding for each code and group, with its people and tickets listed. */
export function groupCases(cases: readonly Case[]): readonly Finding[] {
  const groups = new Map<string, Case[]>();
  for (const one of cases) {
    const key = canonicalJson({ code: one.code, group: one.group });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, group]) => findingOf(group as [Case, ...Case[]]));
}

function findingOf(group: readonly [Case, ...Case[]]): Finding {
  const [{ code, group: parts, severity }] = group;
  return finding(
    code,
    {
      accounts: group.flatMap(({ accounts }) => accounts),
      organizations: group.flatMap(({ organizations }) => organizations),
      users: group.map(({ userId }) => userId),
      tickets: group.flatMap(({ ticketId }) => (ticketId === undefined ? [] : [ticketId])),
    },
    parts,
    { group: parts, ...(severity === undefined ? {} : { severity }) },
  );
}
