import { BASIC } from '../sandbox/zendesk/support.ts';
import { AuditedWorld } from '../support/audits/AuditedWorld.ts';

const USER = 370000000001;

let world: AuditedWorld;
beforeEach(async () => {
  world = await AuditedWorld.start('test/journey/worlds/small');
});
afterEach(() => world.close());

/** Requests that a sandbox has served since it was last asked. */
async function served({ url }: { readonly url: string }): Promise<number> {
  const entries = (await (await fetch(`${url}/__journal`)).json()) as { path: string }[];
  await fetch(`${url}/__journal`, { method: 'DELETE' });
  return entries.length;
}

describe('the calls of an incremental run', () => {
  it('are twenty at most while nothing changes, and one more for a user of Zendesk who does', async () => {
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

async function renameUser(): Promise<void> {
  const response = await fetch(`${world.zendesk.url}/api/v2/users/${USER}`, {
    method: 'PUT',
    headers: { authorization: BASIC, 'content-type': 'application/json' },
    body: JSON.stringify({ user: { name: 'Renamed' } }),
  });
  if (!response.ok) throw new Error(`The user was not renamed: ${response.status} ${await response.text()}`);
}
