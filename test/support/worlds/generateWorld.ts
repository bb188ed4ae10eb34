/** Worlds of any size of which everything is known: what a generated world holds, and what an audit must find in it. */
import path from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { addStaff } from '../../../server/sandbox/demo/addStaff.ts';
import type { WorldFiles } from '../../../server/sandbox/demo/DemoWorld.ts';
import { Random } from '../../../server/sandbox/demo/Random.ts';
import { WorldBuilder, type PairOptions } from '../../../server/sandbox/demo/records/WorldBuilder.ts';
import { Ground } from './Ground.ts';
import { PAIR_DEFECTS, type PairDefect } from './pairDefects.ts';
import { TIE_DEFECTS } from './tieDefects.ts';
import { TruthBook, type Truth } from './TruthBook.ts';

export interface WorldOptions {
  readonly seed: number;
  /** About so many accounts; never fewer than every defect once takes. */
  readonly accounts: number;
  /** Share of the places that get a defect; default 0.4. Every kind is planted at least once, whatever it says. */
  readonly defects?: number;
  /** Whether a pair may get two defects that have nothing to do with each other; default false. */
  readonly twoDefects?: boolean;
}

/** The field of Zendesk's own Salesforce app, without which nothing could be planted on it. */
const PACKAGES = { Account: { Zendesk__Zendesk_Organization_Id__c: { type: 'string', length: 20 } } };

/** A generated world, and what is true of it under the shipped contract: now, and once every safe case is repaired. */
export interface GeneratedWorld {
  readonly files: WorldFiles;
  readonly truth: Truth;
  readonly repaired: Pick<Truth, 'accounts' | 'organizations'>;
}

/** The same options give the same world. */
export function generateWorld(options: WorldOptions): GeneratedWorld {
  const { seed, accounts, defects = 0.4, twoDefects = false } = options;
  const world = new WorldBuilder(new Random(seed));
  const truth = new TruthBook();
  const ground = new Ground(world, truth, twoDefects);
  addStaff(world);
  for (const { plant } of TIE_DEFECTS) plant(ground);
  for (const defect of PAIR_DEFECTS) plantOnPair(ground, [defect]);
  const rows = world.files.get('salesforce/Account.ndjson') ?? [];
  while (rows.length < accounts) {
    if (!ground.random.chance(defects)) ground.linkedPair();
    else if (ground.random.chance(0.35)) ground.random.pick(TIE_DEFECTS).plant(ground);
    else plantOnPair(ground, drawDefects(ground, twoDefects ? 2 : 1));
  }
  return { files: world.files, truth: truth.read(), repaired: truth.readRepaired() };
}

/** The same, written into a folder as `linkproof sandbox --data` takes it. Makes the folder. */
export async function writeGeneratedWorld(folder: string, options: WorldOptions): Promise<Truth> {
  const { files, truth } = generateWorld(options);
  await writeWorldFiles(folder, files);
  return truth;
}

/** Writes a world's files, with the field of Zendesk's own app. Makes the folder. */
export async function writeWorldFiles(folder: string, files: WorldFiles): Promise<void> {
  for (const system of ['salesforce', 'zendesk']) await mkdir(path.join(folder, system), { recursive: true });
  for (const [file, rows] of files) {
    await writeFile(path.join(folder, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  await writeFile(path.join(folder, 'salesforce', 'packages.json'), JSON.stringify(PACKAGES));
}

function plantOnPair(ground: Ground, defects: readonly PairDefect[]): void {
  const options = Object.assign({}, ...defects.map((defect) => defect.options?.(ground) ?? {})) as PairOptions;
  const pair = ground.linkedPair(options);
  for (const { plant } of defects) plant(ground, pair);
}

/** So many different defects that do not touch the same place. */
function drawDefects(ground: Ground, count: number): readonly PairDefect[] {
  const drawn: PairDefect[] = [];
  while (drawn.length < count) {
    const next = ground.random.pick(PAIR_DEFECTS);
    const clashes = drawn.some(({ name, place }) => name === next.name || (place !== null && place === next.place));
    if (!clashes) drawn.push(next);
  }
  return drawn;
}
