import { SqlMirrorStore } from '../../server/store/mirror/SqlMirrorStore.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';
import { accountRow, contactRow, EARLY, LATER, LATEST, organizationRow, ticketRow, userRow } from './samples.ts';

/** What the rules make of it is tested with them, in incremental.test.ts; here is what they do not ask for. */
describeOnBothEngines('The people', (engine) => {
  let mirror: SqlMirrorStore;

  beforeEach(async () => {
    await makeSchemas(engine());
    mirror = new SqlMirrorStore(engine().database);
  });

  it('come only where a rule may have something to say about them, with what the rules must know around', async () => {
    await mirror.keepAccounts(
      [accountRow('A', { parentId: 'P' }), accountRow('P', { parentId: 'Q' }), accountRow('B', { parentId: 'B' })],
      EARLY,
    );
    await mirror.keepOrganizations([organizationRow('1'), organizationRow('2', { sharedTickets: true })], EARLY);
    await mirror.keepContacts([contactRow('C', { accountId: 'A' }), contactRow('D', { accountId: 'A' })], EARLY);
    const key = (contactKey: string) => ({ contactKey, contactKeyForm: 'canonical' as const });
    await mirror.keepZendeskUsers([userRow('10', key('C')), userRow('11', key('D'))], EARLY);
    await mirror.replaceMemberships(
      ['10', '11'],
      [membership('1', '10', '1'), membership('2', '11', '1'), membership('3', '11', '2')],
      EARLY,
    );
    const links = [
      { accountId: 'A', organizationId: '1', inheritedFrom: null },
      { accountId: 'B', organizationId: '2', inheritedFrom: null },
    ];
    await mirror.keepLinks(links, null);

    const people = await mirror.people(null, true);
    expect(people.persons).toEqual([
      {
        userId: '11',
        foundBy: 'external_id',
        externalId: 'canonical',
        contacts: [{ contactId: 'D', accountId: 'A', relatedAccountIds: [] }],
        organizationIds: ['1', '2'],
        defaultOrganizationId: null,
      },
    ]);
    expect(people).toMatchObject({ links, ancestors: { A: ['P', 'Q'] }, ticketSharingOrganizationIds: ['2'] });
    expect(await mirror.people({ accountIds: ['B'], organizationIds: ['2'] }, true)).toEqual(people);
    expect((await mirror.people({ accountIds: ['P'], organizationIds: [] }, true)).persons).toEqual([]);

    await mirror.keepLinks([], { accountIds: ['B'], organizationIds: [] });
    expect((await mirror.people(null, false)).persons).toEqual([]);
  });

  it('of an account are the users whose contacts belong to it, wherever they are members', async () => {
    await mirror.keepAccounts([accountRow('A'), accountRow('B')], EARLY);
    await mirror.keepContacts(
      [
        contactRow('C', { accountId: 'A' }),
        contactRow('D', { accountId: 'B' }),
        contactRow('E', { accountId: 'A', emailHash: 'h' }),
        contactRow('F', { deleted: true, masterId: 'C' }),
      ],
      EARLY,
    );
    const key = (contactKey: string) => ({ contactKey, contactKeyForm: 'canonical' as const });
    await mirror.keepZendeskUsers(
      [
        userRow('10', { ...key('C'), defaultOrganizationId: '1' }),
        userRow('11', key('D')),
        userRow('12', { emailHash: 'h' }),
        userRow('13', key('F')),
        userRow('14', { ...key('C'), suspended: true }),
        userRow('15', { ...key('C'), role: 'agent' }),
      ],
      EARLY,
    );
    await mirror.keepMemberships([membership('1', '10', '1'), membership('2', '12', '2')], EARLY);

    const people = await mirror.peopleOf(['A']);
    expect(people.map(({ userId, foundBy }) => [userId, foundBy])).toEqual([
      ['10', 'external_id'],
      ['12', 'email'],
      ['13', 'external_id'],
    ]);
    expect(people[0]).toMatchObject({ organizationIds: ['1'], defaultOrganizationId: '1' });
    expect((await mirror.peopleOf(['A', 'B'])).map(({ userId }) => userId)).toEqual(['10', '11', '12', '13']);
    expect(await mirror.peopleOf([])).toEqual([]);
  });

  it('and tickets of an organization are counted as last read', async () => {
    await mirror.keepOrganizations([organizationRow('1'), organizationRow('2')], EARLY);
    await mirror.keepMemberships(
      [membership('1', '10', '1'), membership('2', '11', '1'), membership('3', '11', '9')],
      EARLY,
    );
    const ticket = (id: string, status: string) => ticketRow(id, { organizationId: '1', status });
    await mirror.keepTickets(
      [ticket('1', 'new'), ticket('2', 'solved'), ticket('3', 'closed'), ticket('4', 'deleted'), ticketRow('5')],
      EARLY,
    );

    expect(await mirror.organizationFigures(['1', '2', '9'])).toEqual(
      new Map([
        ['1', { members: 2, openTickets: 2, closedTickets: 1 }],
        ['2', { members: 0, openTickets: 1, closedTickets: 0 }],
      ]),
    );
  });

  it('have closed tickets, which are counted for each of their organizations', async () => {
    const ticket = (id: string, requesterId: string, organizationId: string | null, status: string) =>
      ticketRow(id, { requesterId, organizationId, status });
    await mirror.keepTickets(
      [
        ticket('1', '10', '1', 'closed'),
        ticket('2', '10', '1', 'closed'),
        ticket('3', '10', '2', 'closed'),
        ticket('4', '10', '1', 'solved'),
        ticket('5', '10', null, 'closed'),
        ticket('6', '11', '1', 'closed'),
      ],
      EARLY,
    );
    expect(await mirror.closedTicketsOf(['10', '12'])).toEqual(
      new Map([
        [
          '10',
          new Map([
            ['1', 2],
            ['2', 1],
          ]),
        ],
      ]),
    );
    expect(await mirror.closedTicketsOf([])).toEqual(new Map());
  });

  it('have lost the tickets that are still open and without an organization', async () => {
    await mirror.keepTickets(
      [
        ticketRow('1', { organizationId: null }),
        ticketRow('2', { organizationId: null }),
        ticketRow('3', { organizationId: '8' }),
        ticketRow('4', { organizationId: null, status: 'closed' }),
      ],
      EARLY,
    );
    await engine().database.exec(`
      insert into ledger.ticket_loss (ticket_id, organization_id, lost_at, lost, open_before)
      select id::text, '8', '${LATER}', 20, 40 from generate_series(1, 5) as id`);

    const loss = { organizationId: '8', lostAt: LATER, lost: 20, openBefore: 40, ticketIds: ['1', '2'] };
    expect((await mirror.people(null, false)).losses).toEqual([loss]);
    expect((await mirror.people({ accountIds: [], organizationIds: ['8'] }, false)).losses).toEqual([loss]);
    expect((await mirror.people({ accountIds: [], organizationIds: ['9'] }, false)).losses).toEqual([]);
  });

  it('settle with their contacts and memberships; who is gone does not', async () => {
    const modifiedAt = LATER;
    await mirror.keepAccounts([accountRow('A', { modifiedAt }), accountRow('B')], EARLY);
    await mirror.keepOrganizations(
      [organizationRow('1', { modifiedAt }), organizationRow('2', { state: 'gone', modifiedAt }), organizationRow('3')],
      EARLY,
    );
    await mirror.keepContacts([contactRow('C', { emailHash: 'h', modifiedAt })], EARLY);
    await mirror.keepZendeskUsers(
      [userRow('10', { modifiedAt }), userRow('11', { emailHash: 'h' }), userRow('12'), userRow('13')],
      EARLY,
    );
    await mirror.keepMemberships([{ ...membership('1', '12', '3'), modifiedAt }], EARLY);
    await mirror.keepTickets([ticketRow('1', { modifiedAt }), ticketRow('2')], EARLY);

    expect(await mirror.settling(LATER, LATER)).toEqual({
      accountIds: new Set(['A']),
      organizationIds: new Set(['1']),
      userIds: new Set(['10', '11', '12']),
      ticketIds: new Set(['1']),
    });
    expect((await mirror.settling(LATEST, LATEST)).userIds).toEqual(new Set());
  });
});

function membership(id: string, userId: string, organizationId: string) {
  return { id, userId, organizationId, isDefault: false, modifiedAt: EARLY };
}
