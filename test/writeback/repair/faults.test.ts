/** What goes wrong on the way to Zendesk, in the middle of a write or after it. */
import { numbered } from '../../sources/zendesk/support.ts';
import { change, closeAll, key, said, setKey, startZendesk, type ZendeskUnderTest } from './support.ts';

afterEach(() => closeAll());

const KEY = key(1);
const ONE = { method: 'PUT', path: '/organizations/1[.]json' };
const MANY = { method: 'PUT', path: '/organizations/update_many' };
const POLL = { method: 'GET', path: '/job_statuses/' };

const keyOf = async (zendesk: ZendeskUnderTest, id: number) =>
  ((await zendesk.get(`organizations/${id}`)).organization as { external_id: string | null }).external_id;

const start = (count = 1) => startZendesk({ organizations: numbered(count) });
const keys = (count: number) => Array.from({ length: count }, (_none, at) => setKey(String(at + 1), key(at + 1)));

describe('a write that Zendesk turns away', () => {
  it.each([
    ['429', { status: 429, headers: { 'Retry-After': '2' } }],
    ['429 that does not say when to come back', { status: 429 }],
    ['503 that says when to come back', { status: 503, headers: { 'Retry-After': '2' } }],
  ])('by a %s is sent again', async (_fault, fault) => {
    const zendesk = await start();
    await zendesk.fault(ONE, fault, 2);
    expect(said(await zendesk.write([setKey('1', KEY)]))).toEqual(['accepted']);
    expect(await keyOf(zendesk, 1)).toBe(KEY);
    expect(await zendesk.writes()).toHaveLength(3);
  });

  it('as too many jobs at a time is sent again', async () => {
    const zendesk = await start(2);
    await zendesk.fault(MANY, { status: 429, body: { error: 'TooManyJobs' } }, 2);
    expect(said(await zendesk.write(keys(2)))).toEqual(['accepted', 'accepted']);
  });

  it('since it is the sixth of a minute to one organization waits for the next minute', async () => {
    const zendesk = await start();
    for (let number = 1; number <= 6; number += 1) {
      expect(said(await zendesk.write([setKey('1', key(number))]))).toEqual(['accepted']);
    }
    expect(await keyOf(zendesk, 1)).toBe(key(6));
    expect(zendesk.clock.slept.length).toBeGreaterThan(0);
  });
});

describe('a write of which nobody knows whether it came through', () => {
  it.each([
    ['the connection is lost before it', { closeSocket: true }, null],
    ['the connection is lost after it', { afterWrite: 'closeSocket' }, KEY],
    ['a gateway answers for Zendesk', { status: 502, html: '<html></html>' }, null],
    ['Zendesk is unavailable and does not say how long', { status: 503 }, null],
    ['the answer is not Zendesk’s', { status: 200, html: '<html></html>' }, null],
  ])('since %s, is unknown and not sent again', async (_why, fault, after) => {
    const zendesk = await start();
    await zendesk.fault(ONE, fault);
    expect(said(await zendesk.write([setKey('1', KEY)]))).toEqual(['unknown']);
    expect(await zendesk.writes()).toEqual(['PUT /organizations/1']);
    expect(await keyOf(zendesk, 1)).toBe(after);
  });

  it('is unknown for every item of a job whose start was not heard of, which goes on all the same', async () => {
    const zendesk = await start(3);
    await zendesk.fault(MANY, { afterWrite: 'closeSocket' });
    expect(said(await zendesk.write(keys(3)))).toEqual(['unknown', 'unknown', 'unknown']);
    zendesk.clock.advance(60_000);
    expect(await keyOf(zendesk, 3)).toBe(key(3));
    expect(await zendesk.writes()).toEqual(['PUT /organizations/update_many']);
  });

  it('leaves the other hundreds alone', async () => {
    const zendesk = await start(150);
    await zendesk.fault(MANY, { closeSocket: true });
    const outcomes = said(await zendesk.write(keys(150)));
    expect([new Set(outcomes.slice(0, 100)), new Set(outcomes.slice(100))]).toEqual([
      new Set(['unknown']),
      new Set(['accepted']),
    ]);
  });

  it('keeps the rest from being sent, once three in a row got no answer', async () => {
    const zendesk = await start();
    await zendesk.fault({ method: 'DELETE', path: '/users/' }, { closeSocket: true }, 99);
    const removals = [1, 2, 3, 4, 5].map((user) => change('remove_membership', `${user}:1`, 'membership', null));
    const outcomes = await zendesk.write(removals);
    expect(said(outcomes)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'unknown']);
    expect(outcomes.at(-1)?.detail).toMatch(/^Not sent/);
    expect(await zendesk.writes()).toHaveLength(3);
  });
});

describe('a write that Zendesk refuses', () => {
  it('as a conflict tells that something has changed', async () => {
    const zendesk = await start();
    await zendesk.fault(ONE, { status: 409, body: { error: 'UpdateConflict' } });
    expect(said(await zendesk.write([setKey('1', KEY)]))).toEqual(['fact_changed']);
  });

  it('for a record that is gone says so', async () => {
    expect(said(await (await start()).write([setKey('9', KEY)]))).toEqual(['record_gone']);
  });

  it('for want of the scope has written nothing', async () => {
    const zendesk = await startZendesk({ organizations: numbered(2) }, {}, { scope: 'read' });
    expect(said(await zendesk.write([setKey('1', KEY)]))).toEqual(['permission']);
    expect(said(await zendesk.write(keys(2)))).toEqual(['permission', 'permission']);
    expect(await keyOf(zendesk, 1)).toBeNull();
  });

  it('for a key that another organization carries, whatever its case, names neither', async () => {
    const zendesk = await startZendesk({
      organizations: numbered(2, (number) => ({ external_id: number === 2 ? 'Taken-By-Two' : null })),
    });
    const [outcome] = await zendesk.write([setKey('1', 'taken-by-two')]);
    expect(outcome).toMatchObject({ result: 'refused', reason: 'not_unique' });
    expect(outcome?.detail).toBe('Zendesk: PUT /organizations/1 answered 422 (RecordInvalid, DuplicateValue).');
  });

  it.each([
    [400, 'refused_by_system'],
    [422, 'refused_by_system'],
    [403, 'permission'],
  ])('with %s for a cause of its own is %s', async (status, reason) => {
    const zendesk = await start();
    await zendesk.fault(ONE, { status, body: { error: 'SomethingElse', description: 'Somebody’s name' } });
    const [outcome] = await zendesk.write([setKey('1', KEY)]);
    expect(outcome).toMatchObject({ result: 'refused', reason });
    expect(outcome?.detail).toContain('SomethingElse');
    expect(outcome?.detail).not.toContain('Somebody');
  });
});

it('for records that no Zendesk id names is refused before it is sent', async () => {
  const zendesk = await start();
  const nonsense = ['1:2;3', 'x:1', '1'].map((record) => change('add_membership', record, 'membership', 'member'));
  expect(new Set(said(await zendesk.write(nonsense)))).toEqual(new Set(['refused_by_system']));
  expect(await zendesk.writes()).toEqual([]);
});

describe('an answer of success that warns of something ignored', () => {
  const nonsense = (id: string) => change('set_organization_field', id, 'no_such_field', 'x');

  it('is an alarm: nobody knows what was done', async () => {
    const [outcome] = await (await start()).write([nonsense('1')]);
    expect(outcome?.result).toBe('unknown');
    expect(outcome?.detail).toContain('ignored organization.no_such_field.');
  });

  it('is one for every item of a job', async () => {
    const outcomes = await (await start(2)).write([nonsense('1'), nonsense('2')]);
    expect(said(outcomes)).toEqual(['unknown', 'unknown']);
    expect(outcomes[1]?.detail).toContain('ignored organizations.no_such_field.');
  });
});

describe('a job', () => {
  it('that says completed is looked into, item by item', async () => {
    const zendesk = await startZendesk({
      organizations: numbered(5, (number) => ({ external_id: number === 5 ? key(2) : null })),
    });
    const outcomes = await zendesk.write([
      setKey('1', key(1)),
      setKey('2', key(2)),
      setKey('99', key(3)),
      setKey('4', key(4)),
    ]);
    expect(said(outcomes)).toEqual(['accepted', 'not_unique', 'record_gone', 'accepted']);
    expect([await keyOf(zendesk, 1), await keyOf(zendesk, 2), await keyOf(zendesk, 4)]).toEqual([key(1), null, key(4)]);
  });

  const ended = (results: unknown, status = 'completed') => ({
    status: 200,
    body: { job_status: { id: 'V3-1', status, results } },
  });
  const updated = (id: number) => ({ action: 'update', id, status: 'Updated', success: true });

  it.each<readonly [string, object, readonly string[]]>([
    ['leaves an item out', ended([updated(1), updated(3)]), ['accepted', 'unknown', 'accepted']],
    [
      'tells its results in another order',
      ended([updated(3), updated(1), updated(2)]),
      ['accepted', 'accepted', 'accepted'],
    ],
    [
      'tells of a failure by its index alone',
      ended([updated(1), updated(3), { index: 1, error: 'UpdateConflict' }]),
      ['accepted', 'fact_changed', 'accepted'],
    ],
    [
      'says of one item that it was done and that it was not',
      ended([updated(1), updated(2), updated(3), { id: 2, error: 'UpdateConflict' }]),
      ['accepted', 'fact_changed', 'accepted'],
    ],
    [
      'tells of a failure that nobody can place',
      ended([updated(1), updated(2), { error: 'UpdateConflict' }]),
      ['accepted', 'accepted', 'unknown'],
    ],
    [
      'has neither success nor error for an item',
      ended([updated(1), updated(2), { id: 3 }]),
      ['accepted', 'accepted', 'unknown'],
    ],
    ['has no results', ended(null), ['unknown', 'unknown', 'unknown']],
    ['failed on its way', ended([updated(1)], 'failed'), ['accepted', 'unknown', 'unknown']],
    ['was killed', ended(null, 'killed'), ['unknown', 'unknown', 'unknown']],
  ])('that %s is believed no further than it speaks', async (_what, fault, expected) => {
    const zendesk = await start(3);
    await zendesk.fault(POLL, fault);
    expect(said(await zendesk.write(keys(3)))).toEqual(expected);
  });

  it('that never ends is given up, and nothing is known of its items', async () => {
    const zendesk = await start(2);
    await zendesk.fault(POLL, ended(null, 'working'), 999);
    const outcomes = await zendesk.write(keys(2));
    expect(said(outcomes)).toEqual(['unknown', 'unknown']);
    expect(outcomes[0]?.detail).toContain('was still working after 5 minutes');
  });

  it('is asked for again after a poll that got no answer', async () => {
    const zendesk = await start(2);
    await zendesk.fault(POLL, { closeSocket: true });
    expect(said(await zendesk.write(keys(2)))).toEqual(['accepted', 'accepted']);
  });

  it('whose end cannot be read leaves its items unknown', async () => {
    const zendesk = await start(2);
    await zendesk.fault(POLL, { status: 502, html: '' }, 999);
    expect(said(await zendesk.write(keys(2)))).toEqual(['unknown', 'unknown']);
  });

  it('that was not given a number leaves its items unknown', async () => {
    const zendesk = await start(2);
    await zendesk.fault(MANY, { status: 200, body: {} });
    expect(said(await zendesk.write(keys(2)))).toEqual(['unknown', 'unknown']);
  });
});

it('stops where it is when it is told to', async () => {
  const zendesk = await start(2);
  const stop = new AbortController();
  const reason = new Error('enough');
  stop.abort(reason);
  await expect(zendesk.writer.write(keys(2), stop.signal)).rejects.toBe(reason);
  expect(await zendesk.writes()).toEqual([]);
});
