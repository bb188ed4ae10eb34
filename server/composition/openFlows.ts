import { readSettings, type Environment } from '../settings.ts';
import { readOwner } from '../store/FolderLock.ts';
import type { CliFlows } from '../surfaces/cli/CliApp.ts';
import { connectToOwner } from '../surfaces/remote/connectToOwner.ts';

/**
 * The flows for one command: over the store here, or while a server owns the data folder through its API.
 *
 * @throws SettingsError, StoreLockedError, StoreUnavailableError
 */
export async function openFlows(environment: Environment): Promise<CliFlows> {
  const settings = readSettings(environment);
  const owner = settings.databaseUrl === null ? await readOwner(settings.dataDir) : null;
  // An owner without an address is another command: opening the store says so.
  if (owner?.alive && owner.address !== null) return connectToOwner({ ...owner, address: owner.address });
  // Late: through an owner, a command is spared loading the clients of both systems, which takes longer than to ask him.
  const [{ bindFlows }, { openParts }] = await Promise.all([import('./bindFlows.ts'), import('./openParts.ts')]);
  const parts = await openParts(settings, () => environment);
  return bindFlows({ ...parts, onRunEnded: () => undefined });
}
