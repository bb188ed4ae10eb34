/** The company whose customers these are: its people in Salesforce and Zendesk. */
import type { ActingUser } from './DemoWorld.ts';
import { daysAgo, salesforceTime, zendeskTime } from './records/dates.ts';
import type { WorldBuilder } from './records/WorldBuilder.ts';

/** Zendesk's administrators have their addresses here: that is how an audit knows whose company it works for. */
export const COMPANY_DOMAIN = 'lumenstack.example';

const ACTING_USERS = [
  { name: 'Maya Lindqvist', role: 'seller', title: 'Account Executive', permissionSet: 'Linkproof_Seller' },
  { name: 'Tomas Okafor', role: 'operator', title: 'Customer Operations', permissionSet: 'Linkproof_Operator' },
  { name: 'Priya Raman', role: 'admin', title: 'Salesforce Administrator', permissionSet: 'Linkproof_Admin' },
] as const;

/** Another administrator, without whom nothing that exposes people can be approved. */
const APPROVER = { name: 'Dana Whitfield', role: 'approver', title: 'Data Steward' } as const;

/** They sell, and see what sellers see. */
const OTHER_SELLERS = ['Jonas Weber', 'Carla Moreno', 'Yusuf Demir', 'Hannah Osei', 'Pavel Novotny', 'Erin Gallagher'];

/** They administer Zendesk and answer no tickets. */
const ZENDESK_ADMINISTRATORS = ['Renata Fischer', 'Owen Tran'];

const SUPPORT_AGENTS = ['Ines Duarte', 'Sam Whitlock', 'Kenji Mori', 'Amina Yusuf', 'Lukas Brandt', 'Noor Haddad'];

/** Adds the users of both systems; afterwards the world has owners for accounts and agents for tickets. */
export function addStaff(world: WorldBuilder): readonly ActingUser[] {
  const acting = ACTING_USERS.map(({ name, role, title, permissionSet }) => ({
    id: addSalesforceUser(world, name, title, permissionSet),
    name,
    role,
  }));
  const sellers = OTHER_SELLERS.map((name) => addSalesforceUser(world, name, 'Account Executive', 'Linkproof_Seller'));
  world.owners.push(...acting.filter(({ role }) => role === 'seller').map(({ id }) => id), ...sellers);
  world.agents.push(...SUPPORT_AGENTS.map((name) => addZendeskStaff(world, name, 'agent')));
  for (const name of ZENDESK_ADMINISTRATORS) addZendeskStaff(world, name, 'admin');
  // Last, so that everybody else's ids stay as they are.
  const { name, role, title } = APPROVER;
  return [...acting, { id: addSalesforceUser(world, name, title, 'Linkproof_Admin'), name, role }];
}

function addSalesforceUser(world: WorldBuilder, name: string, title: string, permissionSet: string): string {
  const id = world.ids.salesforce('005');
  const [firstName = '', lastName = ''] = name.split(' ');
  const email = addressOf(name);
  const times = {
    CreatedDate: salesforceTime(daysAgo(900)),
    LastModifiedDate: salesforceTime(daysAgo(40)),
    SystemModstamp: salesforceTime(daysAgo(40)),
  };
  world.add('salesforce/User', {
    Id: id,
    Username: email,
    FirstName: firstName,
    LastName: lastName,
    Name: name,
    Alias: firstName.slice(0, 8).toLowerCase(),
    Email: email,
    Title: title,
    IsActive: true,
    UserType: 'Standard',
    Profile: { Name: 'Standard User' },
    ...times,
  });
  world.add('salesforce/PermissionSetAssignment', {
    Id: world.ids.salesforce('0Pa'),
    AssigneeId: id,
    PermissionSet: { Name: permissionSet },
    SystemModstamp: times.SystemModstamp,
  });
  return id;
}

function addZendeskStaff(world: WorldBuilder, name: string, role: 'agent' | 'admin'): string {
  const id = world.ids.zendesk();
  world.add('zendesk/users', {
    id: Number(id),
    name,
    email: addressOf(name),
    role,
    active: true,
    suspended: false,
    verified: true,
    external_id: null,
    organization_id: null,
    created_at: zendeskTime(daysAgo(800)),
    updated_at: zendeskTime(daysAgo(30)),
  });
  return id;
}

function addressOf(name: string): string {
  return `${name.toLowerCase().replace(/ /g, '.')}@${COMPANY_DOMAIN}`;
}
