/** Carries out edits over HTTP, as any other integration would. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  SANDBOX_CLIENT_ID,
  SANDBOX_CLIENT_SECRET,
} from '../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { zendeskCredentials } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import type { Edit } from './Edit.ts';

/** Where the sandboxes listen. Salesforce must run with `apiUser: 'administrator'`: the integration may not edit accounts. */
export interface Addresses {
  readonly salesforce: string;
  readonly zendesk: string;
}

export type Editor = (edit: Edit) => Promise<'done' | 'refused'>;

/** Refusals such as a key that is taken; both systems have rules, and a history goes on without that edit. */
const REFUSALS = [400, 404, 409, 422];

/** Signs in to both. The editor answers when the edit is done. @throws Error for any answer that is no edit and no refusal. */
export async function openEditor(addresses: Addresses): Promise<Editor> {
  const basic = Buffer.from(`${zendeskCredentials.email}/token:${zendeskCredentials.apiToken}`).toString('base64');
  const authorization = { salesforce: await salesforceToken(addresses.salesforce), zendesk: `Basic ${basic}` };

  return async function applyEdit({ says, system, method, path, body }) {
    for (;;) {
      const response = await fetch(`${addresses[system]}${path}`, {
        method,
        headers: { authorization: authorization[system], 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      if (response.ok) return 'done';
      // "fast" divides the windows by 60, so that a second is always enough.
      if (response.status === 429 || text.includes('UNABLE_TO_LOCK_ROW')) await sleep(200);
      else if (REFUSALS.includes(response.status)) return 'refused';
      else throw new Error(`${says}: ${system} answered ${response.status} ${text.slice(0, 300)}`);
    }
  };
}

async function salesforceToken(address: string): Promise<string> {
  const response = await fetch(`${address}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: SANDBOX_CLIENT_ID,
      client_secret: SANDBOX_CLIENT_SECRET,
    }),
  });
  const { access_token } = (await response.json()) as { access_token?: string };
  if (access_token === undefined) throw new Error(`the Salesforce sandbox gave no token, but ${response.status}`);
  return `Bearer ${access_token}`;
}
