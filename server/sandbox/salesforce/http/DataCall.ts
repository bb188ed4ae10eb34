import type { JournalOperation } from '../control/RequestJournal.ts';
import type { Caller } from '../engine.ts';
import type { TruncateFault } from '../control/FaultPlan.ts';
import type { LockOwner } from '../locks/AccountLocks.ts';
import type { SandboxState } from './createSandboxState.ts';

/** What one HTTP request and all its composite subrequests share. */
export interface RequestScope {
  caller: Caller;
  /** `http://host:port` as the client reached us, for absolute URLs. */
  origin: string;
  /** What the request did, for the journal. */
  operations: JournalOperation[];
  lockOwner: LockOwner;
  /** Accounts that a fault declares locked for this request; empty list: all of them. */
  lockedAccounts: readonly string[] | undefined;
  truncate: TruncateFault | undefined;
  /** Whether a fault wants a query answered with the page that was answered last. */
  repeatPage: boolean;
}

/** One call of a resource below `/services/data/vNN.N`: an HTTP request, or a subrequest of a composite one. */
export interface DataCall {
  sandbox: SandboxState;
  scope: RequestScope;
  method: string;
  /** `66.0`. */
  apiVersion: string;
  /** Decoded path segments after the version. */
  segments: readonly string[];
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON, or the text of a CSV upload; undefined without a body. */
  body: unknown;
  /** Answers another call; composite resources run their subrequests through it. */
  dispatch: (call: DataCall) => DataReply;
}

/** A string body is sent as it is and needs its Content-Type in `headers`; anything else becomes JSON. */
export interface DataReply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A resource: `:name` segments of `path` are handed to `handle` in their order. */
export interface DataRoute {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  handle: (call: DataCall, ...parameters: string[]) => DataReply;
}

/** Adds to what the request did; equal operations on one object are counted together. */
export function noteOperation(call: DataCall, operation: string, object: string | null, records = 0): void {
  const { operations } = call.scope;
  const same = operations.find((noted) => noted.operation === operation && noted.object === object);
  if (same === undefined) operations.push({ object, operation, records });
  else same.records += records;
}
