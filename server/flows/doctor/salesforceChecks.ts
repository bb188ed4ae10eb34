/** Whether the package stands in the org, and whether the server's user and the people may use it. */
import { accountFieldOf, accountFieldsOf } from '../../core/contract.ts';
import type { Installation, PackageParts } from '../../sources/salesforce/SalesforceSource.ts';
import { someOf, type Checks, type Finding, type Visit } from './checking.ts';

const INTEGRATION = 'Linkproof_Integration';
const REPAIR = 'Linkproof_Repair';
/** Somebody must hold one of these for exceptions to be worked, and the second for links to be repaired. */
const OPERATORS = ['Linkproof_Operator', 'Linkproof_Admin'];
const REPAIRERS = ['Linkproof_Admin'];

const DEPLOY =
  'Deploy force-app of this version, and assign Linkproof_Integration to the server’s user: what he may not read does not show either (docs/install.md, steps 2 and 3).';

export const SALESFORCE_CHECKS: Checks = {
  'salesforce credentials': async ({ salesforce }) => `connected to org ${await salesforce.orgId()}`,

  'salesforce package': async (visit) => {
    const found = await visit.installation();
    const { fields } = visit.parts();
    return (
      lookedUp(found, ['permissionSets', 'customPermissions']) ??
      lacking(found, ['fields', 'permissionSets', 'customPermissions'], DEPLOY) ??
      `${Object.keys(fields).length} objects with all their fields, the permission sets and custom permissions`
    );
  },

  'salesforce rights': async ({ salesforce }) => {
    const { complete, problem } = await salesforce.rights();
    if (complete) return 'the reader sees every account and contact';
    return {
      found: problem ?? 'it sees only part',
      advice: 'Grant what is missing; until then every audit is incomplete.',
    };
  },

  'salesforce permission sets': async (visit) => permissionSets(await visit.installation()),

  'salesforce fields': async ({ salesforce, contract }) => {
    const native = contract.features.native_app === 'present' ? accountFieldOf(contract, 'native_app') : null;
    const wanted = [...accountFieldsOf(contract), accountFieldOf(contract, 'stored_id'), native].filter(
      (field) => field !== null,
    );
    const { readableAccountFields } = await salesforce.probe(wanted);
    const missing = wanted.filter((field) => !readableAccountFields.includes(field));
    if (missing.length === 0) return `readable: ${wanted.join(', ')}`;
    return {
      found: `not readable: ${missing.map((field) => `Account.${field}`).join(', ')}`,
      advice:
        'Deploy force-app and grant the permission set Linkproof_Integration to the audit’s user; grant him fields that only your contract names by a permission set of yours.',
    };
  },

  'exception queue': async (visit) => {
    const found = await visit.installation();
    return (
      lookedUp(found, ['queues']) ??
      lacking(found, ['queues'], 'Deploy force-app, or make the queue by hand for the object Zendesk Exception.') ??
      `exceptions that nobody has taken on belong to ${visit.parts().queues.join(', ')}`
    );
  },

  notices: async (visit) => {
    const { criticalExceptions, weeklyDigest } = visit.contract.notices;
    const found = await visit.installation();
    const lack =
      lookedUp(found, ['notificationTypes']) ??
      lacking(found, ['notificationTypes'], 'Deploy force-app: until then no notice is sent.');
    const isWanted = criticalExceptions || weeklyDigest !== null;
    if (lack !== null) return isWanted ? lack : noted(lack);
    const can = `can be sent: ${visit.parts().notificationTypes.join(', ')}`;
    return isWanted ? can : `${can}; the contract asks for none`;
  },

  'named credential': async (visit) => namedCredential(visit, await visit.installation()),

  'account page': async (visit) => {
    const found = await visit.installation();
    return (
      optional(lookedUp(found, ['pages'])) ??
      optional(lacking(found, ['pages'], 'Deploy force-app, or put the panels on pages of your own.')) ?? {
        found: `the pages are there: ${visit.parts().pages.join(', ')}`,
        note: 'No API tells where a page is assigned: open an account as a seller, and see whether the panels show (docs/install.md, step 12).',
      }
    );
  },

  'salesforce limit': ({ salesforce }) => {
    const allowance = salesforce.allowance();
    if (allowance === null) return 'not told yet';
    return `${String(allowance.used)} of ${String(allowance.limit)} requests used in 24 hours`;
  },
};

function permissionSets(found: Installation): Finding {
  const { own, heldBy, unreadable } = found;
  if (unreadable.assignments !== undefined) return unseen(unreadable.assignments);
  if (!own.includes(INTEGRATION)) {
    return {
      found: `the server’s user holds ${own.length === 0 ? 'none of the package’s permission sets' : own.join(', ')}`,
      advice: `Assign ${INTEGRATION} to it (docs/install.md, step 3).`,
    };
  }
  const holders = Object.entries(heldBy)
    .filter(([name]) => name !== INTEGRATION && name !== REPAIR)
    .map(([name, count]) => `${count} ${name}`);
  const text = `the server’s user holds ${own.join(', ')}; people: ${holders.join(', ')}`;
  const notes = [
    own.includes(REPAIR)
      ? null
      : `Without ${REPAIR} on the server’s user, plans repair nothing in Salesforce; audits don’t need it.`,
    holdSome(OPERATORS, heldBy) ? null : 'Nobody may work the exceptions: assign Linkproof_Operator.',
    holdSome(REPAIRERS, heldBy) ? null : 'Nobody may relink on the account page: assign Linkproof_Admin.',
  ].filter((note) => note !== null);
  return notes.length === 0 ? text : { found: text, note: notes.join(' ') };
}

function holdSome(names: readonly string[], heldBy: Installation['heldBy']): boolean {
  return names.some((name) => (heldBy[name] ?? 0) > 0);
}

function namedCredential(visit: Visit, found: Installation): Finding {
  const missing =
    optional(lookedUp(found, ['namedCredentials'])) ??
    optional(
      lacking(found, ['namedCredentials'], 'Deploy force-app: until then nobody can re-check an account or decide.'),
    );
  if (missing !== null) return missing;
  const leads = visit
    .parts()
    .namedCredentials.map(
      (name) => `${name} leads to ${found.addresses[name] ?? 'an address that Salesforce does not tell'}`,
    );
  const text = leads.join(', ');
  if (!/\bexample\.com\b/.test(text)) return text;
  return {
    found: text,
    note: 'That is the package’s placeholder: deploy with LINKPROOF_PUBLIC_URL set, or enter the server’s address in Setup (docs/install.md, steps 2 and 10).',
  };
}

/** What the reader may not look at; null when he saw all of it. */
function lookedUp(
  found: Installation,
  kinds: readonly (keyof PackageParts)[],
): Extract<Finding, { advice: string }> | null {
  const reasons = kinds.flatMap((kind) => found.unreadable[kind] ?? []);
  return reasons.length === 0 ? null : unseen(reasons.join(' '));
}

function unseen(reason: string): Extract<Finding, { advice: string }> {
  return {
    found: `can’t be looked up: ${reason}`,
    advice: `Assign ${INTEGRATION} to the server’s user: it lets him see the setup.`,
  };
}

function lacking(
  { missing }: Installation,
  kinds: readonly (keyof PackageParts)[],
  advice: string,
): Extract<Finding, { advice: string }> | null {
  const names = kinds.flatMap((kind) => missing[kind]);
  return names.length === 0 ? null : { found: `not there, or not readable: ${someOf(names)}`, advice };
}

/** What audits do without. */
function optional(lack: Extract<Finding, { advice: string }> | null): Finding | null {
  return lack === null ? null : noted(lack);
}

function noted({ found, advice }: Extract<Finding, { advice: string }>): Finding {
  return { found, note: advice };
}
