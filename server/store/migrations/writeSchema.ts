/** `npm run schema`: writes `server/store/schema.sql` from the migrations. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PgliteDatabase } from '../database/PgliteDatabase.ts';
import { dumpSchema } from './dumpSchema.ts';
import { migrate } from './migrate.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-schema-'));
const database = await PgliteDatabase.open(path.join(folder, 'pglite'));
try {
  await migrate(database);
  await writeFile(fileURLToPath(new URL('../schema.sql', import.meta.url)), await dumpSchema(database));
} finally {
  await database.close();
  await rm(folder, { recursive: true });
}
