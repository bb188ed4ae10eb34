/** What the contract switches on runs by itself after an audit; nothing does unless it is switched on. */
import type { Contract, RepairPolicy } from '../../server/core/contract.ts';
import { repairAutomatically } from '../../server/flows/repair.ts';
import { addContact } from '../../server/sandbox/demo/records/addContact.ts';
import { addUser } from '../../server/sandbox/demo/records/addUser.ts';
import type { Account, Organization } from '../../server/sandbox/demo/records/WorldBuilder.ts';
import { RepairedWorld } from '../support/repairs/RepairedWorld.ts';
import { newWorld } from './pairs.ts';

/** Pairs whose key names an account that was merged into theirs; one more whose people's default is another's. */
interface Scene {
  readonly merged: readonly { readonly account: Account; readonly organization: Organization }[];
  readonly userId: string;
  readonly organization: Organization;
}

const KEYS = 5;

let scene: Scene;
let repaired: RepairedWorld | undefined;

afterEach(async () => {
  await repaired?.close();
  repaired = undefined;
});

async function start(policy: Partial<RepairPolicy>): Promise<RepairedWorld> {
  const world = newWorld();
  const merged = Array.from({ length: KEYS }, (_, at) => {
    const pair = world.pair(`Merged ${at}`);
    world.key(pair.organization, world.account(`Former ${at}`, { mergedInto: pair.account }).id);
    return pair;
  });
  const { account, organization } = world.pair('Wrong Default');
  const orphan = world.organization('Left Over', { domains: [] });
  const userId = addUser(world, addContact(world, account), [orphan, organization]);
  scene = { merged, userId, organization };
  const contract = (shipped: Contract): Contract => ({ ...shipped, repair: { ...shipped.repair, ...policy } });
  return (repaired = await RepairedWorld.start(world.files, { contract }));
}

const automation = (codes: readonly string[], changesARun = 25) => ({
  automation: { codes, changesARun, changesAnAccount: 3 },
});

it('does nothing as shipped', async () => {
  const { stages, snapshot } = await begin({});
  expect(await repairAutomatically(stages)).toBeNull();
  expect(snapshot()).toEqual(snapshot.before);
});

it('repairs what is switched on, and nothing else', async () => {
  const { stages } = await begin(automation(['external_id_account_merged']));
  const view = await repairAutomatically(stages);
  expect([view?.state, view?.plan.proposedBy, view?.plan.groups.length]).toEqual(['applied', 'automation', KEYS]);
  expect(keysOf()).toEqual(scene.merged.map(({ account }) => account.id));
  expect(defaultOf(scene.userId)).not.toBe(scene.organization.id);
  expect(await repairAutomatically(stages)).toBeNull();
});

it('keeps to its cap, and away from what was changed back lately', async () => {
  const { stages, world } = await begin(automation(['external_id_account_merged'], 2));
  const view = await repairAutomatically(stages);
  expect(view?.plan.groups).toHaveLength(2);
  await world.undo({ planId: view?.plan.planId ?? '' });
  await world.world.settle();
  await world.installation.audit({ mode: 'full' });
  const again = await repairAutomatically(stages);
  const touched = new Set(view?.plan.groups.flatMap(({ accountIds }) => accountIds));
  const touchedAgain = again?.plan.groups.flatMap(({ accountIds }) => accountIds) ?? [];
  expect(touchedAgain.filter((id) => touched.has(id))).toEqual([]);
  expect(touchedAgain.length).toBeGreaterThan(0);
});

interface Begun {
  readonly world: RepairedWorld;
  readonly stages: RepairedWorld['stages'];
  readonly snapshot: (() => readonly string[]) & { before: readonly string[] };
}

async function begin(policy: Partial<RepairPolicy>): Promise<Begun> {
  const world = await start(policy);
  const before = world.snapshot();
  return { world, stages: world.stages, snapshot: Object.assign(() => world.snapshot(), { before }) };
}

function keysOf(): readonly unknown[] {
  const rows = repaired?.world.zendesk.state.organizations.in('list').slice() ?? [];
  return scene.merged.map(({ organization }) => rows.find(({ id }) => String(id) === organization.id)?.['external_id']);
}

function defaultOf(userId: string): string {
  const rows = repaired?.world.zendesk.state.users.in('list').slice() ?? [];
  return String(rows.find(({ id }) => String(id) === userId)?.organization_id);
}
