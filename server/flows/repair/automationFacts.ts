import type { AutomationWorld } from '../../core/plans/automation.ts';
import { blastRadiusOf, closedTicketsQuestions, sightQuestions } from '../../core/plans/blastRadius.ts';
import type { PlanningWorld, Proposed } from '../../core/plans/Proposal.ts';
import { readMayFire } from './readMayFire.ts';
import { readSight } from './readSight.ts';
import type { RepairStages } from './stages.ts';

/** A pair that was changed back within this time is left to people. */
const LATELY_MS = 30 * 24 * 3_600_000;

/** All that automation's conditions rest on: whom each proposal would touch, and what was done to the same pairs lately. */
export async function automationFacts(
  { proposals }: Proposed,
  { contract, live, asked, others, severalOrganizations }: PlanningWorld,
  stages: RepairStages,
): Promise<AutomationWorld> {
  const { store, clock } = stages;
  const accountIds = [...new Set(proposals.flatMap((proposal) => proposal.accountIds))].sort();
  const organizationIds = [...new Set(proposals.flatMap((proposal) => proposal.organizationIds))].sort();
  const since = new Date(clock().getTime() - LATELY_MS).toISOString();
  const [sight, figures, closedTickets, mayFire, appliedLately, newest] = await Promise.all([
    readSight(sightQuestions(proposals), stages),
    store.mirror.organizationFigures(organizationIds),
    store.mirror.closedTicketsOf(closedTicketsQuestions(proposals, live)),
    readMayFire(proposals, stages),
    store.repairs.appliedSince(since, { accountIds, organizationIds }),
    store.ledger.runs(1),
  ]);
  return {
    contract,
    live,
    openExceptions: [...asked, ...others],
    complete: newest[0]?.status === 'complete',
    blastRadii: proposals.map((proposal) =>
      blastRadiusOf(proposal, { live, sight, figures, closedTickets, contract, severalOrganizations }),
    ),
    mayFire,
    appliedLately,
  };
}
