import type { ChangeKind } from '../../core/plans/changeKinds.ts';
import type { SalesforceConnection, ZendeskConnection } from '../../transport.ts';
import { createOrganization } from './createOrganization.ts';
import { addMembership, makeDefault, removeMembership } from './memberships.ts';
import { moveTicket } from './moveTicket.ts';
import { setAccountFields } from './setAccountFields.ts';
import { setOrganizationFields } from './setOrganizationFields.ts';
import { setUserExternalId } from './setUserExternalId.ts';
import { unknown } from './verdicts.ts';
import type { ReadyChange, WriteOutcome, Writer } from './Writer.ts';

export interface WriterParts {
  /** Signed in as a user who holds Linkproof_Repair. Its calls are counted as the writer's. */
  readonly salesforce: SalesforceConnection;
  /** Made with the scope `write`. Its calls are counted as the writer's. */
  readonly zendesk: ZendeskConnection;
  /** The field that carries an organization's key: `external_id` or `organization_fields.<name>`. */
  readonly organizationKey: string;
}

type Send = (changes: readonly ReadyChange[], signal: AbortSignal | undefined) => Promise<readonly WriteOutcome[]>;

export function createWriter({ salesforce, zendesk, organizationKey }: WriterParts): Writer {
  const inZendesk =
    (send: (connection: ZendeskConnection, ...rest: Parameters<Send>) => ReturnType<Send>): Send =>
    (changes, signal) =>
      send(zendesk, changes, signal);
  const senders: Readonly<Record<ChangeKind, Send>> = {
    set_account_field: (changes, signal) => setAccountFields(salesforce, changes, signal),
    set_organization_key: inZendesk(setOrganizationFields),
    set_organization_field: inZendesk(setOrganizationFields),
    set_user_external_id: inZendesk(setUserExternalId),
    create_organization: (changes, signal) => createOrganization(zendesk, organizationKey, changes, signal),
    add_membership: inZendesk(addMembership),
    remove_membership: inZendesk(removeMembership),
    make_default: inZendesk(makeDefault),
    move_ticket: inZendesk(moveTicket),
  };

  return {
    async write(changes, signal) {
      const outcomes = new Map<string, WriteOutcome>();
      for (const kind of new Set(changes.map((change) => change.kind))) {
        const alike = changes.filter((change) => change.kind === kind);
        for (const outcome of await senders[kind](alike, signal)) outcomes.set(outcome.changeId, outcome);
      }
      return changes.map(
        ({ changeId }) => outcomes.get(changeId) ?? { changeId, ...unknown('Nothing was heard of this change.') },
      );
    },
    calls: () => salesforce.calls() + zendesk.calls(),
  };
}
