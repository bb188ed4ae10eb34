import { ConflictError } from '../../errors.ts';
import { queryRows, textLiteral, type SalesforceConnection } from '../../transport.ts';

/** The developer name of the queue that force-app deploys. */
const QUEUE = 'Zendesk_Exceptions';

/** The id of the queue that owns the exceptions which nobody works on. @throws ConflictError where it was not deployed. */
export async function findQueue(connection: SalesforceConnection): Promise<string> {
  const soql = `SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = ${textLiteral(QUEUE)}`;
  const [queue] = await queryRows(connection, soql);
  if (queue !== undefined) return String(queue.Id);
  throw new ConflictError(
    `Found no queue ${QUEUE} in Salesforce. Expected the one of the package: deploy force-app, then audit again.`,
  );
}
