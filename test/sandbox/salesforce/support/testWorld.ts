import type { World } from '../../../../server/sandbox/world/World.ts';

type Row = Record<string, unknown>;

/** An 18-character id of the n-th test record; without capitals in its first 15 characters the checksum is always AAA. */
export function testId(prefix: string, n: number): string {
  return `${prefix}${String(n).padStart(12, '0')}AAA`;
}

export const accountId = (n: number): string => testId('001', n);
export const contactId = (n: number): string => testId('003', n);

/** Administers the org, and is the user that the server logs in as. */
export const ADMIN = testId('005', 1);
export const ADMIN_USERNAME = 'admin@acme.example';
/** Holds Linkproof_Seller. */
export const SELLER = testId('005', 2);
/** Holds Linkproof_Admin. */
export const LINK_ADMIN = testId('005', 3);
/** Holds no permission set at all. */
export const OUTSIDER = testId('005', 4);

/** The newest thing that has happened in the test world. */
export const NOW = new Date('2026-11-22T08:00:00Z');

/** An org with four users and the given records; numbered Accounts and Contacts come from `accounts` and `contacts`. */
export function testWorld(rows: Record<string, Row[]> = {}): Pick<World, 'salesforce' | 'packages'> {
  const users = [
    { Id: ADMIN, Username: ADMIN_USERNAME, LastName: 'Admin', Profile: { Name: 'System Administrator' } },
    { Id: SELLER, Username: 'seller@acme.example', LastName: 'Seller' },
    { Id: LINK_ADMIN, Username: 'link.admin@acme.example', LastName: 'LinkAdmin' },
    { Id: OUTSIDER, Username: 'outsider@acme.example', LastName: 'Outsider' },
  ].map((user) => ({ IsActive: true, Email: user.Username, ...user }));
  const assignments = [
    { AssigneeId: ADMIN, PermissionSetName: 'Linkproof_Integration' },
    { AssigneeId: SELLER, PermissionSetName: 'Linkproof_Seller' },
    { AssigneeId: LINK_ADMIN, PermissionSetName: 'Linkproof_Admin' },
  ];
  return {
    packages: {},
    salesforce: new Map(Object.entries({ User: users, PermissionSetAssignment: assignments, ...rows })),
  };
}

/** Accounts 1 to `count`, owned by the administrator. */
export function accounts(count: number, fields: Row = {}): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    Id: accountId(index + 1),
    Name: `Account ${index + 1}`,
    OwnerId: ADMIN,
    IsDeleted: false,
    ...fields,
  }));
}

/** Contacts 1 to `count`, all of Account 1. */
export function contacts(count: number, fields: Row = {}): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    Id: contactId(index + 1),
    LastName: `Contact ${index + 1}`,
    AccountId: accountId(1),
    OwnerId: ADMIN,
    IsDeleted: false,
    ...fields,
  }));
}
