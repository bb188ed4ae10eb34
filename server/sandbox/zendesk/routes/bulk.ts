import type { Row } from '../../world/World.ts';
import { RecordInvalid, type ApiError } from '../http/ApiError.ts';
import { invalidAttribute } from '../http/errors.ts';
import { ok, type Answer, type ApiRequest } from '../http/exchange.ts';
import { queryList } from '../http/parameters.ts';
import { permitted, permittedMany, type Accepted } from '../http/permitted.ts';
import { MOST_JOBS, type JobOrder, type JobResult } from '../jobs/JobQueue.ts';
import { presentJob } from '../present/job.ts';
import { toId, type Id } from '../state/ids.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';

/** A resource's names in jobs: `Bulk Create Organization`, `Creating organization #31`, `OrganizationUpdateFailed`. */
export interface Noun {
  title: string;
  plain: string;
}

/** Finds the record that an external id names. */
type ByExternalId = (externalId: string) => { id: Id } | undefined;

/** One record to change: its id, undefined when nothing was found, and what to set. */
export interface Target {
  id: Id | undefined;
  input: Row;
}

export function createMany(
  request: ApiRequest,
  state: ZendeskState,
  noun: Noun,
  inputs: readonly Row[],
  create: (input: Row, index: number) => JobResult,
  outOfOrder = false,
): Answer {
  return startJob(request, state, {
    type: `Bulk Create ${noun.title}`,
    doing: `Creating ${noun.plain}`,
    records: inputs,
    perform: create,
    failed: (error, _input, index) => failure(error, index, `${codeOf(noun)}CreateFailed`),
    outOfOrder,
  });
}

export function updateMany<T extends Target>(
  request: ApiRequest,
  state: ZendeskState,
  noun: Noun,
  targets: readonly T[],
  update: (target: T) => { id: unknown },
): Answer {
  return startJob(request, state, {
    type: `Bulk Update ${noun.title}`,
    doing: `Updating ${noun.plain}`,
    records: targets,
    perform: (target) => ({ action: 'update', id: update(target).id, status: 'Updated', success: true }),
    failed: (error, { id }, index) => failure(error, index, `${codeOf(noun)}UpdateFailed`, id),
  });
}

export function destroyMany(
  request: ApiRequest,
  state: ZendeskState,
  noun: Noun,
  ids: readonly (Id | undefined)[],
  destroy: (id: Id | undefined) => void,
): Answer {
  return startJob(request, state, {
    type: `Bulk Delete ${noun.title}`,
    doing: `Deleting ${noun.plain}`,
    records: ids,
    perform: (id) => {
      destroy(id);
      return { action: 'delete', id, status: 'Deleted', success: true };
    },
    failed: (error, id, index) => failure(error, index, `${codeOf(noun)}DeleteFailed`, id),
  });
}

/**
 * The records of an update_many: the same change to all that the query names (bulk), or one change to each (batch).
 * @throws ApiError 400 when neither is there, or more than 100 are named.
 */
export function updateTargets(
  request: ApiRequest,
  names: { one: string; many: string },
  accepted: Accepted,
  byExternalId?: ByExternalId,
): Target[] {
  const ids = idsInQuery(request, byExternalId);
  if (ids !== undefined) {
    const input = permitted(request, names.one, accepted);
    return ids.map((id) => ({ id, input }));
  }
  const inputs = permittedMany(request, names.many, { ...accepted, keys: [...accepted.keys, 'id'] });
  return inputs.map(({ id, ...input }) => ({ id: toId(id) ?? foundId(byExternalId, input.external_id), input }));
}

/**
 * The records that `ids` or `external_ids` name; undefined for one that is not there.
 * @throws ApiError 400 when neither is given.
 */
export function namedIds(request: ApiRequest, byExternalId?: ByExternalId): (Id | undefined)[] {
  const ids = idsInQuery(request, byExternalId);
  if (ids === undefined) throw invalidAttribute('Parameter ids is required');
  return ids;
}

function idsInQuery(request: ApiRequest, byExternalId?: ByExternalId): (Id | undefined)[] | undefined {
  const externalIds = byExternalId && queryList(request, 'external_ids');
  return queryList(request, 'ids')?.map(toId) ?? externalIds?.map((externalId) => foundId(byExternalId, externalId));
}

const foundId = (byExternalId: ByExternalId | undefined, externalId: unknown): Id | undefined =>
  externalId === undefined || externalId === null ? undefined : byExternalId?.(String(externalId))?.id;

function startJob<T>(request: ApiRequest, state: ZendeskState, order: JobOrder<T>): Answer {
  const job = state.jobs.start(order);
  const remaining = MOST_JOBS - state.jobs.unfinished;
  request.headers['zendesk-ratelimit-inflight-jobs'] = `total=${MOST_JOBS}; remaining=${remaining}; resets=60`;
  return ok({ job_status: presentJob(request.url.origin, job) });
}

/** There is no `success` in it, and the job's own status stays `completed`. [rec] */
function failure(error: ApiError, index: number, code: string, id?: Id): JobResult {
  if (error instanceof RecordInvalid) return { index, error: code, id, details: error.jobDetails };
  const body = error.body as { error?: unknown; description?: unknown };
  return { index, error: body.error, id, details: body.description };
}

const codeOf = (noun: Noun): string => noun.title.replaceAll(' ', '');
