import type { ZendeskConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { listByCursor } from './listByCursor.ts';

/** Addresses of the active webhooks, in Zendesk's order; what a cut list left out is not among them. Throws as the connection. */
export async function webhookEndpoints(connection: ZendeskConnection): Promise<readonly string[]> {
  const endpoints: string[] = [];
  const list = { path: ['webhooks'], name: 'webhooks', query: { filter: { status: 'active' } } };
  const pass = listByCursor(connection, list, (record) => (record ?? {}) as RawRecord);
  await pass(async (records) => {
    const found = records.flatMap(({ endpoint }) => (typeof endpoint === 'string' ? [endpoint] : []));
    endpoints.push(...found);
    return found.length;
  }, null);
  return endpoints;
}
