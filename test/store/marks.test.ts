import type { RecordIds } from '../../server/store/Store.ts';
import { SqlMirrorStore } from '../../server/store/mirror/SqlMirrorStore.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';
import { accountRow, contactRow, EARLY, LATER, organizationRow, ticketRow, userRow } from './samples.ts';

const NOBODY: RecordIds = { accountIds: [], organizationIds: [] };
const name = (key: string) => ({ rung: 'name', key });
const domain = (key: string) => ({ rung: 'domain', key });

describeOnBothEngines('The marks', (engine) => {
  let mirror: SqlMirrorStore;

  beforeEach(async () => {
    await makeSchemas(engine());
    mirror = new SqlMirrorStore(engine().database);
  });

  it('are on everything until a new mirror was judged, and changes meanwhile need none of their own', async () => {
    await mirror.keepAccounts([accountRow('A')], EARLY);
    expect(await mirror.affected()).toEqual({ everything: true, ...NOBODY });
    await mirror.settleAffected(NOBODY);
    expect(await mirror.affected()).toEqual({ everything: false, ...NOBODY });
  });

  it('outlive the judging when they came after the marks were handed out, of everything or of some', async () => {
    await mirror.affected();
    await mirror.keepAccounts([accountRow('A')], EARLY);
    await mirror.settleAffected({ accountIds: [], organizationIds: ['7'] });
    expect(await mirror.affected()).toEqual({ everything: false, accountIds: ['A'], organizationIds: ['7'] });

    await mirror.keepAccounts([accountRow('A', { name: 'other' }), accountRow('B')], EARLY);
    await mirror.settleAffected(NOBODY);
    expect(await mirror.affected()).toEqual({ everything: false, accountIds: ['A', 'B'], organizationIds: [] });

    await mirror.keepZendeskUsers([userRow('10', { role: 'admin', emailDomain: 'own.example' })], EARLY);
    await mirror.settleAffected(NOBODY);
    expect((await mirror.affected()).everything).toBe(true);
  });

  it('are all settled by a whole read, whatever a run that died before had been handed', async () => {
    await settle();
    await mirror.affected();
    await mirror.markEverything();
    await mirror.keepAccounts([accountRow('A')], EARLY);
    await mirror.settleAffected(NOBODY);
    await marks(NOBODY);
  });

  it('can be set by hand', async () => {
    await settle();
    await mirror.markAffected({ accountIds: ['B', 'A'], organizationIds: ['2'] });
    await mirror.markAffected({ accountIds: ['A'], organizationIds: ['1'] });
    await marks({ accountIds: ['A', 'B'], organizationIds: ['1', '2'] });
  });

  it('leave alone what was read again as it was, and what only its version tells apart', async () => {
    await mirror.keepAccounts([accountRow('A')], EARLY);
    await mirror.keepTickets([ticketRow('1')], EARLY);
    await settle();

    await mirror.keepAccounts([accountRow('A', { modifiedAt: LATER, modifiedById: 'somebody' })], LATER);
    await mirror.keepTickets([ticketRow('1', { status: 'solved', modifiedAt: LATER })], LATER);
    await mirror.keepAccounts([accountRow('A', { name: 'an older name' })], LATER);
    await marks(NOBODY);
  });

  it('take in who shared a key before, and who shares a name or a domain now', async () => {
    await mirror.keepAccounts(
      [
        accountRow('A', { keys: [{ rung: 'stored_id', key: '1' }, name('acme')] }),
        accountRow('B', { keys: [{ rung: 'stored_id', key: '1' }] }),
        accountRow('C', { keys: [name('acme')] }),
        accountRow('D', { keys: [name('globex')] }),
        accountRow('E', { keys: [name('initech')] }),
      ],
      EARLY,
    );
    await mirror.keepOrganizations(
      [organizationRow('1'), organizationRow('2', { keys: [domain('a.example')] }), organizationRow('3', { keys: [] })],
      EARLY,
    );
    await settle();

    await mirror.keepAccounts([accountRow('A', { keys: [name('globex')] })], LATER);
    await marks({ accountIds: ['A', 'B', 'C', 'D'], organizationIds: ['1'] });

    await mirror.keepOrganizations([organizationRow('3', { keys: [domain('a.example')] })], LATER);
    await marks({ accountIds: [], organizationIds: ['2', '3'] });
  });

  it('do not follow a name that is on so many records that it says nothing, before or after', async () => {
    const crowd = Array.from({ length: 60 }, (_, index) => accountRow(`A${index}`, { keys: [name('acme')] }));
    await mirror.keepAccounts(crowd, EARLY);
    await settle();
    await mirror.keepAccounts([accountRow('new', { keys: [name('acme')] })], LATER);
    await marks({ accountIds: ['new'], organizationIds: [] });

    // From 60 carriers to 5: now it says something.
    const leaving = crowd.slice(5).map((row) => ({ ...row, keys: [] }));
    await mirror.keepAccounts([...leaving, accountRow('new', { keys: [] })], LATER);
    const { accountIds } = await mirror.affected();
    expect(accountIds).toEqual(expect.arrayContaining(crowd.map(({ id }) => id)));
  });

  it('take in the winner and the parent of before', async () => {
    await mirror.keepAccounts([accountRow('A', { state: 'merged', masterId: 'W', parentId: 'P' })], EARLY);
    await mirror.keepOrganizations([organizationRow('1', { state: 'merged', mergedInto: '2', keys: [] })], EARLY);
    await settle();
    await mirror.keepAccounts([accountRow('A')], LATER);
    await mirror.keepOrganizations([organizationRow('1', { keys: [] })], LATER);
    await marks({ accountIds: ['A', 'P', 'W'], organizationIds: ['1', '2'] });
  });

  it('take in whom a forgotten record was tied to', async () => {
    await mirror.keepAccounts([accountRow('A', { keys: [{ rung: 'stored_id', key: '1' }] })], EARLY);
    await mirror.keepOrganizations([organizationRow('1')], EARLY);
    await settle();
    await mirror.forget('salesforce.accounts', ['A', 'unknown']);
    await marks({ accountIds: ['A'], organizationIds: ['1'] });
    expect(await mirror.count('salesforce.accounts')).toBe(0);
  });

  it.each([
    ['his external id', { contactKey: 'C', contactKeyForm: 'canonical' as const }],
    ['15 characters of it', { contactKey: 'fold-c', contactKeyForm: 'fifteen' as const }],
    ['his address', { emailHash: 'h' }],
  ])('of a contact lie on both its accounts and on the organizations of the user that %s finds', async (_, user) => {
    const contact = contactRow('C', { accountId: 'A', fold: 'fold-c', emailHash: 'h' });
    await mirror.keepContacts([contact], EARLY);
    await mirror.keepZendeskUsers([userRow('10', user), userRow('11', { ...user, role: 'agent' })], EARLY);
    await mirror.replaceMemberships(['10', '11'], [membership('1', '10', '1'), membership('2', '11', '2')], EARLY);
    await settle();

    await mirror.keepContacts([{ ...contact, accountId: 'B' }], LATER);
    await marks({ accountIds: ['A', 'B'], organizationIds: ['1'] });
    await mirror.keepContacts([{ ...contact, accountId: 'B', emailHash: 'other' }], LATER);
    await marks({ accountIds: ['B'], organizationIds: ['1'] });
    await mirror.forget('salesforce.contacts', ['C']);
    await marks({ accountIds: ['B'], organizationIds: 'emailHash' in user ? [] : ['1'] });
  });

  it('of a contact merge lie on the accounts of loser and winner', async () => {
    await mirror.keepContacts([contactRow('C', { accountId: 'A' }), contactRow('W', { accountId: 'B' })], EARLY);
    await mirror.keepZendeskUsers([userRow('10', { contactKey: 'C', contactKeyForm: 'canonical' })], EARLY);
    await settle();
    const merged = contactRow('C', { accountId: 'A', deleted: true, masterId: 'W', modifiedAt: LATER });
    await mirror.keepContacts([merged], LATER);
    await marks({ accountIds: ['A', 'B'], organizationIds: [] });
    await mirror.keepContacts([contactRow('C', { accountId: 'A', modifiedAt: LATER })], LATER);
    await marks({ accountIds: ['A', 'B'], organizationIds: [] });
  });

  it('of an account that came to life lie on the organizations of its people', async () => {
    await mirror.keepContacts([contactRow('C', { accountId: 'A', emailHash: 'h' })], EARLY);
    await mirror.keepZendeskUsers([userRow('10', { emailHash: 'h' })], EARLY);
    await mirror.replaceMemberships(['10'], [membership('1', '10', '1')], EARLY);
    await mirror.keepAccounts([accountRow('A', { state: 'deleted' })], EARLY);
    await settle();
    await mirror.keepAccounts([accountRow('A')], LATER);
    await marks({ accountIds: ['A'], organizationIds: ['1'] });
    await mirror.keepAccounts([accountRow('A', { name: 'renamed' })], LATER);
    await marks({ accountIds: ['A'], organizationIds: [] });
  });

  it('of users, relations, memberships and tickets lie on the accounts and organizations of before and after', async () => {
    await mirror.keepContacts([contactRow('C', { accountId: 'A' }), contactRow('D', { accountId: 'B' })], EARLY);
    const user = userRow('10', { contactKey: 'C', contactKeyForm: 'canonical', defaultOrganizationId: '1' });
    await mirror.keepZendeskUsers([user], EARLY);
    await settle();

    await mirror.keepZendeskUsers([{ ...user, contactKey: 'D', defaultOrganizationId: '2' }], LATER);
    await marks({ accountIds: ['A', 'B'], organizationIds: ['1', '2'] });
    await mirror.keepZendeskUsers([{ ...user, contactKey: 'D', defaultOrganizationId: null, suspended: true }], LATER);
    await marks({ accountIds: ['B'], organizationIds: ['2'] });
    await mirror.keepZendeskUsers([{ ...user, defaultOrganizationId: null }], LATER);
    await settle();

    const relation = { id: 'R', accountId: 'E', contactId: 'C', direct: false, active: true, modifiedAt: EARLY };
    await mirror.keepAccountContactRelations([relation], EARLY);
    await marks({ accountIds: ['A', 'E'], organizationIds: [] });
    await mirror.keepAccountContactRelations([{ ...relation, id: 'S', accountId: 'F', direct: true }], EARLY);
    await marks(NOBODY);

    await mirror.keepMemberships([membership('1', '10', '5')], EARLY);
    await marks({ accountIds: ['A'], organizationIds: ['5'] });
    await mirror.replaceMemberships(['10'], [membership('2', '10', '6')], LATER);
    await marks({ accountIds: ['A'], organizationIds: ['5', '6'] });
    await mirror.replaceMemberships(['10'], [membership('2', '10', '6')], LATER);
    await marks(NOBODY);

    await mirror.keepTickets([ticketRow('1', { requesterId: '10', organizationId: '7' })], EARLY);
    await marks({ accountIds: ['A'], organizationIds: ['6', '7'] });
    await mirror.keepTickets([ticketRow('1', { requesterId: '99', organizationId: null })], EARLY);
    await marks({ accountIds: ['A'], organizationIds: ['6', '7'] });
  });

  it('of a ticket that has an organization again lie on the one that had lost it', async () => {
    await mirror.keepTickets([ticketRow('1', { organizationId: null })], EARLY);
    await engine().database.exec(`
      insert into ledger.ticket_loss (ticket_id, organization_id, lost_at, lost, open_before)
      values ('1', '8', '2026-01-01', 20, 20)`);
    await settle();
    await mirror.keepTickets([ticketRow('1', { organizationId: '9' })], LATER);
    await marks({ accountIds: [], organizationIds: ['8', '9'] });
  });

  it('are on everything when an administrator brings or takes a domain, and only then', async () => {
    const admin = userRow('10', { role: 'admin', emailDomain: 'own.example' });
    await settle();
    await mirror.keepZendeskUsers([admin], EARLY);
    expect((await mirror.affected()).everything).toBe(true);
    await settle();

    await mirror.keepZendeskUsers([{ ...admin, id: '11' }], EARLY);
    await mirror.keepZendeskUsers([{ ...admin, active: false }], LATER);
    expect((await mirror.affected()).everything).toBe(false);
    await mirror.forget('zendesk.users', ['11']);
    expect((await mirror.affected()).everything).toBe(true);
  });

  it('wait for nobody and miss nobody when a contact and a user of one address come at once', async () => {
    const other = new SqlMirrorStore(await engine().another());
    await settle();
    for (let turn = 0; turn < 5; turn += 1) {
      const emailHash = `h${turn}`;
      await mirror.keepMemberships([membership(`${turn}`, `${turn}`, `org${turn}`)], EARLY);
      await settle();
      await Promise.all([
        mirror.keepContacts([contactRow(`C${turn}`, { accountId: `A${turn}`, emailHash })], EARLY),
        other.keepZendeskUsers([userRow(`${turn}`, { emailHash })], EARLY),
      ]);
      await marks({ accountIds: [`A${turn}`], organizationIds: [`org${turn}`] });
    }
  });

  it('remember where each feed goes on', async () => {
    expect(await mirror.cursor('zendesk.tickets')).toBeNull();
    await mirror.keepCursor('zendesk.tickets', 'one');
    await mirror.keepCursor('zendesk.tickets', 'two');
    expect(await mirror.cursor('zendesk.tickets')).toBe('two');
    expect(await mirror.cursor('zendesk.users')).toBeNull();
    await mirror.dropCursor('zendesk.tickets');
    expect(await mirror.cursor('zendesk.tickets')).toBeNull();
  });

  async function settle(): Promise<void> {
    await mirror.affected();
    await mirror.settleAffected(NOBODY);
  }

  /** Expects these marks, and takes them for judged. */
  async function marks(expected: RecordIds): Promise<void> {
    expect(await mirror.affected()).toEqual({ everything: false, ...expected });
    await mirror.settleAffected(NOBODY);
  }
});

function membership(id: string, userId: string, organizationId: string) {
  return { id, userId, organizationId, isDefault: false, modifiedAt: EARLY };
}
