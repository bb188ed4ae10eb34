import { buildPlan } from '../../core/plans/buildPlan.ts';
import { closedTicketsQuestions, sightQuestions } from '../../core/plans/blastRadius.ts';
import { propose } from '../../core/plans/propose.ts';
import type { LiveWorld } from '../../core/plans/facts.ts';
import type { Plan, RepairRequest } from '../../core/plans/Plan.ts';
import type { PlanningWorld, Proposed } from '../../core/plans/Proposal.ts';
import { PlanBlockedError } from '../../errors.ts';
import type { Author } from '../Flows.ts';
import { readAskedExceptions } from './askedExceptions.ts';
import { connect } from './connect.ts';
import { readPlanningWorld } from './planningWorld.ts';
import { readMayFire } from './readMayFire.ts';
import { readSight } from './readSight.ts';
import type { RepairConnection, RepairStages } from './stages.ts';

export type PairRequest = Exclude<RepairRequest, { readonly kind: 'undo' }>;

export interface PlanOrder {
  readonly planId: string;
  readonly kind: Plan['kind'];
  readonly request: RepairRequest;
  readonly author: Author;
  readonly proposed: Proposed;
  readonly live: LiveWorld;
  /** Whether a user may have several organizations; null: nobody knows. */
  readonly severalOrganizations: boolean | null;
}

/**
 * Reads what a request is about, lets the core decide what would repair it, and counts whom that would touch.
 *
 * @param among leaves out proposals that may not be made here, such as automation's
 * @throws PlanBlockedError where nothing of what was named is to be done, with the reason of the first refusal
 */
export async function makePlan(
  request: PairRequest,
  author: Author,
  planId: string,
  stages: RepairStages,
  among: (proposed: Proposed, world: PlanningWorld) => Promise<Proposed> = (proposed) => Promise.resolve(proposed),
): Promise<Plan> {
  const connection = await connect(stages);
  const exceptions = await readAskedExceptions(request, stages.store.ledger);
  const world = await readPlanningWorld(request, exceptions, connection, stages);
  const proposed = await among(propose(request, world), world);
  return build(
    {
      planId,
      kind: 'repair',
      request,
      author,
      proposed,
      live: world.live,
      severalOrganizations: world.severalOrganizations,
    },
    connection,
    stages,
  );
}

/**
 * Makes the plan of what was proposed. Of a filter it may be empty: then its refusals say what is left to people.
 *
 * @throws PlanBlockedError where nothing was proposed for what somebody named
 */
export async function build(
  { planId, kind, request, author, proposed, live, severalOrganizations }: PlanOrder,
  { instance }: RepairConnection,
  stages: RepairStages,
): Promise<Plan> {
  const { proposals, refused } = proposed;
  if (proposals.length === 0 && !isFilter(request)) {
    const [first] = refused;
    throw new PlanBlockedError(
      first?.reason ?? 'nothing_to_do',
      first?.detail ?? 'Nothing is to be done: everything that was asked for is right already.',
    );
  }
  const concerned = [...new Set(proposals.flatMap(({ organizationIds }) => organizationIds))].sort();
  const { mirror } = stages.store;
  const [sight, figures, closedTickets, mayFire] = await Promise.all([
    readSight(sightQuestions(proposals), stages),
    mirror.organizationFigures(concerned),
    mirror.closedTicketsOf(closedTicketsQuestions(proposals, live)),
    readMayFire(proposals, stages),
  ]);
  return buildPlan({
    ...{
      planId,
      kind,
      request,
      author,
      instance,
      proposed,
      live,
      sight,
      figures,
      closedTickets,
      mayFire,
      severalOrganizations,
    },
    contract: stages.contract,
    now: stages.clock().toISOString(),
    digest: stages.digest,
  });
}

function isFilter(request: RepairRequest): boolean {
  return request.kind === 'exceptions' && request.fingerprints === null;
}
