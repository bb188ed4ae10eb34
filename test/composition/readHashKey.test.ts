import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readHashKey } from '../../server/composition/readHashKey.ts';
import { SettingsError } from '../../server/errors.ts';

describe('readHashKey', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'linkproof-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes a key of 256 bits that only its owner may read, and keeps it', async () => {
    const data = path.join(folder, 'new', 'data');
    const key = await readHashKey(data);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(path.join(data, 'email-hash.key')).mode & 0o777).toBe(0o600);
    expect(await readHashKey(data)).toBe(key);
  });

  it('gives processes that start at once the same key', async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => readHashKey(folder)));
    expect(new Set(keys).size).toBe(1);
  });

  it('refuses a damaged file instead of hashing with another key from then on', async () => {
    writeFileSync(path.join(folder, 'email-hash.key'), 'oops');
    await expect(readHashKey(folder)).rejects.toThrow(SettingsError);
  });
});
