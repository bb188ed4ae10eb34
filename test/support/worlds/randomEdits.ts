/** Draws what people and integrations do to two systems over time, the careless things more often than is fair. */
import type { Random } from '../../../server/sandbox/demo/Random.ts';
import type { SalesforceSandbox } from '../../../server/sandbox/salesforce/startSalesforceSandbox.ts';
import type { ZendeskSandbox } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import * as edits from './Edit.ts';
import type { Edit } from './Edit.ts';

/** What is there to be edited, read off the running sandboxes before each draw. */
interface View {
  readonly random: Random;
  readonly accountIds: readonly string[];
  readonly deletedAccountIds: readonly string[];
  readonly contacts: readonly {
    readonly id: string;
    readonly accountId: string | null;
    readonly email: string | null;
  }[];
  readonly relationIds: readonly string[];
  readonly ownerIds: readonly string[];
  readonly organizations: readonly { readonly id: string; readonly key: string | null }[];
  readonly userIds: readonly string[];
  readonly memberships: readonly { readonly id: string; readonly userId: string; readonly organizationId: string }[];
  readonly ticketIds: readonly string[];
}

/** Null where the world has nothing of the kind. */
type Draw = (view: View) => Edit | null;

/** A draw, and how often it is taken compared with the others. */
const DRAWS: readonly (readonly [weight: number, draw: Draw])[] = [
  // Accounts.
  [
    2,
    ({ random }) =>
      edits.salesforceCreates('Account', { Name: `New ${random.between(1, 1e9)}`, Type: 'Customer - Direct' }),
  ],
  [5, (view) => onAccount(view, { Zendesk_Organization_Id__c: pointerText(view) })],
  [
    1,
    (view) => onAccount(view, { Zendesk__Zendesk_Organization_Id__c: view.random.pick([null, organizationId(view)]) }),
  ],
  [2, (view) => onAccount(view, { Type: view.random.pick(['Customer - Direct', 'Prospect', 'Other']) })],
  [1, (view) => onAccount(view, { ParentId: view.random.pick([null, accountId(view)]) })],
  [1, (view) => onAccount(view, { OwnerId: pick(view, view.ownerIds) })],
  [1, (view) => onAccount(view, { Name: `Renamed ${view.random.between(1, 1e9)}` })],
  [2, (view) => with1(accountId(view), (id) => edits.salesforceDeletes('Account', id))],
  [1, (view) => with1(pick(view, view.deletedAccountIds), (id) => edits.salesforceUndeletes('Account', id))],
  [2, (view) => with2(accountId(view), accountId(view), (one, two) => edits.salesforceMerges('Account', one, two))],
  // Contacts and their relations.
  [2, (view) => with1(accountId(view), (id) => newContact(view, id))],
  [3, (view) => onContact(view, { AccountId: accountId(view) })],
  [2, (view) => onContact(view, { Email: emailText(view) })],
  [1, (view) => with1(contactId(view), (id) => edits.salesforceDeletes('Contact', id))],
  [1, (view) => with2(contactId(view), contactId(view), (one, two) => edits.salesforceMerges('Contact', one, two))],
  [
    2,
    (view) =>
      with2(accountId(view), contactId(view), (AccountId, ContactId) =>
        edits.salesforceCreates('AccountContactRelation', { AccountId, ContactId }),
      ),
  ],
  [
    1,
    (view) =>
      with1(pick(view, view.relationIds), (id) => {
        const fields = { IsActive: view.random.chance(0.5) };
        return edits.salesforceUpdates('AccountContactRelation', id, fields);
      }),
  ],
  [1, (view) => with1(pick(view, view.relationIds), (id) => edits.salesforceDeletes('AccountContactRelation', id))],
  // Organizations.
  [2, (view) => edits.zendeskCreates('organizations', 'organization', newOrganization(view))],
  [4, (view) => onOrganization(view, { external_id: keyText(view) })],
  [3, damageKeyCase],
  [2, (view) => onOrganization(view, { domain_names: domainNames(view) })],
  [1, (view) => onOrganization(view, { shared_tickets: view.random.chance(0.5) })],
  [1, (view) => onOrganization(view, { organization_fields: { salesforce_owner_id: ownerText(view) } })],
  [2, (view) => with1(organizationId(view), (id) => edits.zendeskDeletes('organizations', 'organization', id))],
  [2, (view) => with2(organizationId(view), organizationId(view), edits.zendeskMerges)],
  // People and where they belong.
  [2, (view) => edits.zendeskCreates('users', 'user', newUser(view))],
  [2, (view) => onUser(view, { external_id: contactKeyText(view) })],
  [1, (view) => onUser(view, { suspended: view.random.chance(0.5) })],
  [1, (view) => onUser(view, { role: view.random.pick(['agent', 'end-user']) })],
  [1, (view) => with1(pick(view, view.userIds), (id) => edits.zendeskDeletes('users', 'user', id))],
  [4, newMembership],
  [3, (view) => with1(pick(view, view.memberships), ({ id }) => zendeskLeaves(id))],
  [2, (view) => with1(pick(view, view.memberships), ({ id, userId }) => edits.zendeskMakesDefault(userId, id))],
  // Tickets.
  [3, newTicket],
  [3, (view) => onTicket(view, { organization_id: view.random.pick([null, numberOf(organizationId(view))]) })],
  [2, (view) => onTicket(view, { status: view.random.pick(['open', 'pending', 'solved', 'closed']) })],
  [1, (view) => with1(pick(view, view.ticketIds), (id) => edits.zendeskDeletes('tickets', 'ticket', id))],
];

/** The next edit of a history. The same state of both sandboxes and of the dice draws the same one. */
export function drawEdit(
  random: Random,
  sandboxes: { readonly salesforce: SalesforceSandbox; readonly zendesk: ZendeskSandbox },
): Edit {
  const view = lookAt(random, sandboxes);
  const total = DRAWS.reduce((sum, [weight]) => sum + weight, 0);
  for (;;) {
    let left = random.next() * total;
    const chosen = DRAWS.find(([weight]) => (left -= weight) < 0);
    const edit = chosen?.[1](view) ?? null;
    if (edit !== null) return edit;
  }
}

function lookAt(random: Random, { salesforce: { engine }, zendesk: { state } }: Parameters<typeof drawEdit>[1]): View {
  const select = (soql: string) =>
    engine.query(soql, { actingUserId: engine.apiUserId, accessMode: 'system', includeDeleted: true }).records;
  const accounts = select('SELECT Id, IsDeleted, MasterRecordId FROM Account ORDER BY Id');
  const contacts = select('SELECT Id, AccountId, Email FROM Contact WHERE IsDeleted = false ORDER BY Id');
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const organizations = rowsOf(state.organizations).filter(({ deleted_at }) => deleted_at === undefined);
  return {
    random,
    accountIds: accounts.filter(({ IsDeleted }) => IsDeleted === false).map(({ Id }) => String(Id)),
    deletedAccountIds: accounts
      .filter(({ IsDeleted, MasterRecordId }) => IsDeleted === true && MasterRecordId === null)
      .map(({ Id }) => String(Id)),
    contacts: contacts.map(({ Id, AccountId, Email }) => ({
      id: String(Id),
      accountId: text(AccountId),
      email: text(Email),
    })),
    relationIds: select('SELECT Id FROM AccountContactRelation WHERE IsDeleted = false ORDER BY Id').map(({ Id }) =>
      String(Id),
    ),
    ownerIds: select('SELECT Id FROM User WHERE IsActive = true ORDER BY Id').map(({ Id }) => String(Id)),
    organizations: organizations.map(({ id, external_id }) => ({ id: String(id), key: text(external_id) })),
    userIds: rowsOf(state.users)
      .filter((user) => user.role !== 'admin' && user.active !== false)
      .map(({ id }) => String(id)),
    memberships: rowsOf(state.memberships).map(({ id, user_id, organization_id }) => ({
      id: String(id),
      userId: String(user_id),
      organizationId: String(organization_id),
    })),
    ticketIds: [...state.tickets.ids()].map(String),
  };
}

function rowsOf<Id, Row>(table: { ids(): Iterable<Id>; get(id: Id): Row | undefined }): Row[] {
  return [...table.ids()].flatMap((id) => table.get(id) ?? []);
}

// ---------------------------------------------------------------------------------------------- who and what

function pick<Item>({ random }: View, items: readonly Item[]): Item | null {
  return items.length === 0 ? null : random.pick(items);
}

function with1<Item>(item: Item | null, edit: (item: Item) => Edit): Edit | null {
  return item === null ? null : edit(item);
}

function with2(one: string | null, two: string | null, edit: (one: string, two: string) => Edit): Edit | null {
  return one === null || two === null || one === two ? null : edit(one, two);
}

const accountId = (view: View) => pick(view, view.accountIds);
const contactId = (view: View) => pick(view, view.contacts)?.id ?? null;
const organizationId = (view: View) => pick(view, view.organizations)?.id ?? null;
const numberOf = (id: string | null) => (id === null ? null : Number(id));

const onAccount = (view: View, fields: Edit['body']) =>
  with1(accountId(view), (id) => edits.salesforceUpdates('Account', id, fields));
const onContact = (view: View, fields: Edit['body']) =>
  with1(contactId(view), (id) => edits.salesforceUpdates('Contact', id, fields));
const onOrganization = (view: View, fields: Edit['body']) =>
  with1(organizationId(view), (id) => edits.zendeskUpdates('organizations', 'organization', id, fields));
const onUser = (view: View, fields: Edit['body']) =>
  with1(pick(view, view.userIds), (id) => edits.zendeskUpdates('users', 'user', id, fields));
const onTicket = (view: View, fields: Edit['body']) =>
  with1(pick(view, view.ticketIds), (id) => edits.zendeskUpdates('tickets', 'ticket', id, fields));
const zendeskLeaves = (id: string) => edits.zendeskDeletes('organization_memberships', 'organization_membership', id);

function newContact({ random }: View, AccountId: string): Edit {
  const LastName = `New${random.between(1, 1e9)}`;
  return edits.salesforceCreates('Contact', { AccountId, LastName, Email: `${LastName}@new.example`.toLowerCase() });
}

function newOrganization(view: View): Edit['body'] {
  const name = `New ${view.random.between(1, 1e9)}`;
  return { name, external_id: keyText(view), domain_names: domainNames(view) };
}

function newUser(view: View): Edit['body'] {
  const person = pick(view, view.contacts);
  const name = `New ${view.random.between(1, 1e9)}`;
  const email = view.random.chance(0.6) ? person?.email : `${name.replace(' ', '.')}@new.example`.toLowerCase();
  return {
    name,
    email,
    verified: view.random.chance(0.8),
    external_id: view.random.chance(0.4) ? (person?.id ?? null) : null,
    organization_id: view.random.chance(0.7) ? numberOf(organizationId(view)) : null,
  };
}

function newMembership(view: View): Edit | null {
  return with2(pick(view, view.userIds), organizationId(view), (userId, organization) =>
    edits.zendeskCreates('organization_memberships', 'organization_membership', {
      user_id: Number(userId),
      organization_id: Number(organization),
    }),
  );
}

/** Of a member, under one of his organizations; else Zendesk refuses it. */
function newTicket(view: View): Edit | null {
  return with1(pick(view, view.memberships), ({ userId, organizationId: organization }) =>
    edits.zendeskCreates('tickets', 'ticket', {
      subject: 'New',
      comment: { body: 'New' },
      requester_id: Number(userId),
      ...(view.random.chance(0.7) && { organization_id: Number(organization) }),
    }),
  );
}

// ---------------------------------------------------------------------------------------------- texts in fields

function pointerText(view: View): string | null {
  const { random } = view;
  return random.pick([
    null,
    organizationId(view),
    organizationId(view),
    '999999999',
    'see Zendesk',
    ` ${organizationId(view)} `,
  ]);
}

function keyText(view: View): string | null {
  const id = accountId(view);
  const deleted = pick(view, view.deletedAccountIds);
  return view.random.pick([null, id, id, id?.slice(0, 15) ?? null, deleted, 'CUST-1', contactId(view)]);
}

/** What a system without regard for case does to a key that is there. */
function damageKeyCase(view: View): Edit | null {
  const keyed = view.organizations.filter(({ key }) => key !== null);
  return with1(pick(view, keyed), ({ id, key }) => {
    const damaged = view.random.pick([key?.toLowerCase(), key?.toUpperCase(), key?.slice(0, 15), ` ${key}`]);
    return edits.zendeskUpdates('organizations', 'organization', id, { external_id: damaged });
  });
}

function contactKeyText(view: View): string | null {
  const id = contactId(view);
  return view.random.pick([null, id, id?.slice(0, 15) ?? null, id?.toLowerCase() ?? null, '00Q000000000001', 'CRM-7']);
}

/** Somebody else's address, sometimes. */
function emailText(view: View): string | null {
  const { random } = view;
  return random.pick([null, `moved.${random.between(1, 1e9)}@new.example`, pick(view, view.contacts)?.email ?? null]);
}

function domainNames({ random }: View): readonly string[] {
  return random.pick([
    [],
    ['gmail.com'],
    ['shared.example'],
    [`company-${random.between(1, 1e9)}.example`],
    ['a.shared.example'],
  ]);
}

function ownerText(view: View): string | null {
  const id = pick(view, view.ownerIds);
  return view.random.pick([null, id, id?.slice(0, 15) ?? null]);
}
