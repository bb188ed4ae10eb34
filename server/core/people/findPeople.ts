import type { Contract } from '../contract.ts';
import type { Finding, PeopleFacts } from '../model.ts';
import { externalIdRules } from './externalIdRules.ts';
import { membershipRules } from './membershipRules.ts';
import { viewPeople } from './PersonView.ts';
import { ticketRules } from './ticketRules.ts';

/** Everything there is to say about people and their tickets, given the links that stand. */
export function findPeople(facts: PeopleFacts, contract: Contract): readonly Finding[] {
  const view = viewPeople(facts, contract);
  return [...membershipRules(view), ...externalIdRules(view), ...ticketRules(view)];
}
