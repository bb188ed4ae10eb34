/** Checks every step between an installation and its first audit, and says what is missing. Writes nothing. */
import { LinkproofError } from '../errors.ts';
import { accountFieldOf, accountFieldsOf, type Contract } from '../core/contract.ts';
import type { SalesforceSource } from '../sources/salesforce/SalesforceSource.ts';
import type { ZendeskSource } from '../sources/zendesk/ZendeskSource.ts';
import type { Store } from '../store/Store.ts';
import type { DoctorCheck, DoctorReport } from './Flows.ts';

type Finding = string | { readonly found: string; readonly advice: string };
interface DoctorStages {
  readonly contract: Contract;
  readonly salesforce: SalesforceSource;
  readonly zendesk: ZendeskSource;
  readonly store: Store;
}

/** Runs every check, whatever the others say: an operator wants the whole list at once. */
export async function doctor(stages: DoctorStages): Promise<DoctorReport> {
  const checks: DoctorCheck[] = [];
  for (const [name, check] of Object.entries(CHECKS)) checks.push(await run(name, () => check(stages)));
  return { ok: checks.every(({ ok }) => ok), checks };
}

const CHECKS: Readonly<Record<string, (stages: DoctorStages) => Promise<Finding>>> = {
  contract: ({ contract }) => Promise.resolve(`version ${contract.version}, hierarchy ${contract.hierarchy}`),
  store: async ({ store }) => {
    await store.ping();
    const newest = await store.ledger.newestCompleteFullRun();
    return newest === null ? 'answers; no complete audit yet' : `answers; newest complete audit ${newest.judgedAt}`;
  },
  'salesforce credentials': async ({ salesforce }) => `connected to org ${await salesforce.orgId()}`,
  'salesforce rights': async ({ salesforce }) => {
    const { complete, problem } = await salesforce.rights();
    return complete ? 'the reader sees every account and contact' : gap(problem);
  },
  'salesforce fields': async ({ salesforce, contract }) => {
    const native = contract.features.native_app === 'present' ? accountFieldOf(contract, 'native_app') : null;
    const wanted = [...accountFieldsOf(contract), accountFieldOf(contract, 'stored_id'), native].filter(
      (field) => field !== null,
    );
    const { readableAccountFields } = await salesforce.probe(wanted);
    const missing = wanted.filter((field) => !readableAccountFields.includes(field));
    return missing.length === 0
      ? `readable: ${wanted.join(', ')}`
      : {
          found: `not readable: ${missing.map((field) => `Account.${field}`).join(', ')}`,
          advice: 'Deploy force-app and grant the permission set Linkproof_Integration to the audit’s user.',
        };
  },
  'salesforce limit': ({ salesforce }) => {
    const allowance = salesforce.allowance();
    return Promise.resolve(
      allowance === null
        ? 'not told yet'
        : `${String(allowance.used)} of ${String(allowance.limit)} requests used in 24 hours`,
    );
  },
  'zendesk credentials': async ({ zendesk }) => `connected to ${await zendesk.subdomain()}`,
  'zendesk rights': async ({ zendesk }) => {
    const { complete, problem } = await zendesk.rights();
    return complete ? 'the reader is an administrator' : gap(problem);
  },
  'zendesk limit': ({ zendesk }) => {
    const allowance = zendesk.allowance();
    return Promise.resolve(
      allowance === null
        ? 'not told yet'
        : `${String(allowance.remaining)} of ${String(allowance.limit)} requests left this minute`,
    );
  },
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

async function run(name: string, check: () => Promise<Finding>): Promise<DoctorCheck> {
  try {
    const finding = await check();
    return typeof finding === 'string'
      ? { name, ok: true, found: finding, advice: null }
      : { name, ok: false, ...finding };
  } catch (error) {
    if (!(error instanceof LinkproofError)) throw error;
    return { name, ok: false, found: error.message, advice: 'See the message; nothing else of this step was checked.' };
  }
}

function gap(problem: string | null): Finding {
  return {
    found: problem ?? 'it sees only part',
    advice: 'Grant what is missing; until then every audit is incomplete.',
  };
}
