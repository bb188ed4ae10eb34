import { SourceRejectedError } from '../../errors.ts';
import type { Envelope, ZendeskConnection, ZendeskQuery } from '../../transport.ts';

/** GET of something that hangs on one record; null where Zendesk knows no such record (404). Throws as the connection. */
export async function getIfThere(
  connection: ZendeskConnection,
  path: readonly string[],
  query: ZendeskQuery = {},
): Promise<Envelope | null> {
  try {
    return await connection.get(path, query);
  } catch (error) {
    if (error instanceof SourceRejectedError && error.status === 404) return null;
    throw error;
  }
}
