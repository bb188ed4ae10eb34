import { NotFoundError } from '../../errors.ts';
import type { AccountLine, AccountRecord } from '../views.ts';
import type { SalesforceOrg } from './SalesforceOrg.ts';
import { soqlContains, soqlText } from './soqlText.ts';

interface AccountRow {
  readonly Id: string;
  readonly Name: string;
  readonly Type: string | null;
  readonly Zendesk_Links__r: { readonly records: readonly { readonly Effective_Status__c: string }[] } | null;
}

interface AccountRecordRow extends AccountRow {
  readonly Website: string | null;
  readonly Owner: { readonly Name: string } | null;
  readonly Parent: { readonly Id: string; readonly Name: string } | null;
  readonly Zendesk_Organization_Id__c: string | null;
}

const LINE_FIELDS =
  'Id, Name, Type, (SELECT Effective_Status__c FROM Zendesk_Links__r ORDER BY CreatedDate DESC LIMIT 1)';
const LIST_LIMIT = 50;

/** Up to 50 accounts whose name contains the text, by name. */
export async function findAccounts(org: SalesforceOrg, search: string): Promise<readonly AccountLine[]> {
  const rows = await org.query<AccountRow>(
    `SELECT ${LINE_FIELDS} FROM Account WHERE Name LIKE ${soqlContains(search)} ORDER BY Name LIMIT ${LIST_LIMIT}`,
  );
  return rows.map(toLine);
}

/** Those of the accounts that exist, in no order. */
export async function accountsById(org: SalesforceOrg, ids: readonly string[]): Promise<readonly AccountLine[]> {
  if (ids.length === 0) return [];
  const rows = await org.query<AccountRow>(
    `SELECT ${LINE_FIELDS} FROM Account WHERE Id IN (${ids.map(soqlText).join(', ')}) LIMIT 2000`,
  );
  return rows.map(toLine);
}

/** @throws NotFoundError for an id that names no account. */
export async function accountRecord(org: SalesforceOrg, id: string): Promise<AccountRecord> {
  if (!/^001(?:\w{12}|\w{15})$/.test(id)) throw notFound(id);
  const [row] = await org.query<AccountRecordRow>(
    `SELECT ${LINE_FIELDS}, Website, Owner.Name, Parent.Id, Parent.Name, Zendesk_Organization_Id__c
     FROM Account WHERE Id = ${soqlText(id)} LIMIT 1`,
  );
  if (!row) throw notFound(id);
  return {
    ...toLine(row),
    website: row.Website,
    owner: row.Owner?.Name ?? null,
    parent: row.Parent && { id: row.Parent.Id, name: row.Parent.Name },
    storedOrganizationId: row.Zendesk_Organization_Id__c,
  };
}

function toLine(row: AccountRow): AccountLine {
  const [link] = row.Zendesk_Links__r?.records ?? [];
  return { id: row.Id, name: row.Name, type: row.Type, status: link?.Effective_Status__c ?? null };
}

function notFound(id: string): NotFoundError {
  return new NotFoundError(`no account has the id ${id}: choose one from the list`);
}
