import { salesforceCredentials } from '../sandbox/salesforce/oauth/salesforceCredentials.ts';
import { zendeskCredentials } from '../sandbox/zendesk/auth/zendeskCredentials.ts';
import type { SandboxPorts } from '../surfaces/cli/CliApp.ts';

/** What a Linkproof process needs in its environment to use sandboxes on these ports of this machine. */
export function sandboxEnvironment({ salesforcePort, zendeskPort }: SandboxPorts): Record<string, string> {
  return {
    ...salesforceCredentials({ port: salesforcePort }),
    ZENDESK_BASE_URL: `http://127.0.0.1:${zendeskPort}`,
    ZENDESK_CLIENT_ID: zendeskCredentials.clientId,
    ZENDESK_CLIENT_SECRET: zendeskCredentials.clientSecret,
  };
}
