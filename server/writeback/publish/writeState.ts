import { queryRows, textLiteral, type SalesforceConnection } from '../../transport.ts';
import type { Fields } from './SalesforceRow.ts';
import { STATE_OBJECT } from './stateRow.ts';

/** Writes the organization default of the custom setting: the row whose owner is the org itself. */
export async function writeState(connection: SalesforceConnection, fields: Fields): Promise<void> {
  const { orgId } = await connection.identity();
  const known = await stateId(connection, orgId);
  if (known === null) {
    await connection.request({
      method: 'POST',
      path: `/sobjects/${STATE_OBJECT}`,
      body: { SetupOwnerId: orgId, ...fields },
      // Salesforce allows one row an owner, but a second attempt would be answered with a failure.
      idempotent: false,
    });
    return;
  }
  await connection.request({
    method: 'PATCH',
    path: `/sobjects/${STATE_OBJECT}/${known}`,
    body: fields,
    answers: false,
    idempotent: true,
  });
}

async function stateId(connection: SalesforceConnection, orgId: string): Promise<string | null> {
  const soql = `SELECT Id FROM ${STATE_OBJECT} WHERE SetupOwnerId = ${textLiteral(orgId)}`;
  const [row] = await queryRows(connection, soql);
  return typeof row?.Id === 'string' ? row.Id : null;
}
