import { OwnerApi, type Owner } from './OwnerApi.ts';
import { RemoteFlows } from './RemoteFlows.ts';

/**
 * The flows of the process that owns the data folder.
 *
 * @throws StoreLockedError when it does not answer
 */
export async function connectToOwner(owner: Owner): Promise<RemoteFlows> {
  const api = new OwnerApi(owner);
  await api.greet();
  return new RemoteFlows(api);
}
