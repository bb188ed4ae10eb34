import type { Row } from '../../../server/sandbox/world/World.ts';
import { numbered } from '../../sources/zendesk/support.ts';
import { change, closeAll, said, startZendesk, type ZendeskUnderTest } from './support.ts';

afterEach(() => closeAll());

const add = (userId: number, organizationId: number) =>
  change('add_membership', `${userId}:${organizationId}`, 'membership', 'member');
const remove = (userId: number, organizationId: number) =>
  change('remove_membership', `${userId}:${organizationId}`, 'membership', null, { before: 'member' });
const makeDefault = (userId: number, organizationId: number) =>
  change('make_default', String(userId), 'default_organization_id', String(organizationId));
const setUserKey = (userId: number, value: string) =>
  change('set_user_external_id', String(userId), 'external_id', value);

/** Users 1 to 5, each a member of organization 1 by default; organizations 1 to 3. */
const start = (options = {}) =>
  startZendesk(
    {
      organizations: numbered(3),
      users: numbered(5, (number) => ({
        role: 'end-user',
        active: true,
        organization_id: 1,
        external_id: `old-${number}`,
      })),
      organization_memberships: numbered(5, (number) => ({ user_id: number, organization_id: 1, default: true })),
    },
    options,
  );

/** The organizations of a user, the default one first. */
const organizationsOf = async (zendesk: ZendeskUnderTest, userId: number) => {
  const body = await zendesk.get(`users/${userId}/organization_memberships`);
  return (body.organization_memberships as Row[]).map(({ organization_id: id }) => id);
};

describe('a membership', () => {
  it('is added by one request, and stays beside the others', async () => {
    const zendesk = await start();
    expect(said(await zendesk.write([add(1, 2)]))).toEqual(['accepted']);
    expect(await organizationsOf(zendesk, 1)).toEqual([1, 2]);
    expect(await zendesk.writes()).toEqual(['POST /organization_memberships']);
  });

  it('that is there already is as good as added', async () => {
    const zendesk = await start();
    expect(said(await zendesk.write([add(1, 1)]))).toEqual(['accepted']);
  });

  it('is added for many by a job: who is a member already, and who is gone, is told apart from the others', async () => {
    const zendesk = await start();
    const outcomes = await zendesk.write([add(1, 2), add(2, 1), add(99, 2), add(3, 99), add(4, 3)]);
    expect(said(outcomes)).toEqual(['accepted', 'accepted', 'record_gone', 'record_gone', 'accepted']);
    expect(await zendesk.writes()).toEqual(['POST /organization_memberships/create_many']);
    expect(await organizationsOf(zendesk, 4)).toEqual([1, 3]);
  });

  it('of a second organization is refused where a user may have one only', async () => {
    const zendesk = await start({ oneOrganizationPlan: true });
    expect(said(await zendesk.write([add(1, 2)]))).toEqual(['one_organization_plan']);
    expect(said(await zendesk.write([add(1, 2), add(2, 2)]))).toEqual([
      'one_organization_plan',
      'one_organization_plan',
    ]);
  });

  it('is not known to be added when its job leaves it out, and no failure says whose it is', async () => {
    const zendesk = await start();
    const results = [{ action: 'create', id: 77, status: 'Created', success: true }];
    const body = { job_status: { id: 'V3-1', status: 'completed', results } };
    await zendesk.fault({ path: '/job_statuses/' }, { status: 200, body });
    expect(said(await zendesk.write([add(1, 2), add(2, 2)]))).toEqual(['unknown', 'unknown']);
  });

  it('is removed by user and organization, and one that is gone is as good as removed', async () => {
    const zendesk = await start();
    expect(said(await zendesk.write([remove(1, 1), remove(2, 1), remove(3, 2)]))).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect([await organizationsOf(zendesk, 1), await organizationsOf(zendesk, 3)]).toEqual([[], [1]]);
    expect((await zendesk.writes())[0]).toBe('DELETE /users/1/organizations/1');
  });

  it('becomes the default of who has it, and of nobody else', async () => {
    const zendesk = await start();
    await zendesk.write([add(1, 2)]);
    expect(said(await zendesk.write([makeDefault(1, 2), makeDefault(2, 3)]))).toEqual(['accepted', 'record_gone']);
    expect([await organizationsOf(zendesk, 1), await organizationsOf(zendesk, 2)]).toEqual([[2, 1], [1]]);
  });
});

describe('a user’s external id', () => {
  it('is set by itself, or by a job for many', async () => {
    const zendesk = await start();
    expect(said(await zendesk.write([setUserKey(1, 'new-1')]))).toEqual(['accepted']);
    expect(said(await zendesk.write([setUserKey(2, 'new-2'), setUserKey(3, 'NEW-1'), setUserKey(4, 'new-4')]))).toEqual(
      ['accepted', 'not_unique', 'accepted'],
    );
    expect(await zendesk.writes()).toEqual(['PUT /users/1', 'PUT /users/update_many']);
    expect((await zendesk.get('users/4')).user).toMatchObject({ external_id: 'new-4', organization_id: 1 });
  });
});

describe('a ticket’s organization', () => {
  const STAMP = '2026-11-01T00:00:00Z';
  const move = (id: number, organizationId: number | null, stamp: string | null = STAMP) =>
    change('move_ticket', String(id), 'organization_id', organizationId === null ? null : String(organizationId), {
      stamp,
    });
  /** Tickets 1 to 4 of user 1, who is a member of organizations 1 and 2. The last is closed. */
  const startTickets = () =>
    startZendesk({
      organizations: numbered(3),
      users: numbered(1, () => ({ role: 'end-user', active: true, organization_id: 1 })),
      organization_memberships: numbered(2, (number) => ({
        user_id: 1,
        organization_id: number,
        default: number === 1 || null,
      })),
      tickets: numbered(4, (number) => ({
        requester_id: 1,
        organization_id: 1,
        status: number === 4 ? 'closed' : 'open',
        tags: ['vip'],
        subject: 'Help',
      })),
    });

  it('is set with the tag by which administrators keep it out of triggers, and nothing else is', async () => {
    const zendesk = await startTickets();
    expect(said(await zendesk.write([move(1, 2)]))).toEqual(['accepted']);
    expect((await zendesk.get('tickets/1')).ticket).toMatchObject({
      organization_id: 2,
      tags: ['vip', 'linkproof'],
      status: 'open',
      subject: 'Help',
    });
    expect(await zendesk.writes()).toEqual(['PUT /tickets/update_many']);
  });

  it('may be none', async () => {
    const zendesk = await startTickets();
    expect(said(await zendesk.write([move(1, null)]))).toEqual(['accepted']);
    expect((await zendesk.get('tickets/1')).ticket).toMatchObject({ organization_id: null });
  });

  it('stays where somebody has changed the ticket since, where it is closed, and where the requester is no member', async () => {
    const zendesk = await startTickets();
    const outcomes = await zendesk.write([
      move(1, 2, '2026-10-31T00:00:00Z'),
      move(2, 3),
      move(3, 2),
      move(4, 2),
      move(9, 2),
    ]);
    expect(said(outcomes)).toEqual(['fact_changed', 'refused_by_system', 'accepted', 'ticket_closed', 'record_gone']);
    expect((await zendesk.get('tickets/1')).ticket).toMatchObject({ organization_id: 1, tags: ['vip'] });
  });

  it('is moved once, though nobody heard the job start', async () => {
    const zendesk = await startTickets();
    await zendesk.fault({ path: '/tickets/update_many' }, { afterWrite: 'closeSocket' });
    expect(said(await zendesk.write([move(1, 2), move(2, 2)]))).toEqual(['unknown', 'unknown']);
    zendesk.clock.advance(60_000);
    expect((await zendesk.get('tickets/2')).ticket).toMatchObject({ organization_id: 2 });
    expect(await zendesk.writes()).toHaveLength(1);
  });
});
