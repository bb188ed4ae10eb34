import { fillIn } from 'c/linkproofText';

// Labels
import addMembershipLabel from '@salesforce/label/c.Linkproof_Change_add_membership';
import appliedLabel from '@salesforce/label/c.Linkproof_Receipt_applied';
import appliedStateLabel from '@salesforce/label/c.Linkproof_Plan_State_applied';
import applyingStateLabel from '@salesforce/label/c.Linkproof_Plan_State_applying';
import approvedStateLabel from '@salesforce/label/c.Linkproof_Plan_State_approved';
import blockedLabel from '@salesforce/label/c.Linkproof_Receipt_blocked';
import blockedStateLabel from '@salesforce/label/c.Linkproof_Plan_State_blocked';
import createOrganizationLabel from '@salesforce/label/c.Linkproof_Change_create_organization';
import createdLabel from '@salesforce/label/c.Linkproof_Change_Created';
import emptyLabel from '@salesforce/label/c.Linkproof_Nothing_Said';
import expiredStateLabel from '@salesforce/label/c.Linkproof_Plan_State_expired';
import failedLabel from '@salesforce/label/c.Linkproof_Receipt_failed';
import makeDefaultLabel from '@salesforce/label/c.Linkproof_Change_make_default';
import moveTicketLabel from '@salesforce/label/c.Linkproof_Change_move_ticket';
import newOrganizationLabel from '@salesforce/label/c.Linkproof_Change_New_Organization';
import partlyAppliedStateLabel from '@salesforce/label/c.Linkproof_Plan_State_partly_applied';
import proposedStateLabel from '@salesforce/label/c.Linkproof_Plan_State_proposed';
import removeMembershipLabel from '@salesforce/label/c.Linkproof_Change_remove_membership';
import setAccountFieldLabel from '@salesforce/label/c.Linkproof_Change_set_account_field';
import setOrganizationFieldLabel from '@salesforce/label/c.Linkproof_Change_set_organization_field';
import setOrganizationKeyLabel from '@salesforce/label/c.Linkproof_Change_set_organization_key';
import setUserExternalIdLabel from '@salesforce/label/c.Linkproof_Change_set_user_external_id';
import skippedLabel from '@salesforce/label/c.Linkproof_Receipt_skipped';

export interface OutcomePresentation {
  readonly label: string;
  readonly iconName: string;
  readonly variant: 'success' | 'warning' | 'error';
}

const CHANGES: Readonly<Record<PlannedChange['kind'], string>> = {
  set_account_field: setAccountFieldLabel,
  set_organization_key: setOrganizationKeyLabel,
  set_organization_field: setOrganizationFieldLabel,
  set_user_external_id: setUserExternalIdLabel,
  create_organization: createOrganizationLabel,
  add_membership: addMembershipLabel,
  remove_membership: removeMembershipLabel,
  make_default: makeDefaultLabel,
  move_ticket: moveTicketLabel,
};

const OUTCOMES: Readonly<Record<Receipt['outcome'], OutcomePresentation>> = {
  applied: { label: appliedLabel, iconName: 'utility:success', variant: 'success' },
  blocked: { label: blockedLabel, iconName: 'utility:ban', variant: 'warning' },
  skipped: { label: skippedLabel, iconName: 'utility:skip', variant: 'warning' },
  failed: { label: failedLabel, iconName: 'utility:error', variant: 'error' },
};

const STATES: Readonly<Record<PlanView['state'], string>> = {
  proposed: proposedStateLabel,
  approved: approvedStateLabel,
  applying: applyingStateLabel,
  applied: appliedStateLabel,
  partly_applied: partlyAppliedStateLabel,
  blocked: blockedStateLabel,
  expired: expiredStateLabel,
};

/** What a change does, in a few words. A kind that this version does not know is shown as it is. */
export function changeText(kind: string): string {
  return Object.hasOwn(CHANGES, kind) ? CHANGES[kind as PlannedChange['kind']] : kind;
}

export function presentOutcome(outcome: Receipt['outcome']): OutcomePresentation {
  return OUTCOMES[outcome];
}

/** What has become of a plan, in one sentence. */
export function planStateText(state: string): string {
  return Object.hasOwn(STATES, state) ? STATES[state as PlanView['state']] : state;
}

/** The value of a field as people read it. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return emptyLabel;
  if (typeof value !== 'object') return String(value);
  const { created, name, key } = value as { created?: unknown; name?: unknown; key?: unknown };
  if (typeof created === 'string') return createdLabel;
  if (typeof name === 'string' && typeof key === 'string') return fillIn(newOrganizationLabel, name, key);
  return JSON.stringify(value);
}

/** Who a plan says it was: users by name where Salesforce told it, others as they called themselves. */
export function personText(by: string, userNames: WithUserNames['userNames']): string {
  return userNames[by] ?? by;
}

const AGENT_PAGES: Readonly<Partial<Record<PlannedChange['kind'], string>>> = {
  set_organization_key: 'organizations',
  set_organization_field: 'organizations',
  set_user_external_id: 'users',
  make_default: 'users',
  move_ticket: 'tickets',
};

/** Where people look at a change's record; undefined where it has no page of its own. */
export function recordAddress({ kind, record }: Pick<PlannedChange, 'kind' | 'record'>, subdomain: string) {
  const page = AGENT_PAGES[kind];
  return page === undefined ? undefined : agentAddress(subdomain, page, record);
}

/** A page of Zendesk's agent workspace. */
export function agentAddress(subdomain: string, page: string, id: string): string {
  return `https://${encodeURIComponent(subdomain)}.zendesk.com/agent/${page}/${encodeURIComponent(id)}`;
}
