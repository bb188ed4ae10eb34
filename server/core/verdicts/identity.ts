import type { Claims } from '../claims/Claims.ts';
import { inheritLinks, type Inheritance } from '../claims/inheritance.ts';
import { resolveClaims } from '../claims/resolveClaims.ts';
import type { Contract } from '../contract.ts';
import type { Facts, Finding, Link, MembersFact } from '../model.ts';
import { membersRule } from '../people/membersRule.ts';
import { absenceRules } from './rules/absenceRules.ts';
import { ambiguityRules } from './rules/ambiguityRules.ts';
import { keyRules } from './rules/keyRules.ts';
import { linkedOrganization, linkRules } from './rules/linkRules.ts';
import { contradictionRules, oneSidedRules } from './rules/pairRules.ts';
import { pointerRules } from './rules/pointerRules.ts';

/** Who is whom, as far as it is settled: what people, tickets, domains and owners are judged by. */
export interface Identity {
  readonly contract: Contract;
  readonly claims: Claims;
  readonly inheritance: Inheritance;
  /** Whoever would inherit if no code contradicted any ancestor. */
  readonly assumedInheritance: Inheritance;
  /** What the keys and pointers gave rise to. */
  readonly findings: readonly Finding[];
  /** What people say against links whose keys agree. */
  readonly contradictions: readonly Finding[];
  /** The links that stand, heirs' included; by account. */
  readonly links: readonly Link[];
}

export type ContradictionTest = (subject: 'account' | 'organization', id: string) => boolean;

/** Reads the claims and applies every rule that rests on accounts and organizations alone. */
export function settleLinks(facts: Facts, contract: Contract): Identity {
  return settle(resolveClaims(facts, contract), contract, []);
}

/** Takes in what the members of the linked organizations say: nobody is linked, or inherits, against them. */
export function withMembers(identity: Identity, members: readonly MembersFact[]): Identity {
  return withContradictions(identity, membersRule(members, identity.links, identity.contract));
}

/** The identity under these contradictions of its links, in place of those that it had. */
export function withContradictions(identity: Identity, contradictions: readonly Finding[]): Identity {
  if (contradictions.length === 0 && identity.contradictions.length === 0) return identity;
  return settle(identity.claims, identity.contract, contradictions);
}

/** Applies every rule to the claims, in the order in which one rule's result matters to the next. */
function settle(claims: Claims, contract: Contract, contradictions: readonly Finding[]): Identity {
  const assumedInheritance = inheritLinks(claims, contract, new Set());
  const inheritance = settleInheritance(claims, contract, assumedInheritance, contradictions);
  const keyFindings = findingsOfKeys(claims, contract, inheritance);
  const oneSided = oneSidedRules(claims, inheritance, keyFindings);
  const isContradicted = contradictionTest([...keyFindings, ...contradictions]);
  return {
    contract,
    claims,
    inheritance,
    assumedInheritance,
    findings: [
      ...keyFindings,
      ...oneSided,
      ...linkRules(claims, contract, inheritance, isContradicted),
      ...absenceRules(claims, inheritance),
    ],
    contradictions,
    links: standingLinks(claims, inheritance, isContradicted),
  };
}

/**
 * Who inherits depends on which ancestors are linked, and an ancestor is not linked where a code contradicts it, which
 * may depend on who inherits. Dropping an heir can only add contradictions, so one correction settles it.
 */
function settleInheritance(
  claims: Claims,
  contract: Contract,
  assumed: Inheritance,
  contradictions: readonly Finding[],
): Inheritance {
  if (assumed.size === 0) return assumed;
  const isContradicted = contradictionTest([...findingsOfKeys(claims, contract, assumed), ...contradictions]);
  const unlinked = new Set<string>();
  for (const { ancestorId, organizationId } of assumed.values()) {
    if (isContradicted('account', ancestorId) || isContradicted('organization', organizationId))
      unlinked.add(ancestorId);
  }
  return unlinked.size === 0 ? assumed : inheritLinks(claims, contract, unlinked);
}

function findingsOfKeys(claims: Claims, contract: Contract, inheritance: Inheritance): readonly Finding[] {
  return [
    ...keyRules(claims),
    ...ambiguityRules(claims, contract),
    ...pointerRules(claims),
    ...contradictionRules(claims, inheritance),
  ];
}

function contradictionTest(findings: readonly Finding[]): ContradictionTest {
  const contradicted = new Set<string>();
  for (const { concerns } of findings) {
    for (const { subject, id, effect } of concerns) if (effect === 'X') contradicted.add(`${subject}:${id}`);
  }
  return (subject, id) => contradicted.has(`${subject}:${id}`);
}

function standingLinks(claims: Claims, inheritance: Inheritance, isContradicted: ContradictionTest): readonly Link[] {
  const links: Link[] = [];
  for (const [accountId, account] of claims.accounts) {
    const inherited = inheritance.get(accountId);
    const organizationId =
      inherited === undefined ? linkedOrganization(account, claims, isContradicted) : inherited.organizationId;
    if (organizationId === null || isContradicted('account', accountId)) continue;
    if (inherited !== undefined && !stands(inherited, isContradicted)) continue;
    links.push({ accountId, organizationId, inheritedFrom: inherited?.ancestorId ?? null });
  }
  return links.sort((left, right) => (left.accountId < right.accountId ? -1 : 1));
}

function stands(
  { ancestorId, organizationId }: { readonly ancestorId: string; readonly organizationId: string },
  isContradicted: ContradictionTest,
): boolean {
  return !isContradicted('account', ancestorId) && !isContradicted('organization', organizationId);
}
