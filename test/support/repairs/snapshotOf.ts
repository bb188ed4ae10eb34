import type { SalesforceSandbox } from '../../../server/sandbox/salesforce/startSalesforceSandbox.ts';
import type { ZendeskSandbox } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';

interface Sandboxes {
  readonly salesforce: SalesforceSandbox;
  readonly zendesk: ZendeskSandbox;
}

/** What repair can write, of every record, a line each: equal lines, equal worlds. */
export function snapshotOf({ salesforce, zendesk }: Sandboxes): readonly string[] {
  const { engine } = salesforce;
  const { records: accounts } = engine.query('SELECT Id, Zendesk_Organization_Id__c FROM Account ORDER BY Id', {
    actingUserId: engine.apiUserId,
    accessMode: 'system',
  });
  const { organizations, users, memberships, tickets } = zendesk.state;
  return [
    ...accounts.map((row) => line(['account', row['Id'], row['Zendesk_Organization_Id__c'] ?? null])),
    ...lines(organizations.in('list').slice(), (row) => [
      'organization',
      row.id,
      row['external_id'] ?? null,
      row['organization_fields'],
      row['domain_names'],
      row['name'],
    ]),
    ...lines(users.in('list').slice(), (row) => [
      'user',
      row.id,
      row['external_id'] ?? null,
      row.organization_id ?? null,
    ]),
    ...lines(memberships.in('list').slice(), (row) => [
      'membership',
      row.user_id,
      row.organization_id,
      row['default'] === true,
    ]),
    ...lines(tickets.in('list').slice(), (row) => ['ticket', row.id, row.organization_id ?? null, row['status']]),
  ];
}

function lines<Row>(rows: readonly Row[], pick: (row: Row) => readonly unknown[]): readonly string[] {
  return rows.map((row) => line(pick(row))).sort();
}

/** Ids beyond 2^53 are bigints. */
function line(values: readonly unknown[]): string {
  return JSON.stringify(values, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}
