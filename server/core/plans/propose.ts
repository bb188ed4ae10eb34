import { mergeProposals, withoutContradictions } from './mergeProposals.ts';
import type { RepairRequest } from './Plan.ts';
import type { PlanningWorld, Proposed } from './Proposal.ts';
import { LiveClaims } from './remedies/LiveClaims.ts';
import { withoutOptedOut } from './remedies/optedOut.ts';
import { withoutUpstreamBlockers } from './remedies/upstreamBlockers.ts';
import { collision } from './requests/collision.ts';
import { repairExceptions } from './requests/exceptions.ts';
import { provision } from './requests/provision.ts';
import { relink } from './requests/relink.ts';
import { unlink } from './requests/unlink.ts';

/** What is asked for of the world as it is; taking something back is `undo.ts`. */
export type PlannedRequest = Exclude<RepairRequest, { readonly kind: 'undo' }>;

/**
 * What would repair the request, decided on live records, in groups that are independent of each other; and what was
 * asked for and is not repaired, with the reason. Records are where they should be already: `nothing_to_do`.
 */
export function propose(request: PlannedRequest, world: PlanningWorld): Proposed {
  const claims = new LiveClaims(world);
  const coherent = withoutContradictions(withoutOptedOut(answer(request, claims), claims));
  // A person who names a pair has seen what contradicts it; whoever asks for exceptions has not.
  const safe = request.kind === 'exceptions' ? withoutUpstreamBlockers(coherent, claims) : coherent;
  return mergeProposals(safe, world.live);
}

function answer(request: PlannedRequest, claims: LiveClaims): Proposed {
  switch (request.kind) {
    case 'relink':
      return relink(request, claims);
    case 'unlink':
      return unlink(request, claims);
    case 'provision':
      return provision(request, claims);
    case 'collision':
      return collision(request, claims);
    case 'exceptions':
      return repairExceptions(request, claims);
  }
}
