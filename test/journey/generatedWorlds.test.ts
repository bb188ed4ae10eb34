/** Worlds nobody here has seen: the audit must find exactly what was planted, on every record, and nothing else. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AuditedWorld } from '../support/audits/AuditedWorld.ts';
import { writeGeneratedWorld, type WorldOptions } from '../support/worlds/generateWorld.ts';
import { observedTruth } from '../support/worlds/observedTruth.ts';

const GREEN = /^verified/;
/** New every time, and named when it fails. */
const WORLDS: readonly WorldOptions[] = [{ seed: Date.now() % 1_000_000_000, accounts: 250, twoDefects: true }];

it.each(WORLDS)(
  'finds exactly what stands in world $seed, and calls nothing green that is not',
  async (options) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-generated-'));
    const truth = await writeGeneratedWorld(folder, options);
    const world = await AuditedWorld.start(folder);
    try {
      const installation = await world.install();
      const run = await installation.audit({ mode: 'full' });
      expect(run).toMatchObject({ status: 'complete', problems: [] });
      const found = observedTruth(await installation.verdicts(), await installation.exceptions());
      expect(falseGreens(found.accounts, truth.accounts)).toEqual([]);
      expect(falseGreens(found.organizations, truth.organizations)).toEqual([]);
      expect(found).toEqual(truth);
    } finally {
      await world.close();
      await rm(folder, { recursive: true });
    }
  },
  120_000,
);

function falseGreens(found: Readonly<Record<string, string>>, truth: Readonly<Record<string, string>>) {
  return Object.entries(found).filter(([id, said]) => GREEN.test(said) && !GREEN.test(truth[id] ?? ''));
}
