import type { DataCall, DataReply, DataRoute } from '../http/DataCall.ts';

/** Salesforce counts most records as 2 KB, whatever they hold. */
const RECORD_KB = 2;
/** Allowances of an Enterprise org with few users. */
const DATA_STORAGE_MB = 10_240;
const BULK_QUERY_JOBS = 10_000;
const BULK_BATCHES = 15_000;

export const limitsRoutes: DataRoute[] = [{ method: 'GET', path: 'limits', handle: listLimits }];

function listLimits(call: DataCall): DataReply {
  const { usage, queryJobs, ingestJobs } = call.sandbox;
  return {
    status: 200,
    body: {
      DailyApiRequests: { Max: usage.limit, Remaining: usage.remaining },
      DailyBulkApiBatches: { Max: BULK_BATCHES, Remaining: BULK_BATCHES - ingestJobs.count() },
      DailyBulkV2QueryJobs: { Max: BULK_QUERY_JOBS, Remaining: BULK_QUERY_JOBS - queryJobs.count() },
      DataStorageMB: { Max: DATA_STORAGE_MB, Remaining: DATA_STORAGE_MB - usedStorageMb(call) },
    },
  };
}

/** Custom objects and the standard ones that count; users, permissions, settings and events take no data storage. */
function usedStorageMb(call: DataCall): number {
  const { engine } = call.sandbox;
  const counted = engine
    .describeGlobal()
    .sobjects.filter(
      ({ custom, customSetting, queryable, name }) =>
        (custom && !customSetting && queryable) || /^(Account|Contact)$/.test(name),
    );
  const records = counted.reduce((sum, { name }) => {
    const { totalSize } = engine.query(`SELECT COUNT() FROM ${name}`, {
      actingUserId: call.scope.caller.actingUserId,
      accessMode: 'system',
      includeDeleted: true,
    });
    return sum + totalSize;
  }, 0);
  return Math.ceil((records * RECORD_KB) / 1024);
}
