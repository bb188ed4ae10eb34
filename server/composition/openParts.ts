import { loadContract } from '../contract/loadContract.ts';
import { readSourceSettings, type Environment, type Settings } from '../settings.ts';
import type { FolderLock } from '../store/FolderLock.ts';
import { openStore } from '../store/openStore.ts';
import type { Parts } from './bindFlows.ts';
import { readHashKey } from './readHashKey.ts';

export interface OpenParts extends Omit<Parts, 'onRunEnded'> {
  /** The hold on the data folder; null with PostgreSQL. */
  readonly lock: FolderLock | null;
}

/**
 * Opens the store, and makes the rest when it is first asked for. What a dead process left running is closed.
 *
 * @param environment where the credentials are; read when they are needed
 */
export async function openParts(settings: Settings, environment: () => Environment): Promise<OpenParts> {
  const { databaseUrl, dataDir, contractFile } = settings;
  const store = await openStore(databaseUrl === null ? { dataFolder: dataDir } : { databaseUrl });
  const contract = once(() => loadContract(contractFile));
  const stages = once(async () => {
    const sources = readSourceSettings(environment());
    const hashKey = settings.hashKey ?? (await readHashKey(dataDir));
    // Late: an export should not wait for both systems' client libraries to load.
    const { makeStages } = await import('./makeStages.ts');
    const taken = { calls: settings.salesforceTokens !== null, events: settings.webhookSecret !== null };
    return makeStages({ ...sources, contract: await contract(), store, hashKey, taken });
  });

  try {
    // Of a database that is shared, the store leaves those alone whose process lives.
    await store.ledger.closeAbandonedRuns(new Date().toISOString());
  } catch (error) {
    await store.close();
    throw error;
  }
  return { store, contract, stages, lock: store.lock };
}

/** A failure is not kept: what was wrong may be put right while the process goes on. */
function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}
