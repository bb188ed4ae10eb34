/** Whatever a plan relied on and has changed since its approval blocks its group whole, and no other. */
import type { Plan, PlanGroup } from '../../server/core/plans/Plan.ts';
import type { PlanFact } from '../../server/core/plans/facts.ts';
import { addUser } from '../../server/sandbox/demo/records/addUser.ts';
import { RepairedWorld } from '../support/repairs/RepairedWorld.ts';
import {
  salesforceDeletes,
  salesforceUpdates,
  zendeskCreates,
  zendeskDeletes,
  zendeskUpdates,
  type Edit,
} from '../support/worlds/Edit.ts';
import { contradiction, newWorld, oneSidedPairs, type Contradiction, type OneSided } from './pairs.ts';

let repaired: RepairedWorld;
let story: Contradiction;
let others: readonly OneSided[];
/** A user who has no part in it. */
let stranger: string;

beforeAll(async () => {
  const world = newWorld();
  story = contradiction(world, 'Calloway Print', 1);
  others = oneSidedPairs(world, 2);
  const passing = world.pair('Passing By');
  stranger = addUser(world, { firstName: 'Some', lastName: 'Body', email: 'some.body@passing-by.example' }, [
    passing.organization,
  ]);
  repaired = await RepairedWorld.start(world.files);
}, 60_000);

afterAll(() => repaired.close());

beforeEach(() => repaired.world.reset());

async function relink(): Promise<Plan> {
  return repaired.plan({
    kind: 'relink',
    accountId: story.account.id,
    organizationId: story.right.id,
    people: 'move_and_leave',
  });
}

/** Somebody else's edit after which the fact no longer holds. */
function editAgainst({ object, id, field, value }: PlanFact): Edit {
  const [bystander] = others as readonly [OneSided, OneSided];
  const stored = 'Zendesk_Organization_Id__c';
  const account = (fields: Edit['body']) => salesforceUpdates('Account', id, fields);
  const organization = (fields: Edit['body']) => zendeskUpdates('organizations', 'organization', id, fields);
  const user = (fields: Edit['body']) => zendeskUpdates('users', 'user', id, fields);
  const ticket = (fields: Edit['body']) => zendeskUpdates('tickets', 'ticket', id, fields);
  const join = (userId: string, organizationId: string, more = {}) =>
    zendeskCreates('organization_memberships', 'organization_membership', {
      user_id: Number(userId),
      organization_id: Number(organizationId),
      ...more,
    });
  switch (`${object}.${field}`) {
    case 'Account.state':
      return salesforceDeletes('Account', id);
    case 'Account.SystemModstamp':
      return account({ Website: 'https://touched.example' });
    case 'Account.ParentId':
      return account({ ParentId: bystander.account.id });
    case `Account.${stored}`:
    case 'Account.Zendesk__Zendesk_Organization_Id__c':
      return account({ [field]: '4711' });
    case 'Organization.state':
      return zendeskDeletes('organizations', 'organization', id);
    case 'Organization.updated_at':
      return organization({ notes: 'touched' });
    case 'Organization.name':
      return organization({ name: 'Another name' });
    case 'Organization.domain_names':
      return organization({ domain_names: ['another.example'] });
    case 'Organization.shared_tickets':
      return organization({ shared_tickets: value !== true });
    case 'Organization.external_id':
      return organization({ external_id: 'another-key' });
    case 'OrganizationKey.organization_ids': {
      const [holder] = value as readonly string[];
      const target = holder ?? bystander.organization.id;
      const key = holder === undefined ? id : 'another-key';
      return zendeskUpdates('organizations', 'organization', target, { external_id: key });
    }
    case 'Pointers.account_ids':
      return salesforceUpdates('Account', bystander.account.id, { [stored]: id });
    case 'Members.user_ids':
      return join(stranger, id);
    case 'User.state':
      return user({ suspended: true });
    case 'User.role':
      return user({ role: 'agent' });
    case 'User.external_id':
      return user({ external_id: 'another-id' });
    case 'User.organization_ids':
      return join(id, bystander.organization.id);
    case 'User.default_organization_id':
      return join(id, bystander.organization.id, { default: true });
    case 'OpenTickets.tickets':
      return zendeskCreates('tickets', 'ticket', {
        subject: 'Another',
        comment: { body: '…' },
        requester_id: Number(id),
      });
    case 'Ticket.status':
      return ticket({ status: 'solved' });
    case 'Ticket.requester_id':
      return ticket({ requester_id: Number(stranger) });
    case 'Ticket.organization_id':
      return ticket({ organization_id: null });
    case 'Ticket.updated_at':
      return ticket({ priority: 'urgent' });
    default:
      throw new Error(`No edit is known that falsifies ${object}.${field}: add one.`);
  }
}

it('writes nothing of a group of which any fact has changed, and names the field', async () => {
  const sample = await relink();
  const facts = sample.groups.flatMap(({ facts: relied }) => relied);
  expect(facts.length).toBeGreaterThan(20);
  for (const fact of facts) {
    repaired.world.reset();
    const plan = await relink();
    await repaired.approve(plan);
    expect({ fact, edit: await repaired.world.edit(editAgainst(fact)) }).toEqual({ fact, edit: 'done' });
    const before = repaired.snapshot();
    const view = await repaired.apply(plan);
    expect({ fact, outcomes: outcomesOf(view.receipts) }).toEqual({ fact, outcomes: ['blocked fact_changed'] });
    expect(view.receipts[0]?.detail).toContain(`${fact.object}.${fact.field} of ${fact.id}`);
    expect(repaired.snapshot()).toEqual(before);
  }
}, 120_000);

it('lets the other groups go on', async () => {
  const plan = await repaired.plan({ kind: 'exceptions', codes: null, fingerprints: null, accountIds: null });
  expect(plan.groups).toHaveLength(others.length);
  await repaired.approve(plan);
  const [first] = plan.groups as [PlanGroup];
  await repaired.world.edit(
    salesforceUpdates('Account', first.accountIds[0] ?? '', { Website: 'https://touched.example' }),
  );
  const view = await repaired.apply(plan);
  const outcomes = plan.groups.map(({ groupId }) =>
    outcomesOf(view.receipts.filter((receipt) => receipt.groupId === groupId)),
  );
  expect(outcomes).toEqual([['blocked fact_changed'], ...plan.groups.slice(1).map(() => ['applied null'])]);
  expect(view.state).toBe('partly_applied');
}, 60_000);

function outcomesOf(receipts: readonly { outcome: string; reason: string | null }[]): readonly string[] {
  return [...new Set(receipts.map(({ outcome, reason }) => `${outcome} ${String(reason)}`))];
}
