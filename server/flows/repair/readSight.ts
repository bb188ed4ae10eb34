import { LinkproofError } from '../../errors.ts';
import type { SightOrganization, SightWorld } from '../../core/plans/Proposal.ts';
import { ingestMembership, ingestOrganization } from '../../ingest/ingestZendesk.ts';
import { liveUser } from './readLive.ts';
import type { RepairStages } from './stages.ts';

type SightStages = Pick<RepairStages, 'zendesk' | 'contract'>;

/** Who sees what in these organizations. One that can't be read is said, and counts as exposure; it stops nothing. */
export async function readSight(organizationIds: readonly string[], stages: SightStages): Promise<SightWorld> {
  const organizations = new Map<string, SightOrganization>();
  const unreadable = new Map<string, string>();
  for (const organizationId of organizationIds) {
    try {
      const organization = await readOrganization(organizationId, stages);
      if (organization === null) unreadable.set(organizationId, `Zendesk has no organization ${organizationId}.`);
      else organizations.set(organizationId, organization);
    } catch (error) {
      if (!(error instanceof LinkproofError)) throw error;
      unreadable.set(organizationId, error.message);
    }
  }
  return { organizations, unreadable };
}

async function readOrganization(
  organizationId: string,
  { zendesk, contract }: SightStages,
): Promise<SightOrganization | null> {
  const [records, memberships, ticketCount] = await Promise.all([
    zendesk.organizationsById([organizationId]),
    zendesk.membershipsIn(organizationId),
    zendesk.ticketCountOf(organizationId),
  ]);
  const [record] = records;
  if (record === undefined || memberships === null || ticketCount === null) return null;
  const rows = memberships.map(ingestMembership);
  const users = await zendesk.usersById([...new Set(rows.map(({ userId }) => userId))]);
  return {
    sharesTickets: ingestOrganization(record, contract).sharedTickets,
    ticketCount,
    members: users.map((user) => liveUser(user, rows)),
  };
}
