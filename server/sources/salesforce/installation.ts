import { SourceAuthError, SourceRejectedError } from '../../errors.ts';
import { queryRows, textLiteral, type SalesforceConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { kindsIn } from './objects.ts';
import type { Installation, PackageParts } from './SalesforceSource.ts';

type Kind = keyof PackageParts;

/** Where each kind of part is listed, and which field names it. What other packages brought has names of theirs. */
const LISTS: Readonly<Record<Exclude<Kind, 'fields' | 'queues'>, { soql: string; resource?: 'tooling/query' }>> = {
  permissionSets: { soql: 'SELECT Name FROM PermissionSet WHERE NamespacePrefix = null AND IsOwnedByProfile = false' },
  customPermissions: { soql: 'SELECT DeveloperName FROM CustomPermission WHERE NamespacePrefix = null' },
  notificationTypes: { soql: 'SELECT DeveloperName FROM CustomNotificationType' },
  namedCredentials: { soql: 'SELECT DeveloperName, Endpoint FROM NamedCredential WHERE NamespacePrefix = null' },
  pages: { soql: 'SELECT DeveloperName FROM FlexiPage WHERE NamespacePrefix = null', resource: 'tooling/query' },
};

/** What `SalesforceSource.installation` promises. */
export async function installationOf(connection: SalesforceConnection, parts: PackageParts): Promise<Installation> {
  const missing: Partial<Record<Kind, readonly string[]>> = {};
  const unreadable: Partial<Record<Kind | 'assignments', string>> = {};
  /** The rows, or null and a word about why there are none: what may not be seen is not missing. */
  async function look(kind: Kind | 'assignments', read: () => Promise<readonly RawRecord[]>) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof SourceRejectedError || error instanceof SourceAuthError)) throw error;
      unreadable[kind] = error.message;
      return null;
    }
  }

  missing.fields = await missingFields(connection, parts.fields);
  const queues = await look('queues', () => queryRows(connection, queuesFor(parts)));
  missing.queues = without(
    parts.queues,
    queues?.map(({ Queue }) => (Queue as RawRecord | null)?.DeveloperName),
  );
  let addresses: Installation['addresses'] = {};
  for (const [kind, { soql, resource }] of Object.entries(LISTS) as [keyof typeof LISTS, (typeof LISTS)['pages']][]) {
    const rows = await look(kind, () => queryRows(connection, soql, resource));
    missing[kind] = without(
      parts[kind],
      rows?.map(({ DeveloperName, Name }) => DeveloperName ?? Name),
    );
    if (kind === 'namedCredentials') {
      addresses = Object.fromEntries((rows ?? []).map((row) => [String(row.DeveloperName), textOf(row.Endpoint)]));
    }
  }

  const { userId } = await connection.identity();
  const assigned = await look('assignments', () => queryRows(connection, assignmentsOf(parts)));
  const heldBy: Record<string, number> = Object.fromEntries(parts.permissionSets.map((name) => [name, 0]));
  const own: string[] = [];
  for (const { AssigneeId, PermissionSet } of assigned ?? []) {
    const name = String((PermissionSet as RawRecord | null)?.Name);
    heldBy[name] = (heldBy[name] ?? 0) + 1;
    if (AssigneeId === userId) own.push(name);
  }
  return { missing: missing as Installation['missing'], unreadable, addresses, heldBy, own: own.sort() };
}

/** Objects that are not there, and of those that are, fields that the reader does not see. */
async function missingFields(
  connection: SalesforceConnection,
  expected: PackageParts['fields'],
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const [object, fields] of Object.entries(expected)) {
    try {
      const readable = kindsIn(await connection.describe(object));
      missing.push(...fields.filter((field) => !readable.has(field)).map((field) => `${object}.${field}`));
    } catch (error) {
      if (!(error instanceof SourceRejectedError) || error.status !== 404) throw error;
      missing.push(object);
    }
  }
  return missing;
}

function queuesFor({ fields }: PackageParts): string {
  const objects = Object.keys(fields).map(textLiteral).join(',');
  return `SELECT Queue.DeveloperName FROM QueueSobject WHERE SobjectType IN (${objects})`;
}

function assignmentsOf({ permissionSets }: PackageParts): string {
  const names = permissionSets.map(textLiteral).join(',');
  return `SELECT AssigneeId, PermissionSet.Name FROM PermissionSetAssignment WHERE Assignee.IsActive = true AND PermissionSet.NamespacePrefix = null AND PermissionSet.Name IN (${names})`;
}

function without(expected: readonly string[], found: readonly unknown[] | undefined): readonly string[] {
  return found === undefined ? [] : expected.filter((name) => !found.includes(name));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Data storage of the org in megabytes; null where it does not tell. */
export async function storageOf(
  connection: SalesforceConnection,
): Promise<{ readonly max: number; readonly remaining: number } | null> {
  const limits = await connection.request<Readonly<Record<string, unknown>>>({
    method: 'GET',
    path: '/limits',
    idempotent: true,
  });
  const { Max, Remaining } = (limits.DataStorageMB ?? {}) as Readonly<Record<string, unknown>>;
  return typeof Max === 'number' && typeof Remaining === 'number' ? { max: Max, remaining: Remaining } : null;
}
