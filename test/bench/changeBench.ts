import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Run } from '../../server/core/model.ts';
import { AuditedWorld } from '../support/audits/AuditedWorld.ts';
import { salesforceUpdates, zendeskUpdates } from '../support/worlds/Edit.ts';
import { writeGeneratedWorld } from '../support/worlds/generateWorld.ts';

/** So much of the world changes, and so much of the first full run's calls the incremental one may need. */
const CHANGED_SHARE = 0.001;
const CALLS_SHARE = 0.05;

/** A large world of which a thousandth changes: what the incremental run costs compared with the first full one. */
export async function changeBench(
  { accounts }: { readonly accounts: number },
  say: (line: string) => void,
): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-bench-'));
  const truth = await writeGeneratedWorld(folder, { seed: 1, accounts, defects: 0.1 });
  const world = await AuditedWorld.start(folder);
  try {
    const installation = await world.install();
    const full = await installation.audit({ mode: 'full' });
    say(described('first full audit', full));
    await installation.acceptBaseline();

    const changed = Math.round(Object.keys(truth.accounts).length * CHANGED_SHARE);
    const healthy = (await installation.verdicts()).filter(
      ({ subject, status, organizationId }) =>
        subject === 'account' && status === 'verified' && organizationId !== null,
    );
    for (const { accountId, organizationId } of healthy.slice(0, changed)) {
      await world.edit(salesforceUpdates('Account', accountId ?? '', { Name: 'Renamed' }));
      await world.edit(
        zendeskUpdates('organizations', 'organization', organizationId ?? '', { external_id: accountId?.slice(0, 15) }),
      );
    }
    await world.settle();
    const incremental = await installation.audit({ mode: 'incremental' });
    say(described(`incremental audit after ${String(changed)} of ${String(accounts)} accounts changed`, incremental));
    const nightly = await installation.audit({ mode: 'full' });
    say(described('nightly full audit', nightly));
    const share = callsOf(incremental) / callsOf(full);
    say(
      `the incremental audit needed ${(share * 100).toFixed(1)} % of the first one's calls; allowed: under ${String(CALLS_SHARE * 100)} %`,
    );
    return share < CALLS_SHARE && incremental.status === 'complete';
  } finally {
    await world.close();
    await rm(folder, { recursive: true });
  }
}

function described(what: string, run: Run): string {
  const { salesforce, zendesk } = run.apiCalls;
  return `${what}: ${run.status}, ${(run.elapsedMs / 1000).toFixed(1)} s, ${String(salesforce)} Salesforce and ${String(zendesk)} Zendesk calls`;
}

function callsOf({ apiCalls }: Run): number {
  return apiCalls.salesforce + apiCalls.zendesk;
}
