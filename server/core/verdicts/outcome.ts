/** How the codes that stand on a record make its status. */
import { CODES, catalogueEntry, type Code, type Severity } from '../catalogue.ts';
import type { Effect, Finding, Reason, VerdictCode, VerdictStatus } from '../model.ts';

/** What is known about the reading that the facts come from. */
export interface Reading {
  /** Accounts and organizations were read completely by a reader who provably sees everything. */
  readonly identityComplete: boolean;
  /** So were people and tickets. */
  readonly peopleComplete: boolean;
}

/** A code that stands on a record, and how it weighs there. */
export interface Weight {
  readonly code: Code;
  readonly effect: Effect;
}

/** By `subject:id`. */
export type Weights = ReadonlyMap<string, readonly Weight[]>;

export interface Outcome {
  readonly status: VerdictStatus;
  readonly reason: Reason;
  readonly codes: readonly VerdictCode[];
}

/** The table of the design, section 4: the first status that applies. `instead` is out_of_scope where nothing is expected. */
export function decide(weights: readonly Weight[], instead: 'out_of_scope' | null, reading: Reading): Outcome {
  const codes = codesOf(weights);
  if (instead !== null) return { status: instead, reason: 'outside_contract', codes };
  const contradiction = heaviest(weights, 'X');
  if (contradiction !== null) return { status: 'contradicted', reason: contradiction, codes };
  if (codes.includes('account_missing_org')) return { status: 'unlinked', reason: 'account_missing_org', codes };
  if (codes.includes('org_orphaned')) return { status: 'orphan', reason: 'org_orphaned', codes };
  const review = heaviest(weights, 'R');
  if (review !== null) return { status: 'review', reason: review, codes };
  return noted(weights, 'both_rungs_agree', reading);
}

/** Green, with or without notes. People and tickets that were not read are a note nobody raised. */
function noted(weights: readonly Weight[], reason: Reason, reading: Reading): Outcome {
  const codes = codesOf(weights);
  if (!reading.peopleComplete) {
    return {
      status: 'verified_with_notes',
      reason: 'scope_not_checked',
      codes: [...codes, 'scope_not_checked' as const].sort(),
    };
  }
  const note = heaviest(weights, 'N');
  return note === null ? { status: 'verified', reason, codes } : { status: 'verified_with_notes', reason: note, codes };
}

/** An heir has its ancestor's verdict; a code of its own can only make it worse. */
export function inherit(own: readonly Weight[], ancestors: readonly Weight[], reading: Reading): Outcome {
  const decided = decide([...ancestors, ...own], null, reading);
  return decided.reason === 'both_rungs_agree' ? { ...decided, reason: 'inherited_from_parent' } : decided;
}

const SEVERITY_ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** By subject, every code that stands on it, once, with its heaviest effect. */
export function weigh(findings: readonly Finding[]): Weights {
  const weights = new Map<string, Weight[]>();
  for (const { code, concerns } of findings) {
    for (const { subject, id, effect } of concerns) {
      const key = `${subject}:${id}`;
      const list = weights.get(key);
      if (list === undefined) weights.set(key, [{ code, effect }]);
      else list.push({ code, effect });
    }
  }
  return weights;
}

function codesOf(weights: readonly Weight[]): readonly Code[] {
  return [...new Set(weights.map(({ code }) => code))].sort();
}

/** The code that explains best: the most severe, then the first of the catalogue. */
function heaviest(weights: readonly Weight[], effect: Effect): Code | null {
  const candidates = weights.filter((weight) => weight.effect === effect).map(({ code }) => code);
  candidates.sort(
    (left, right) =>
      SEVERITY_ORDER.indexOf(catalogueEntry(left).severity) - SEVERITY_ORDER.indexOf(catalogueEntry(right).severity) ||
      CODES.indexOf(left) - CODES.indexOf(right),
  );
  return candidates[0] ?? null;
}
