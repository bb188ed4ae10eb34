import type { Contract } from '../../core/contract.ts';
import type { Digest, Instance } from '../../core/model.ts';
import type { HashEmail } from '../../ingest/ingestSalesforce.ts';
import type { SalesforceFields, SalesforceSource } from '../../sources/salesforce/SalesforceSource.ts';
import type { ZendeskSource } from '../../sources/zendesk/ZendeskSource.ts';
import type { Store } from '../../store/Store.ts';
import type { Publisher } from '../../writeback/publish/Publisher.ts';
import type { Writer } from '../../writeback/repair/Writer.ts';

/** Everything that repair works with; `main.ts` puts it together. */
export interface RepairStages {
  readonly contract: Contract;
  readonly salesforce: SalesforceSource;
  readonly zendesk: ZendeskSource;
  readonly store: Store;
  readonly writer: Writer;
  readonly publisher: Publisher;
  readonly digest: Digest;
  readonly hashEmail: HashEmail;
  readonly clock: () => Date;
}

/** The two systems that are written to, and which of their fields are read. */
export interface RepairConnection {
  readonly instance: Instance;
  readonly fields: SalesforceFields;
}
