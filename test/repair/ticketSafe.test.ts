/** A relink that takes its people along: at no moment has one of their open tickets no organization. */
import { RepairedWorld } from '../support/repairs/RepairedWorld.ts';
import { contradiction, newWorld, type Contradiction } from './pairs.ts';

let repaired: RepairedWorld;
let story: Contradiction;

beforeAll(async () => {
  const world = newWorld();
  story = contradiction(world);
  // What Zendesk does some time after a membership ends happens at once here: nothing may rest on its being late.
  repaired = await RepairedWorld.start(world.files, { zendesk: { membershipUnassignDelayMs: 0 } });
}, 60_000);

afterAll(() => repaired.close());

function organizationsOfOpenTickets(): readonly (string | null)[] {
  const { tickets } = repaired.world.zendesk.state;
  return story.openTicketIds.map((id) => {
    const organizationId =
      tickets.get(BigInt(id))?.organization_id ?? tickets.get(Number(id) as never)?.organization_id;
    return organizationId === undefined || organizationId === null ? null : String(organizationId);
  });
}

it('moves people and open tickets, and leaves no ticket without an organization, not for a moment', async () => {
  const before = repaired.snapshot();
  const seen: (readonly (string | null)[])[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    const response = await original(...request);
    seen.push(organizationsOfOpenTickets());
    return response;
  };
  let view;
  try {
    view = await repaired.carryOut({
      kind: 'relink',
      accountId: story.account.id,
      organizationId: story.right.id,
      people: 'move_and_leave',
    });
  } finally {
    globalThis.fetch = original;
  }

  expect(view.receipts.map(({ outcome, detail }) => [outcome, outcome === 'applied' ? '' : detail])).toEqual(
    view.receipts.map(() => ['applied', '']),
  );
  expect(view.state).toBe('applied');
  expect(seen.flat()).not.toContain(null);
  expect(organizationsOfOpenTickets()).toEqual(story.openTicketIds.map(() => story.right.id));
  const { memberships } = repaired.world.zendesk.state;
  for (const userId of story.userIds) {
    const of = memberships
      .in('list')
      .slice()
      .filter((row) => String(row.user_id) === userId);
    expect(of.map((row) => [String(row.organization_id), row['default']])).toEqual([[story.right.id, true]]);
  }

  const undone = await repaired.undo({ planId: view.plan.planId });
  expect(undone.state).toBe('applied');
  expect(repaired.snapshot()).toEqual(before);
}, 60_000);
