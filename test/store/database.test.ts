import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { StoreUnavailableError } from '../../server/errors.ts';
import { PostgresDatabase } from '../../server/store/database/PostgresDatabase.ts';
import { describeOnBothEngines } from './engines.ts';

const HOSTILE = [
  "Robert'); drop table mirror.account; --",
  'back\\slash \\N \\. \\t',
  'tab\there',
  'line\nbreak\r\nand return',
  '"quotes" and {braces}, commas',
  '👩‍👩‍👧 emoji, Ελληνικά, 漢字, עברית',
  '',
  ' ',
  'NULL',
  'x'.repeat(1_000_000),
];

describeOnBothEngines('The database', (engine) => {
  beforeEach(() =>
    engine().database.exec(
      'drop table if exists public.note; create table public.note (id int, text text, list text[])',
    ),
  );

  it('returns the same shapes whatever the engine', async () => {
    const rows = await engine().database.query(`
      select
        9007199254740993::int8 as "int8",
        7::int4 as "int4",
        1.5::float8 as "float8",
        true as "flag",
        null::text as "nothing",
        array['a', null, 'b"c']::text[] as "list",
        '{"b": 1, "a": [true]}'::json as "document",
        '2026-01-02 03:04:05.678901+05:30'::timestamptz as "moment"`);

    expect(rows).toEqual([
      {
        int8: '9007199254740993',
        int4: 7,
        float8: 1.5,
        flag: true,
        nothing: null,
        list: ['a', null, 'b"c'],
        document: { b: 1, a: [true] },
        moment: '2026-01-01T21:34:05.678Z',
      },
    ]);
  });

  it('returns any text as it was copied in, alone and in a list', async () => {
    await engine().database.transaction((transaction) =>
      transaction.copyIn(
        'public.note',
        ['id', 'text', 'list'],
        HOSTILE.map((text, index) => [index, text, [text, text]]),
      ),
    );

    const rows = await engine().database.query('select id, text, list from public.note order by id');
    expect(rows).toEqual(HOSTILE.map((text, id) => ({ id, text, list: [text, text] })));
  });

  it('returns any text as it was given as a parameter, alone and in a list', async () => {
    for (const text of HOSTILE) {
      const rows = await engine().database.query('select $1::text as text, $2::text[] as list', [text, [text, 'b']]);
      expect(rows).toEqual([{ text, list: [text, 'b'] }]);
    }
  });

  it('puts U+FFFD for what is no text in SQL: NUL and half a surrogate pair', async () => {
    const damaged = 'a\0b\ud800c';
    await engine().database.transaction((transaction) =>
      transaction.copyIn('public.note', ['id', 'text', 'list'], [[1, damaged, [damaged]]]),
    );

    const rows = await engine().database.query('select text, list from public.note where text = $1', [damaged]);
    expect(rows).toEqual([{ text: 'a\ufffdb\ufffdc', list: ['a\ufffdb\ufffdc'] }]);
  });

  it('copies in more than one message holds', async () => {
    const rows = Array.from({ length: 100_000 }, (_, id) => [id, `note ${id} ${'.'.repeat(50)}`, null] as const);
    await engine().database.transaction((transaction) =>
      transaction.copyIn('public.note', ['id', 'text', 'list'], rows),
    );

    const counted = await engine().database.query(
      'select count(*)::int as count, sum(id) as sum, count(distinct text)::int as texts from public.note',
    );
    expect(counted).toEqual([{ count: 100_000, sum: '4999950000', texts: 100_000 }]);
  });

  it('keeps nothing of a transaction that failed, and goes on', async () => {
    const { database } = engine();
    const failed = database.transaction(async (transaction) => {
      await transaction.copyIn('public.note', ['id'], [[1]]);
      await transaction.query('select 1 / 0');
    });
    await expect(failed).rejects.toThrow('division by zero');

    const refused = database.transaction(async (transaction) => {
      await transaction.query('insert into public.note (id) values (2)');
      throw new Error('changed my mind');
    });
    await expect(refused).rejects.toThrow('changed my mind');

    const broken = database.transaction((transaction) => transaction.copyIn('public.note', ['id'], [['not a number']]));
    await expect(broken).rejects.toThrow('not a number');

    expect(await database.query('select * from public.note')).toEqual([]);
  });

  it('does not mix transactions that run at the same time', async () => {
    const { database } = engine();
    await Promise.all(
      [1, 2, 3, 4].map((id) =>
        database
          .transaction(async (transaction) => {
            await transaction.query('insert into public.note (id) values ($1::int)', [id]);
            await transaction.query('select pg_sleep(0.02)');
            if (id % 2 === 0) throw new Error('rolled back');
          })
          .catch((error: Error) => expect(error.message).toBe('rolled back')),
      ),
    );
    expect(await database.query('select id from public.note order by id')).toEqual([{ id: 1 }, { id: 3 }]);
  });

  it('runs several statements at once without results', async () => {
    await engine().database.exec("insert into public.note (id) values (1); update public.note set text = 'x'");
    expect(await engine().database.query('select id, text from public.note')).toEqual([{ id: 1, text: 'x' }]);
  });
});

describe('A PostgreSQL that cannot be used', () => {
  it('is said with what was found, without the password', async () => {
    const port = await unusedPort();
    const opened = PostgresDatabase.open(`postgres://someone:secret-word@127.0.0.1:${port}/linkproof`);

    await expect(opened).rejects.toThrow(StoreUnavailableError);
    await expect(opened).rejects.toThrow(/127\.0\.0\.1:\d+\/linkproof \(user someone\).*ECONNREFUSED.*DATABASE_URL/);
    await expect(opened).rejects.not.toThrow('secret-word');
  });

  it('is said when something else answers on its port', async () => {
    const imposter = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
    await once(imposter, 'listening');
    const { port } = imposter.address() as AddressInfo;

    const opened = PostgresDatabase.open(`postgres://someone:secret-word@127.0.0.1:${port}/linkproof`);
    await expect(opened).rejects.toThrow(StoreUnavailableError);
    imposter.close();
  });

  it('is said when DATABASE_URL is no address, without repeating it', async () => {
    const opened = PostgresDatabase.open('postgres://someone:secret word@@:x/linkproof');
    await expect(opened).rejects.toThrow(StoreUnavailableError);
    await expect(opened).rejects.toThrow(/DATABASE_URL.*postgres:\/\/user:password@host/);
    const error = (await opened.catch((caught: unknown) => caught)) as Error;
    expect(`${error.stack} ${JSON.stringify(error.cause ?? null)}`).not.toContain('secret');
  });
});

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
