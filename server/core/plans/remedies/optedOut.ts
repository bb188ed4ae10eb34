import type { Proposal, Proposed } from '../Proposal.ts';
import { isOptedOut } from '../ties.ts';
import { refusalOf } from './answers.ts';
import type { LiveClaims } from './LiveClaims.ts';

/** Leaves out what would touch an account that the contract takes out of repair, or an organization that is tied to one. */
export function withoutOptedOut({ proposals, refused }: Proposed, claims: LiveClaims): Proposed {
  const judged = proposals.map((proposal) => ({ proposal, accountId: optedOutIn(proposal, claims) }));
  return {
    proposals: judged.filter(({ accountId }) => accountId === null).map(({ proposal }) => proposal),
    refused: [
      ...refused,
      ...judged.flatMap(({ proposal, accountId }) =>
        accountId === null
          ? []
          : [
              refusalOf(
                proposal,
                'opted_out',
                `The contract takes account ${accountId} out of repair: neither it nor its organization is written to. Repair by hand, or change repair.optOut.`,
              ),
            ],
      ),
    ],
  };
}

function optedOutIn({ accountIds, organizationIds }: Proposal, claims: LiveClaims): string | null {
  const { contract } = claims;
  if (contract.repair.optOut.accountIds.length === 0 && contract.repair.optOut.field === null) return null;
  const owners = organizationIds.flatMap((id) => {
    const organization = claims.organization(id);
    const named = organization === null ? null : claims.keyAccountOf(organization);
    return [...claims.pointingTo(id), ...(named === null ? [] : [named])];
  });
  const concerned = [...new Set([...accountIds, ...owners])].sort();
  return concerned.find((id) => isOptedOut(claims.account(id) ?? undefined, id, contract)) ?? null;
}
