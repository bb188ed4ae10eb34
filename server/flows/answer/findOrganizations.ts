import type { Contract } from '../../core/contract.ts';
import { ingestOrganization } from '../../ingest/ingestZendesk.ts';
import type { ZendeskSource } from '../../sources/zendesk/ZendeskSource.ts';
import type { LedgerStore } from '../../store/Store.ts';
import type { OrganizationCandidate } from '../Flows.ts';

/** Organizations that a person may mean by a text, read live, each with the account that it is tied to as last audited. */
export async function findOrganizations(
  text: string,
  limit: number,
  stages: {
    readonly contract: Contract;
    readonly zendesk: Pick<ZendeskSource, 'findOrganizations'>;
    readonly ledger: Pick<LedgerStore, 'verdictOf'>;
  },
): Promise<readonly OrganizationCandidate[]> {
  const records = await stages.zendesk.findOrganizations(text, limit);
  return Promise.all(
    records.map(async (record) => {
      const { id, name, keyText, domainNames } = ingestOrganization(record, stages.contract);
      const verdict = await stages.ledger.verdictOf('organization', id);
      return {
        organizationId: id,
        name,
        key: keyText,
        domainNames,
        accountId: verdict?.accountId ?? null,
        status: verdict?.status ?? null,
      };
    }),
  );
}
