import { CODES, catalogueEntry, type Code, type Severity } from '../catalogue.ts';
import { isClaimed, keyAccountOf, type Claims } from '../claims/Claims.ts';
import { resolveClaims } from '../claims/resolveClaims.ts';
import type { Contract } from '../contract.ts';
import { compareZendeskIds } from '../ids/zendeskId.ts';
import type { Effect, Facts, Finding, LastKnown, Reason, Verdict, VerdictCode, VerdictStatus } from '../model.ts';
import { accountEvidence } from './evidence/accountEvidence.ts';
import { organizationEvidence } from './evidence/organizationEvidence.ts';
import { findAll, type Findings } from './findAll.ts';
import { isUnclaimed } from './rules/absenceRules.ts';
import { sentenceFor } from './sentences.ts';

/** What is known about the reading that the facts come from. */
export interface Reading {
  /** Accounts and organizations were read completely by a reader who provably sees everything. */
  readonly identityComplete: boolean;
  /** So were people and tickets. */
  readonly peopleComplete: boolean;
}

export interface Judgement {
  /** Accounts by id, then organizations by id. */
  readonly verdicts: readonly Verdict[];
  /** Empty where identity was not read completely: what was not read raises nothing. */
  readonly findings: readonly Finding[];
}

/**
 * Facts and contract in, verdicts out: the same facts give byte-identical verdicts, whatever was judged before.
 * `lastKnown` answers, for a subject that must be `unknown`, what was known of it last.
 */
export function judge(
  facts: Facts,
  contract: Contract,
  reading: Reading,
  lastKnown: (subject: Verdict['subject'], id: string) => LastKnown | null,
): Judgement {
  const claims = resolveClaims(facts, contract);
  if (!reading.identityComplete) return { verdicts: withhold(claims, contract, lastKnown), findings: [] };

  const found = findAll(claims, contract);
  const weights = weigh(found.findings);
  const accounts = [...claims.accounts.keys()]
    .sort()
    .map((id) => judgeAccount(id, claims, contract, found, weights, reading));
  const organizations = [...claims.organizations.keys()]
    .sort(compareZendeskIds)
    .map((id) => judgeOrganization(id, claims, contract, found, weights, reading));
  return { verdicts: [...accounts, ...organizations], findings: found.findings };
}

// ---------------------------------------------------------------------------------------------- one verdict

interface Weight {
  readonly code: Code;
  readonly effect: Effect;
}

interface Outcome {
  readonly status: VerdictStatus;
  readonly reason: Reason;
  readonly codes: readonly VerdictCode[];
}

function judgeAccount(
  id: string,
  claims: Claims,
  contract: Contract,
  found: Findings,
  weights: ReadonlyMap<string, readonly Weight[]>,
  reading: Reading,
): Verdict {
  const account = at(claims.accounts, id);
  const own = weights.get(`account:${id}`) ?? [];
  const inherited = found.inheritance.get(id);
  const expected = account.inScope || isClaimed(account);
  const outcome =
    inherited === undefined
      ? decide(own, expected ? null : 'out_of_scope', reading)
      : inherit(own, weights.get(`account:${inherited.ancestorId}`) ?? [], reading);
  const organizationId = inherited?.organizationId ?? onlyOrganization(account.target, account.keyOrganizations);
  return {
    subject: 'account',
    accountId: id,
    organizationId,
    ...outcome,
    sentence: sentenceFor(outcome.status, outcome.reason, null),
    evidence: accountEvidence(id, claims, contract, outcome.reason, organizationId, inherited ?? null),
    lastKnown: null,
  };
}

function judgeOrganization(
  id: string,
  claims: Claims,
  contract: Contract,
  found: Findings,
  weights: ReadonlyMap<string, readonly Weight[]>,
  reading: Reading,
): Verdict {
  const organization = at(claims.organizations, id);
  const own = weights.get(`organization:${id}`) ?? [];
  const unexpected = organization.excluded && isUnclaimed(organization, claims);
  const outcome = decide(own, unexpected ? 'out_of_scope' : null, reading);
  const pointing = organization.pointingAccounts.filter((accountId) => !found.inheritance.has(accountId));
  const accountId = onlyOne([...pointing, keyAccountOf(organization)]);
  return {
    subject: 'organization',
    accountId,
    organizationId: id,
    ...outcome,
    sentence: sentenceFor(outcome.status, outcome.reason, null),
    evidence: organizationEvidence(id, claims, contract, outcome.reason, accountId),
    lastKnown: null,
  };
}

/** The table of the design, section 4: the first status that applies. `instead` is out_of_scope where nothing is expected. */
function decide(weights: readonly Weight[], instead: 'out_of_scope' | null, reading: Reading): Outcome {
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
function inherit(own: readonly Weight[], ancestors: readonly Weight[], reading: Reading): Outcome {
  const decided = decide([...ancestors, ...own], null, reading);
  return decided.reason === 'both_rungs_agree' ? { ...decided, reason: 'inherited_from_parent' } : decided;
}

function withhold(
  claims: Claims,
  contract: Contract,
  lastKnown: (subject: Verdict['subject'], id: string) => LastKnown | null,
): readonly Verdict[] {
  const unknown = (subject: Verdict['subject'], id: string, evidence: Verdict['evidence']): Verdict => {
    const known = lastKnown(subject, id);
    return {
      subject,
      accountId: subject === 'account' ? id : null,
      organizationId: subject === 'organization' ? id : null,
      status: 'unknown',
      reason: 'source_incomplete',
      codes: [],
      sentence: sentenceFor('unknown', 'source_incomplete', known),
      evidence,
      lastKnown: known,
    };
  };
  const accounts = [...claims.accounts.keys()].sort();
  const organizations = [...claims.organizations.keys()].sort(compareZendeskIds);
  return [
    ...accounts.map((id) =>
      unknown('account', id, accountEvidence(id, claims, contract, 'source_incomplete', null, null)),
    ),
    ...organizations.map((id) =>
      unknown('organization', id, organizationEvidence(id, claims, contract, 'source_incomplete', null)),
    ),
  ];
}

// ---------------------------------------------------------------------------------------------- weights

const SEVERITY_ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** By subject, every code that stands on it, once, with its heaviest effect. */
function weigh(findings: readonly Finding[]): ReadonlyMap<string, readonly Weight[]> {
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

function onlyOrganization(target: string | null, keyOrganizations: readonly string[]): string | null {
  return onlyOne([target, ...keyOrganizations]);
}

function onlyOne(ids: readonly (string | null)[]): string | null {
  const distinct = [...new Set(ids.filter((id) => id !== null))];
  return distinct.length === 1 ? (distinct[0] as string) : null;
}

function at<Value>(map: ReadonlyMap<string, Value>, id: string): Value {
  const value = map.get(id);
  if (value === undefined) throw new Error(`no claims of ${id}: judge was asked about a record it was not given`);
  return value;
}
