import type { Contract } from '../../core/contract.ts';
import type { Digest, Instance, Run, SourceReport } from '../../core/model.ts';
import type { HashEmail } from '../../ingest/ingestSalesforce.ts';
import type { SalesforceFields, SalesforceSource } from '../../sources/salesforce/SalesforceSource.ts';
import type { ZendeskSource } from '../../sources/zendesk/ZendeskSource.ts';
import type { RecordIds, Store } from '../../store/Store.ts';
import type { Noticer } from '../../writeback/notices/Noticer.ts';
import type { Publisher } from '../../writeback/publish/Publisher.ts';
import type { AuditProgress, AuditRequest } from '../Flows.ts';

/** Everything an audit works with; `main.ts` puts it together. */
export interface AuditStages {
  readonly contract: Contract;
  readonly salesforce: SalesforceSource;
  readonly zendesk: ZendeskSource;
  readonly store: Store;
  readonly publisher: Publisher;
  readonly noticer: Noticer;
  readonly digest: Digest;
  readonly hashEmail: HashEmail;
  readonly clock: () => Date;
}

export type OnProgress = (progress: AuditProgress) => void;

/** A run under way: what is known about it so far. */
export interface RunContext {
  readonly stages: AuditStages;
  readonly request: AuditRequest;
  readonly runId: string;
  readonly startedAt: Date;
  /** API calls that the clients had sent when the run began. */
  readonly callsBefore: Run['apiCalls'];
  /** ISO 8601: the clock of judgement. */
  readonly judgedAt: string;
  readonly report: (stage: AuditProgress['stage'], detail: ProgressDetail) => void;
  /** Why the run is not complete, for a person. */
  readonly problems: string[];
}

export interface ProgressDetail {
  readonly source?: AuditProgress['source'];
  readonly done?: number;
  readonly expected?: number | null;
  readonly message: string;
}

/** What the run is connected to, and what it may read there. */
export interface Connection {
  readonly instance: Instance;
  readonly fields: SalesforceFields;
  readonly relationsExist: boolean;
  /** False: the reader does not provably see everything, or a field that identity rests on can't be read. */
  readonly sightComplete: boolean;
}

/** The identity sources' proof, and that of people and tickets. */
export interface ReadingResult {
  readonly sources: readonly SourceReport[];
  readonly identityComplete: boolean;
  readonly peopleComplete: boolean;
}

/** The records that a run judges; null: all there are. */
export type Around = RecordIds | null;
