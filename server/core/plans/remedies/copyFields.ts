import type { Exception } from '../../model.ts';
import { driftOf } from '../../verdicts/rules/ownerRules.ts';
import { standingLink } from '../people/standingLink.ts';
import type { Proposed } from '../Proposal.ts';
import { nameOf, proposeChanges, refuse } from './answers.ts';
import type { LiveClaims } from './LiveClaims.ts';
import { GONE } from './pairRemedies.ts';
import { atOnce, setOrganizationField } from './steps.ts';

/** `owner_drift`: copies every drifted field that the contract mirrors from the account to its organization. */
export function copyFields(exception: Exception, claims: LiveClaims): Proposed {
  const account = claims.account(exception.accountIds[0] ?? '');
  const organization = claims.organization(exception.organizationIds[0] ?? '');
  if (account === null || organization === null) return refuse('record_gone', GONE, exception);
  const link = standingLink(organization.id, [account.id], claims.world);
  if (link.blocked !== null) return refuse(link.blocked.reason, link.blocked.detail, exception);
  const drifted = driftOf(account, organization, claims.contract);
  if (drifted.length === 0)
    return refuse('nothing_to_do', 'The organization’s fields are the account’s by now.', exception);
  const names = drifted.map((field) => field.organization);
  return proposeChanges(
    {
      title: `Copy ${drifted.map((field) => field.account).join(', ')} of account ${nameOf(account)} to organization ${nameOf(organization)}.`,
      steps: atOnce(
        drifted.map((field) =>
          setOrganizationField(
            organization,
            field.organization,
            field.salesforce,
            `It mirrors the account’s ${field.account}.`,
          ),
        ),
      ),
      accountIds: [account.id],
      organizationIds: [organization.id],
      answers: [exception],
      alsoRests: [
        ...drifted.map((field) => ({ object: 'Account' as const, id: account.id, field: field.account })),
        ...names.map((name) => ({
          object: 'Organization' as const,
          id: organization.id,
          field: `organization_fields.${name}`,
        })),
      ],
    },
    claims,
  );
}
