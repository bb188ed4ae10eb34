import type { Read, RawRecord, Rights } from '../reading.ts';

/** Reads Zendesk and never writes. */
export interface ZendeskSource {
  /** The subdomain of the connected account, from the default brand: a proxy may stand between. */
  subdomain(): Promise<string>;
  /** The reader must be an administrator. */
  rights(): Promise<Rights>;
  organizations(): Read;
  users(): Read;
  memberships(): Read;
  tickets(): Read;
  /** Asked for directly (show_many): what is not in the answer is proven absent. */
  organizationsById(ids: readonly string[]): Promise<readonly RawRecord[]>;
  organizationsByExternalId(externalIds: readonly string[]): Promise<readonly RawRecord[]>;
  /** Where an Organization that is gone was merged to, along chains; null when it was not merged. */
  mergeWinnerOf(organizationId: string): Promise<string | null>;
  calls(): number;
  allowance(): { readonly remaining: number; readonly limit: number } | null;
}
