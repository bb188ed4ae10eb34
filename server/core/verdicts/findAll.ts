import type { Claims } from '../claims/Claims.ts';
import { inheritLinks, type Inheritance } from '../claims/inheritance.ts';
import type { Contract } from '../contract.ts';
import type { Finding } from '../model.ts';
import { absenceRules } from './rules/absenceRules.ts';
import { ambiguityRules } from './rules/ambiguityRules.ts';
import { keyRules } from './rules/keyRules.ts';
import { linkRules } from './rules/linkRules.ts';
import { contradictionRules, oneSidedRules } from './rules/pairRules.ts';
import { pointerRules } from './rules/pointerRules.ts';

export interface Findings {
  readonly findings: readonly Finding[];
  readonly inheritance: Inheritance;
  readonly isContradicted: ContradictionTest;
}

export type ContradictionTest = (subject: 'account' | 'organization', id: string) => boolean;

/** Applies every rule to the claims, in the order in which one rule's result matters to the next. */
export function findAll(claims: Claims, contract: Contract): Findings {
  const inheritance = settleInheritance(claims, contract);
  const identity = identityFindings(claims, contract, inheritance);
  const oneSided = oneSidedRules(claims, inheritance, identity);
  const isContradicted = contradictionTest(identity);
  const findings = [
    ...identity,
    ...oneSided,
    ...linkRules(claims, contract, inheritance, isContradicted),
    ...absenceRules(claims, inheritance),
  ];
  return { findings, inheritance, isContradicted };
}

/**
 * Who inherits depends on which ancestors are linked, and an ancestor is not linked where a code contradicts it, which
 * may depend on who inherits. Dropping an heir can only add contradictions, so one correction settles it.
 */
function settleInheritance(claims: Claims, contract: Contract): Inheritance {
  const assumed = inheritLinks(claims, contract, new Set());
  if (assumed.size === 0) return assumed;
  const isContradicted = contradictionTest(identityFindings(claims, contract, assumed));
  const unlinked = new Set<string>();
  for (const { ancestorId, organizationId } of assumed.values()) {
    if (isContradicted('account', ancestorId) || isContradicted('organization', organizationId))
      unlinked.add(ancestorId);
  }
  return unlinked.size === 0 ? assumed : inheritLinks(claims, contract, unlinked);
}

function identityFindings(claims: Claims, contract: Contract, inheritance: Inheritance): readonly Finding[] {
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
