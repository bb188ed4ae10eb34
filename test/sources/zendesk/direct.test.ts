import { SourceUnavailableError } from '../../../server/errors.ts';
import { closeSources, numbered, startSource } from './support.ts';

afterEach(closeSources);

describe('organizations asked for by id', () => {
  it('come in requests of 100, and one that is not there is asked for twice', async () => {
    const { source, journal } = await startSource({ organizations: numbered(250) });
    const ids = [...Array.from({ length: 250 }, (_none, index) => String(index + 1)), '999'];
    const found = await source.organizationsById(ids);
    expect(found.map(({ id }) => id)).toEqual(ids.slice(0, 250));
    const asked = (await journal()).filter((request) => request.includes('show_many'));
    expect(asked).toHaveLength(4);
    expect(asked.at(-1)).toContain('ids=999');
  });

  it('that are deleted are absent', async () => {
    const organizations = [...numbered(1), { id: 2, name: 'gone', deleted_at: '2026-11-01T00:00:00Z' }];
    const { source } = await startSource({ organizations });
    expect((await source.organizationsById(['1', '2'])).map(({ id }) => id)).toEqual(['1']);
  });

  it('by what is no id are absent, and spoil no request', async () => {
    const { source } = await startSource({ organizations: numbered(1) });
    expect(await source.organizationsById(['1', 'x', '1,2', "'", ''])).toHaveLength(1);
  });

  it('whose answer was cut are asked for again', async () => {
    const { source, fault } = await startSource({ organizations: numbered(5) });
    await fault('show_many', 1, { truncate: 2 });
    expect(await source.organizationsById(['1', '2', '3', '4', '5'])).toHaveLength(5);
  });

  it('whose answer is cut again and again are an error, not absent', async () => {
    const { source, fault } = await startSource({ organizations: numbered(5) });
    await fault('show_many', 99, { truncate: 2 });
    await expect(source.organizationsById(['1', '2', '3', '4', '5'])).rejects.toThrow(SourceUnavailableError);
  });

  it('cost no call when there are none to ask for', async () => {
    const { source } = await startSource({});
    expect(await source.organizationsById([])).toEqual([]);
    expect(source.calls()).toBe(0);
  });
});

describe('organizations asked for by external id', () => {
  const KEYS = ['001A00000000001AAA', 'a b&c=d%', 'quoted "text"', 'x,y', 'ünïcode'];

  it('are found whatever characters it holds, commas included', async () => {
    const { source } = await startSource({
      organizations: numbered(5, (number) => ({ external_id: KEYS[number - 1] })),
    });
    const found = await source.organizationsByExternalId([...KEYS, 'unknown', '', ' ']);
    expect(found.map(({ external_id: key }) => key).sort()).toEqual([...KEYS].sort());
  });

  it('are found ignoring case, every duplicate of them', async () => {
    const organizations = numbered(2, (number) => ({ external_id: number === 1 ? 'KEY' : 'key' }));
    const { source } = await startSource({ organizations });
    expect(await source.organizationsByExternalId(['Key'])).toHaveLength(2);
  });

  it('are asked for in short enough requests', async () => {
    const long = Array.from({ length: 150 }, (_none, index) => `${'k'.repeat(240)}${index}`);
    const { source, journal } = await startSource({ organizations: numbered(1, () => ({ external_id: long[149] })) });
    expect(await source.organizationsByExternalId(long)).toHaveLength(1);
    for (const request of await journal()) expect(request.length).toBeLessThan(8_000);
  });
});

describe('where an organization was merged to', () => {
  const merge = (loser: number, winner: number, status = 'complete') => ({
    id: `01HPZM${loser}A${winner}`,
    loser_id: loser,
    winner_id: winner,
    status,
  });

  it.each([
    ['nothing when it was never merged', [], '1', null],
    ['the winner', [merge(1, 2)], '1', '2'],
    ['the end of a chain', [merge(1, 2), merge(2, 3), merge(3, 4)], '1', '4'],
    ['nothing while the merge is under way', [merge(1, 2, 'in_progress')], '1', null],
    ['nothing when the merge failed', [merge(1, 2, 'error')], '1', null],
    ['nothing of merges that it won', [merge(2, 1)], '1', null],
    ['nothing when merges lead back to one of their own', [merge(1, 2), merge(2, 1)], '1', null],
    ['nothing when nobody has heard of it', [], '777', null],
  ])('is %s', async (_answer, merges, id, expected) => {
    const { source } = await startSource({ organizations: numbered(4), organization_merges: merges });
    expect(await source.mergeWinnerOf(id)).toBe(expected);
  });
});

describe('the connected account', () => {
  it('is named by its default brand, whatever address it is reached at', async () => {
    const brands = [
      { id: 1, name: 'Other', subdomain: 'other-brand', default: false },
      { id: 2, name: 'Main', subdomain: 'acme', default: true },
    ];
    const { source } = await startSource({ brands });
    expect(await source.subdomain()).toBe('acme');
  });

  it('shows everything to an administrator', async () => {
    const { source } = await startSource({});
    expect(await source.rights()).toEqual({ complete: true, problem: null });
  });

  it('shows less to an agent, who is told so', async () => {
    const { source } = await startSource({}, { reader: { role: 'agent' } });
    const { complete, problem } = await source.rights();
    expect(complete).toBe(false);
    expect(problem).toContain('the role agent; only an administrator sees every record');
  });
});
