import { BadRequestError, PortInUseError } from '../errors.ts';
import { SandboxPortError } from '../sandbox/listen.ts';
import { startSalesforceSandbox, type SalesforceSandboxOptions } from '../sandbox/salesforce/startSalesforceSandbox.ts';
import { loadWorld } from '../sandbox/world/loadWorld.ts';
import { WorldError } from '../sandbox/world/WorldError.ts';
import { startZendeskSandbox } from '../sandbox/zendesk/startZendeskSandbox.ts';
import type { SandboxOptions, Sandboxes, SandboxPorts } from '../surfaces/cli/CliApp.ts';
import { FORCE_APP } from './forceAppFolder.ts';

/**
 * Serves both stand-ins from one world.
 *
 * @throws BadRequestError for a world that cannot be read, PortInUseError
 */
export async function startSandbox(
  options: SandboxOptions,
  salesforceSide: Pick<SalesforceSandboxOptions, 'apex' | 'jwtBearerPublicKeyPem'> = {},
): Promise<Sandboxes & SandboxPorts> {
  try {
    const world = await loadWorld(options.worldFolder);
    const { salesforcePort, zendeskPort, rateLimits, salesforceUser } = options;
    const { silentMemberships, hardDeletes, webhook } = options;
    const salesforce = await startSalesforceSandbox({
      world,
      forceAppFolder: FORCE_APP,
      port: salesforcePort,
      apiUser: salesforceUser,
      ...salesforceSide,
    });
    const zendesk = await startZendeskSandbox({
      world: world.zendesk,
      rateLimits,
      port: zendeskPort,
      silentMemberships,
      hardDeletes,
      webhook,
    }).catch(async (error: unknown) => {
      await salesforce.close();
      throw error;
    });
    return {
      salesforcePort: salesforce.port,
      zendeskPort: zendesk.port,
      salesforceAddress: salesforce.url,
      zendeskAddress: zendesk.url,
      close: async () => {
        await Promise.all([salesforce.close(), zendesk.close()]);
      },
    };
  } catch (error) {
    // The sandbox shares no code with the product, its errors included.
    if (error instanceof WorldError) throw new BadRequestError(error.message, { cause: error });
    if (error instanceof SandboxPortError) throw new PortInUseError(error.message, { cause: error });
    throw error;
  }
}
