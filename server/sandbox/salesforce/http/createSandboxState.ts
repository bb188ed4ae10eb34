import type { SentNotification } from '../actions/customNotificationAction.ts';
import type { ApexOrg } from '../apex/readApexOrg.ts';
import { RequestJournal } from '../control/RequestJournal.ts';
import { BulkJobs } from '../bulk/BulkJobs.ts';
import type { IngestJob } from '../bulk/IngestJob.ts';
import type { QueryJob } from '../bulk/QueryJob.ts';
import type { Engine } from '../engine.ts';
import { FaultPlan } from '../control/FaultPlan.ts';
import { ApiUsage } from '../limits/ApiUsage.ts';
import { AccountLocks } from '../locks/AccountLocks.ts';
import { Sessions } from '../oauth/Sessions.ts';
import { IdSequence } from './IdSequence.ts';
import { QueryCursors } from './QueryCursors.ts';

export interface SandboxSettings {
  accessTokenLifetimeMs: number;
  /** Most records in one answer of query and queryMore. */
  batchSize: number;
  /** Most rows in one page of Bulk results. */
  bulkPageSize: number;
  dailyApiLimit: number;
  /** How long a write below an Account keeps others from it, in milliseconds. */
  rowLockHoldMs: number;
  /** SPKI PEM whose holder may sign jwt-bearer assertions; undefined: nobody may. */
  jwtBearerPublicKeyPem: string | undefined;
}

/** Everything that a running sandbox remembers. */
export interface SandboxState {
  engine: Engine;
  /** What Apex is, as force-app deploys it. */
  apex: ApexOrg;
  clock: () => Date;
  settings: SandboxSettings;
  ids: IdSequence;
  sessions: Sessions;
  usage: ApiUsage;
  cursors: QueryCursors;
  /** The newest page of each query resource, for the fault that gives it again. */
  lastPages: Map<string, object>;
  locks: AccountLocks;
  queryJobs: BulkJobs<QueryJob>;
  ingestJobs: BulkJobs<IngestJob>;
  /** Custom notifications that were sent, oldest first. */
  notifications: SentNotification[];
  journal: RequestJournal;
  faults: FaultPlan;
}

/** A sandbox that has served nothing yet. */
export function createSandboxState(
  engine: Engine,
  apex: ApexOrg,
  clock: () => Date,
  settings: SandboxSettings,
): SandboxState {
  const ids = new IdSequence();
  return {
    engine,
    apex,
    clock,
    settings,
    ids,
    sessions: new Sessions(settings.accessTokenLifetimeMs, clock),
    usage: new ApiUsage(settings.dailyApiLimit, clock),
    cursors: new QueryCursors(ids, clock),
    lastPages: new Map(),
    locks: new AccountLocks(),
    queryJobs: new BulkJobs(clock),
    ingestJobs: new BulkJobs(clock),
    notifications: [],
    journal: new RequestJournal(),
    faults: new FaultPlan(),
  };
}
