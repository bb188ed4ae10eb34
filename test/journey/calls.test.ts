import type { Contract } from '../../server/core/contract.ts';
import { BASIC } from '../sandbox/zendesk/support.ts';
import { AuditedWorld } from '../support/audits/AuditedWorld.ts';

const USER = 370000000001;

const WORLD = 'test/journey/worlds/small';

let world: AuditedWorld;
afterEach(() => world.close());

/** Requests that a sandbox has served since it was last asked. */
async function served({ url }: { readonly url: string }): Promise<number> {
  const entries = (await (await fetch(`${url}/__journal`)).json()) as { path: string }[];
  await fetch(`${url}/__journal`, { method: 'DELETE' });
  return entries.length;
}

describe('the calls of an incremental run', () => {
  it('are twenty at most while nothing changes, and one more for a user of Zendesk who does', async () => {
    world = await AuditedWorld.start(WORLD);
    const installation = await world.install();
    expect(await installation.audit({ mode: 'full' })).toMatchObject({ problems: [] });
    await installation.acceptBaseline();
    await world.settle();
    await Promise.all([served(world.salesforce), served(world.zendesk)]);

    const quiet = await installation.audit({ mode: 'incremental' });
    expect(quiet).toMatchObject({ status: 'complete', mode: 'incremental' });
    // Two more sign the process in, when it has just been started.
    expect(quiet.apiCalls.salesforce + quiet.apiCalls.zendesk).toBeLessThanOrEqual(18);
    expect(quiet.apiCalls).toEqual({
      salesforce: await served(world.salesforce),
      zendesk: await served(world.zendesk),
    });

    await renameUser();
    await world.settle();
    const busy = await installation.audit({ mode: 'incremental' });
    expect(busy).toMatchObject({ status: 'complete', mode: 'incremental' });
    expect(busy.apiCalls.zendesk).toBe(quiet.apiCalls.zendesk + 1);
  }, 60_000);
});

describe('the contract’s share of Salesforce’s requests of a day', () => {
  it('ends a run that used it up: what was not read is said, and nothing is asked any more', async () => {
    const contract = (shipped: Contract) => ({
      ...shipped,
      budget: { ...shipped.budget, salesforceShareOfDay: 0.00006 },
    });
    world = await AuditedWorld.start(WORLD, { contract });
    const installation = await world.install();
    const run = await installation.audit({ mode: 'full' });
    expect(run).toMatchObject({ status: 'incomplete', apiCalls: { salesforce: 7 } });
    expect(run.problems.join(' ')).toContain('6 of the 100000 API requests of 24 hours are used');
    expect(await served(world.salesforce)).toBe(7);
  });
});

async function renameUser(): Promise<void> {
  const response = await fetch(`${world.zendesk.url}/api/v2/users/${USER}`, {
    method: 'PUT',
    headers: { authorization: BASIC, 'content-type': 'application/json' },
    body: JSON.stringify({ user: { name: 'Renamed' } }),
  });
  if (!response.ok) throw new Error(`The user was not renamed: ${response.status} ${await response.text()}`);
}
