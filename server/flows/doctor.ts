/** Checks every step between an installation and its first audit, and says what is missing. Writes nothing. */
import type { DoctorReport } from './Flows.ts';
import { runChecks, type Checks, type DoctorStages } from './doctor/checking.ts';
import { SALESFORCE_CHECKS } from './doctor/salesforceChecks.ts';
import { storageForecast } from './doctor/storageForecast.ts';
import { ZENDESK_CHECKS } from './doctor/zendeskChecks.ts';

export type { DoctorStages } from './doctor/checking.ts';

/** In the order of docs/install.md, as far as one step needs another. */
const CHECKS: Checks = {
  contract: ({ contract }) => `version ${contract.version}, hierarchy ${contract.hierarchy}`,
  store: async ({ store }) => {
    await store.ping();
    const newest = await store.ledger.newestCompleteFullRun();
    return newest === null ? 'answers; no complete audit yet' : `answers; newest complete audit ${newest.judgedAt}`;
  },
  'server keys': ({ taken }) => {
    const variables = [
      taken.calls ? [] : 'LINKPROOF_JWT_PUBLIC_KEY_FILE',
      taken.events ? [] : 'LINKPROOF_WEBHOOK_SECRET',
    ].flat();
    if (variables.length === 0) return 'calls of the panels and events of Zendesk can be told from forged ones';
    return {
      found: `not set: ${variables.join(', ')}`,
      note: 'Without the first nobody can re-check or decide in Salesforce, without the second no event of Zendesk is taken (docs/install.md, steps 7 and 11).',
    };
  },
  'waiting notices': async ({ store }) => {
    const { count, since, problem } = await store.notices.waiting();
    if (count === 0) return 'none waits to be sent';
    const found = `${String(count)} wait, the oldest since ${since ?? ''}${problem === null ? '' : `: ${problem}`}`;
    return { found, note: 'The next audit sends them, within seven days. docs/automation.md says what sending needs.' };
  },
  ...SALESFORCE_CHECKS,
  'salesforce storage': storageForecast,
  ...ZENDESK_CHECKS,
  'pinned instance': async ({ salesforce, zendesk, store, contract }) => {
    const pinned = await store.ledger.pinnedInstance();
    const expectedOrg = contract.instance.salesforceOrgId ?? pinned?.salesforceOrgId ?? null;
    const expectedSubdomain = contract.instance.zendeskSubdomain ?? pinned?.zendeskSubdomain ?? null;
    const [org, subdomain] = await Promise.all([salesforce.orgId(), zendesk.subdomain()]);
    const fits = (expectedOrg ?? org) === org && (expectedSubdomain ?? subdomain) === subdomain;
    if (fits) return expectedOrg === null ? 'nothing pinned yet; the first audit does it' : `${org} and ${subdomain}`;
    return {
      found: `connected to ${org} and ${subdomain}, pinned to ${expectedOrg ?? 'any'} and ${expectedSubdomain ?? 'any'}`,
      advice: 'Check the credentials and addresses, or use another data folder for another pair of systems.',
    };
  },
};

/** All checks of one visit share what was looked up once. */
export async function doctor(stages: DoctorStages): Promise<DoctorReport> {
  let installation: ReturnType<typeof stages.salesforce.installation> | undefined;
  const visit = {
    ...stages,
    installation: () => (installation ??= stages.salesforce.installation(stages.parts())),
  };
  const checks = await runChecks(CHECKS, visit);
  return { ok: checks.every(({ ok }) => ok), checks };
}
