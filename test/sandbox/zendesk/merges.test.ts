import { closeAll, start } from './support.ts';

afterEach(closeAll);

const ULID = '01HPZM6206BF4G63783E5349AD';
const ROWS = {
  organizations: [
    { id: 1, name: 'Loser', external_id: 'L', domain_names: ['l.example'], notes: 'lost' },
    { id: 2, name: 'Winner', external_id: 'W', domain_names: ['w.example'] },
    { id: 3, name: 'Gone', deleted_at: '2025-01-01T00:00:00Z' },
  ],
  users: [
    { id: 10, name: 'Both', organization_id: 1 },
    { id: 11, name: 'Only' },
  ],
  organization_memberships: [
    { id: 100, user_id: 10, organization_id: 1 },
    { id: 101, user_id: 10, organization_id: 2 },
    { id: 102, user_id: 11, organization_id: 1, default: true },
  ],
  tickets: [
    { id: 1, requester_id: 11, organization_id: 1, status: 'open' },
    { id: 2, requester_id: 11, organization_id: 1, status: 'closed', archived: true },
  ],
  organization_merges: [
    { id: ULID, loser_id: 3, winner_id: 2, status: 'complete', url: 'https://x.example' },
    { loser_id: '44', winner_id: 2 },
  ],
};
const merge = (winner_id: unknown) => ({ organization_merge: { winner_id } });

describe('merging organizations', () => {
  it('goes from new over in_progress to complete, moves users, tickets and domains, and loses the rest', async () => {
    const sandbox = await start(ROWS);
    const started = await sandbox.post('organizations/1/merge', merge(2));
    expect(started.status).toBe(200);
    const { id } = started.body.organization_merge;
    expect(started.body.organization_merge).toEqual({
      id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      loser_id: 1,
      winner_id: 2,
      status: 'new',
      url: `${sandbox.url}/api/v2/organization_merges/${id}`,
    });
    const status = async () => (await sandbox.get(`organization_merges/${id}`)).body.organization_merge.status;
    sandbox.tick(200);
    expect(await status()).toBe('in_progress');
    expect((await sandbox.put('organizations/1', { organization: { notes: 'x' } })).status).toBe(422);
    sandbox.tick(1_000);
    expect(await status()).toBe('complete');
    expect((await sandbox.get('organizations/1')).status).toBe(404);
    expect((await sandbox.get('organizations/2')).body.organization).toMatchObject({
      external_id: 'W',
      notes: null,
      domain_names: ['w.example', 'l.example'],
    });
    expect((await sandbox.get('users/10/organization_memberships')).body.organization_memberships).toMatchObject([
      { id: 101, default: true },
    ]);
    expect((await sandbox.get('users/11')).body.user.organization_id).toBe(2);
    expect((await sandbox.get('tickets/1')).body.ticket.organization_id).toBe(2);
    expect((await sandbox.get('tickets/2')).body.ticket.organization_id).toBe(2);
  });

  it("an organization's merges are listed for winner and loser, also for a loser that is gone or not even in the world", async () => {
    const sandbox = await start(ROWS);
    const ofGone = (await sandbox.get('organizations/3/merges.json')).body;
    expect(ofGone.organization_merges).toEqual([
      {
        id: ULID,
        loser_id: 3,
        winner_id: 2,
        status: 'complete',
        url: `${sandbox.url}/api/v2/organization_merges/${ULID}`,
      },
    ]);
    expect(ofGone.meta.has_more).toBe(false);
    const ofUnknown = (await sandbox.get('organizations/44/merges')).body.organization_merges;
    expect(ofUnknown).toMatchObject([{ loser_id: 44, winner_id: 2, status: 'complete' }]);
    expect((await sandbox.get('organizations/2/merges?page[size]=1')).body.meta.has_more).toBe(true);
    expect((await sandbox.get('organizations/1/merges')).body.organization_merges).toEqual([]);
    expect((await sandbox.get('organizations/77/merges')).status).toBe(404);
    expect((await sandbox.get(`organization_merges/${ULID}.json`)).body.organization_merge.loser_id).toBe(3);
    expect((await sandbox.get('organization_merges/01')).status).toBe(404);
  });

  it('pages through the merges of an organization by cursor', async () => {
    const sandbox = await start(ROWS);
    const first = (await sandbox.get('organizations/2/merges?page[size]=1')).body;
    const second = (await sandbox.get(first.links.next.replace(sandbox.url, ''))).body;
    const losers = [...first.organization_merges, ...second.organization_merges].map((row) => row.loser_id);
    expect(losers.sort()).toEqual([3, 44]);
  });

  it.each([[77], [3], [1], [undefined]])('into %s is refused', async (winner) => {
    const sandbox = await start(ROWS);
    expect((await sandbox.post('organizations/1/merge', merge(winner))).status).toBe(422);
  });

  it('of what is not there is 404', async () => {
    const sandbox = await start(ROWS);
    expect((await sandbox.post('organizations/3/merge', merge(2))).status).toBe(404);
  });
});
