/**
 * Every kind of repair in a world with every defect: what it does to people is what its preview said, and undoing it
 * restores each covered field.
 */
import type { Exception } from '../../server/core/model.ts';
import type { Plan, RepairRequest } from '../../server/core/plans/Plan.ts';
import { PlanBlockedError } from '../../server/errors.ts';
import { RepairedWorld } from '../support/repairs/RepairedWorld.ts';
import { whoGained, whoSeesWhat } from '../support/repairs/whoSeesWhat.ts';
import { generateWorld } from '../support/worlds/generateWorld.ts';

type Request = Exclude<RepairRequest, { readonly kind: 'undo' }>;

const COLLISIONS = ['shared_organization', 'duplicate_external_id', 'conflicting_rungs'];

let repaired: RepairedWorld;
let exceptions: readonly Exception[];
const seed = Date.now() % 1_000_000_000;

beforeAll(async () => {
  repaired = await RepairedWorld.start(generateWorld({ seed, accounts: 60 }).files);
  const open: Exception[] = [];
  for await (const exception of repaired.stages.store.ledger.exceptions({ open: true })) open.push(exception);
  exceptions = open;
}, 60_000);

afterAll(() => repaired.close());

/** One request for each code that has a remedy, both sides of each kind of collision, and relinks that take people along. */
function requests(): readonly Request[] {
  const firstOfCode = [...new Map(exceptions.map((exception) => [exception.code, exception])).values()];
  return firstOfCode.flatMap((exception): readonly Request[] => {
    const { code, fingerprint, accountIds, organizationIds } = exception;
    const byException: Request = { kind: 'exceptions', codes: null, fingerprints: [fingerprint], accountIds: null };
    if (!COLLISIONS.includes(code)) return [byException];
    const sides = code === 'shared_organization' ? accountIds : organizationIds;
    const [accountId = ''] = accountIds;
    return [
      ...sides.map((keepId): Request => ({ kind: 'collision', fingerprint, keepId })),
      { kind: 'unlink', accountId },
      ...organizationIds.map((organizationId): Request => ({
        kind: 'relink',
        accountId,
        organizationId,
        people: 'move_and_leave',
      })),
    ];
  });
}

it('does to people what the preview says, and is taken back whole', async () => {
  let applied = 0;
  for (const request of requests()) {
    const plan = await planOrNull(request);
    if (plan === null) continue;
    const before = repaired.snapshot();
    const seenBefore = whoSeesWhat(repaired.world.zendesk);
    await repaired.approve(plan);
    const view = await repaired.apply(plan);
    const told = { seed, request, receipts: view.receipts.map(({ outcome, detail }) => `${outcome} ${detail}`) };
    expect({ ...told, state: view.state }).toEqual({ ...told, state: 'applied' });
    applied += 1;

    const seenAfter = whoSeesWhat(repaired.world.zendesk);
    const radii = plan.groups.map(({ blastRadius }) => blastRadius);
    const gain = [...new Set(radii.flatMap(({ gainSight }) => gainSight))].sort();
    const lose = [...new Set(radii.flatMap(({ loseSight }) => loseSight))].sort();
    expect({ ...told, gain, lose }).toEqual({
      ...told,
      gain: whoGained(seenBefore, seenAfter),
      lose: whoGained(seenAfter, seenBefore),
    });

    if (plan.groups.some(({ changes }) => changes.some(({ inverse }) => inverse === null))) {
      repaired.world.reset();
      continue;
    }
    const undone = await repaired.undo({ planId: plan.planId });
    expect({ ...told, state: undone.state, refused: undone.plan.refused }).toEqual({
      ...told,
      state: 'applied',
      refused: [],
    });
    expect({ ...told, after: repaired.snapshot() }).toEqual({ ...told, after: before });
  }
  expect(applied).toBeGreaterThan(10);
}, 180_000);

async function planOrNull(request: Request): Promise<Plan | null> {
  try {
    return await repaired.plan(request);
  } catch (error) {
    if (error instanceof PlanBlockedError) return null;
    throw error;
  }
}
