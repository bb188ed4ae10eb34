import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SettingsError } from '../errors.ts';

const KEY = /^[0-9a-f]{64}$/;

/**
 * The key of the e-mail hashes: 256 bits in hexadecimal, made at the first use and kept in the data folder, mode 0600.
 * With another key no hash in the mirror would match any more.
 *
 * @throws SettingsError when the file holds anything else
 */
export async function readHashKey(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'email-hash.key');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    // wx: a process that starts at the same moment must not replace a key that is in use.
    await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = await readFile(file, 'utf8');
  if (KEY.test(key)) return key;
  throw new SettingsError(
    `Found something else than a key in ${file}, expected 64 hexadecimal digits. Restore the file, or set LINKPROOF_HASH_KEY; with another key than before, run \`linkproof audit --full\`.`,
  );
}
