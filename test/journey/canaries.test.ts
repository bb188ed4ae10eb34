/** An audit that calls a wrong pair right is not to be believed in anything. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audit } from '../../server/flows/audit.ts';
import { AuditedWorld, type Installation } from '../support/audits/AuditedWorld.ts';
import { writeGeneratedWorld } from '../support/worlds/generateWorld.ts';

let folder: string;
let world: AuditedWorld;
let installation: Installation;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linkproof-canaries-'));
  await writeGeneratedWorld(folder, { seed: 11, accounts: 60 });
  world = await AuditedWorld.start(folder);
  installation = await world.install();
  await installation.audit({ mode: 'full' });
  await installation.acceptBaseline();
}, 120_000);

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

it('leaves no canary in the mirror, the exports or the counts', async () => {
  const { accounts, organizations } = await installation.store.mirror.facts({
    around: null,
    evidenceMatchesAtMost: 5,
    withAncestors: false,
  });
  const canaries = [...accounts, ...organizations].filter(({ name }) => /canary/i.test(name ?? ''));
  expect(canaries).toEqual([]);
  expect(JSON.stringify(await installation.verdicts())).not.toMatch(/canary/i);
  expect(JSON.stringify(await installation.exceptions())).not.toMatch(/canary/i);
});

it('ends unfit and keeps and publishes nothing when people who contradict a link are overlooked', async () => {
  const before = [await installation.verdicts(), await installation.exceptions()];
  const { stages } = installation;
  const mirror = new Proxy(stages.store.mirror, {
    get: (target, name) => {
      if (name === 'members') return async () => [];
      return (Reflect.get(target, name) as () => unknown).bind(target);
    },
  });
  const run = await audit({ mode: 'full' }, { ...stages, store: { ...stages.store, mirror } }, () => undefined);
  expect(run.status).toBe('unfit');
  expect(run.problems.join()).toMatch(/canar.*members_contradict_link/is);
  expect([await installation.verdicts(), await installation.exceptions()]).toEqual(before);
  expect((await installation.audit({ mode: 'full' })).status).toBe('complete');
}, 60_000);
