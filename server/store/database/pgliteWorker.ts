/** The thread that PGlite lives in: a query blocks its event loop, and the server's must stay free. */
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { INT8, parseTimestamp, TIMESTAMPTZ } from './encoding.ts';
import { makePgliteFolder } from './pgliteFolder.ts';
import type { PgliteReply, PgliteRequest } from './pgliteMessages.ts';

const port = parentPort;
if (port === null)
  throw new Error('pgliteWorker.ts was loaded outside a worker thread; open a PgliteDatabase instead.');

/** A gigabyte of write-ahead log, the default, is many times the size of most ledgers. */
const SPARE_DISK = ['-c', 'max_wal_size=128MB', '-c', 'wal_level=minimal', '-c', 'max_wal_senders=0'];

let database: PGlite | null = null;

port.on('message', (request: PgliteRequest) => {
  answer(request).then(
    (rows) => port.postMessage({ id: request.id, ok: true, rows } satisfies PgliteReply),
    (error: unknown) => port.postMessage({ id: request.id, ok: false, error: failureOf(error) } satisfies PgliteReply),
  );
});

async function answer(request: PgliteRequest): Promise<readonly object[]> {
  if (request.verb === 'open') {
    await makePgliteFolder(request.folder);
    database = await PGlite.create(request.folder, {
      startParams: [...PGlite.defaultStartParams, ...SPARE_DISK],
      parsers: { [INT8]: (text: string) => text, [TIMESTAMPTZ]: parseTimestamp },
    });
    await database.exec("set timezone to 'UTC'; set datestyle to 'ISO'");
    return [];
  }
  if (database === null) throw new Error('The database is not open.');
  switch (request.verb) {
    case 'query':
      return (await database.query<object>(request.text, [...request.parameters])).rows;
    case 'exec':
      await database.exec(request.text);
      return [];
    case 'copy':
      await database.query(`copy ${request.table} (${request.columns.join(', ')}) from '/dev/blob'`, [], {
        blob: new Blob([request.rows]),
      });
      return [];
    case 'close':
      await database.close();
      database = null;
      return [];
  }
}

function failureOf(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  const sqlState = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { message, sqlState };
}
