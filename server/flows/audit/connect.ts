import { accountFieldOf, readableFieldsOf, type Contract } from '../../core/contract.ts';
import type { Instance } from '../../core/model.ts';
import type { SalesforceFeature } from '../../sources/salesforce/SalesforceSource.ts';
import type { Connection, RunContext } from './stages.ts';

/**
 * Learns which two systems these are and what the reader may see there. Missing rights do not stop the audit: what
 * they hide makes the run incomplete, and `problems` says which right is missing.
 */
export async function connect(context: RunContext): Promise<Connection> {
  const { salesforce, zendesk, contract } = context.stages;
  const [salesforceOrgId, zendeskSubdomain] = await Promise.all([salesforce.orgId(), zendesk.subdomain()]);
  const [salesforceRights, zendeskRights] = await Promise.all([salesforce.rights(), zendesk.rights()]);
  for (const { problem } of [salesforceRights, zendeskRights]) if (problem !== null) context.problems.push(problem);

  const wanted = readableFieldsOf(contract);
  const { features, readableAccountFields } = await salesforce.probe(wanted);
  const readable = wanted.filter((field) => readableAccountFields.includes(field));
  const gaps = [...fieldGaps(wanted, readable, contract, features), ...featureGaps(contract, features)];
  context.problems.push(...gaps);
  return {
    instance: { salesforceOrgId, zendeskSubdomain },
    fields: { account: readable },
    relationsExist: features.account_contact_relations && contract.features.account_contact_relations !== 'absent',
    sightComplete: salesforceRights.complete && zendeskRights.complete && gaps.length === 0,
  };
}

/**
 * Whether the connected systems are the ones that the contract or the first audit pinned. Returns the difference in
 * words, or null.
 */
export async function instanceMismatch(context: RunContext, found: Instance): Promise<string | null> {
  const { contract, store } = context.stages;
  const recorded = await store.ledger.pinnedInstance();
  const expected = {
    salesforceOrgId: contract.instance.salesforceOrgId ?? recorded?.salesforceOrgId ?? found.salesforceOrgId,
    zendeskSubdomain: contract.instance.zendeskSubdomain ?? recorded?.zendeskSubdomain ?? found.zendeskSubdomain,
  };
  const differences = [
    [`Salesforce org ${found.salesforceOrgId}`, expected.salesforceOrgId, found.salesforceOrgId],
    [`Zendesk account ${found.zendeskSubdomain}`, expected.zendeskSubdomain, found.zendeskSubdomain],
  ]
    .filter(([, wanted, actual]) => wanted !== actual)
    .map(([text, wanted]) => `connected to ${text ?? ''}, but pinned to ${wanted ?? ''}`);
  if (differences.length > 0) return differences.join('; ');
  if (recorded === null) await store.ledger.pinInstance(found);
  return null;
}

function nativeField(contract: Contract): string | null {
  return contract.features.native_app === 'absent' ? null : accountFieldOf(contract, 'native_app');
}

/** A field that can't be read is a gap, unless it is the native app's and nobody promised that it is there. */
function fieldGaps(
  wanted: readonly string[],
  readable: readonly string[],
  contract: Contract,
  features: Readonly<Record<SalesforceFeature, boolean>>,
): readonly string[] {
  const optional = !features.native_app && contract.features.native_app === 'detect' ? nativeField(contract) : null;
  return wanted
    .filter((field) => !readable.includes(field) && field !== optional)
    .map(
      (field) =>
        `Account.${field} cannot be read. Expected a deployed field that the audit's user may read; grant the permission set Linkproof_Integration.`,
    );
}

function featureGaps(contract: Contract, features: Readonly<Record<SalesforceFeature, boolean>>): readonly string[] {
  return (Object.keys(features) as SalesforceFeature[])
    .filter((feature) => contract.features[feature] === 'present' && !features[feature])
    .map(
      (feature) => `The contract declares ${feature} as present, but describe does not show it to the audit's user.`,
    );
}
