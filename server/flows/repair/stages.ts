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
  readonly pace: RepairPace;
}

/** How long repair waits for what the systems have not shown yet, in milliseconds. */
export interface RepairPace {
  /** Before each look at what was sent: a system may need a moment to show what it has taken in. */
  readonly looksAfter: readonly number[];
  /** What a process sent right before it died may be on its way, or waiting in a job, for this long. */
  readonly straysArriveWithin: number;
}

/** A call is answered, or a job of 100 records done, within five seconds but for days on which Zendesk is in trouble. */
export const USUAL_PACE: RepairPace = { looksAfter: [0, 200, 500, 1_000, 2_000], straysArriveWithin: 5_000 };

/** The two systems that are written to, and which of their fields are read. */
export interface RepairConnection {
  readonly instance: Instance;
  readonly fields: SalesforceFields;
}
