import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { StoreLockedError, StoreUnavailableError } from '../../server/errors.ts';
import { FolderLock, readOwner } from '../../server/store/FolderLock.ts';
import { killHard, nextMessage, startChild } from './children/startChild.ts';

describe('The lock of a data folder', () => {
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'linkproof-lock-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await killHard(child);
    await rm(folder, { recursive: true });
  });

  it('keeps everybody else out until it is released', async () => {
    const lock = await FolderLock.acquire(folder);
    const second = FolderLock.acquire(folder);
    await expect(second).rejects.toThrow(StoreLockedError);
    await expect(second).rejects.toThrow(`${folder} is in use by process ${process.pid}`);

    await lock.release();
    await (await FolderLock.acquire(folder)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('makes the folder, for this user only', async () => {
    const inner = path.join(folder, 'made', 'here');
    const lock = await FolderLock.acquire(inner);
    expect((await stat(inner)).mode & 0o777).toBe(0o700);
    await lock.release();
  });

  it('tells who holds it, where they answer and the token, to this user only', async () => {
    expect(await readOwner(folder)).toBeNull();
    const lock = await FolderLock.acquire(folder);
    const owner = { alive: true, pid: process.pid, token: lock.token };
    expect(await readOwner(folder)).toEqual({ ...owner, address: null });

    await lock.announce('http://127.0.0.1:4711');
    expect(await readOwner(folder)).toEqual({ ...owner, address: 'http://127.0.0.1:4711' });
    expect(lock.token.length).toBeGreaterThanOrEqual(43);
    const [file] = await readdir(folder);
    expect((await stat(path.join(folder, file as string))).mode & 0o777).toBe(0o600);

    await lock.announce(null);
    expect(await readOwner(folder)).toEqual({ ...owner, address: null });
    await lock.release();
    expect(await readOwner(folder)).toBeNull();
  });

  it('is not taken from a living process, and is taken over from one that was killed', async () => {
    const child = await startTaker();
    expect(await take(child, folder)).toBe('taken');
    await expect(FolderLock.acquire(folder)).rejects.toThrow(StoreLockedError);
    expect(await readOwner(folder)).toMatchObject({ alive: true, pid: child.pid });

    await killHard(child);
    expect(await readOwner(folder)).toMatchObject({ alive: false, pid: child.pid });
    const lock = await FolderLock.acquire(folder);
    expect(await readOwner(folder)).toMatchObject({ alive: true, pid: process.pid });
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken over where the number of a dead owner now belongs to another process', async () => {
    await leaveLock(folder, { pid: process.ppid, startedAt: 'another time' });
    expect(await readOwner(folder)).toMatchObject({ alive: false });
    await (await FolderLock.acquire(folder)).release();
  });

  it('is taken over from a dead owner by one process only, however many try', async () => {
    const takers = await Promise.all([1, 2, 3].map(() => startTaker()));
    const dead = await killedPid();
    for (let round = 0; round < 20; round += 1) {
      const contested = path.join(folder, String(round));
      await mkdir(contested);
      await leaveLock(contested, { pid: dead });
      const answers = await Promise.all(takers.map((taker) => take(taker, contested)));
      expect(answers.sort()).toEqual(['StoreLockedError', 'StoreLockedError', 'taken']);
      expect(await readdir(contested)).toEqual(['owner.lock']);
    }
  });

  it('is taken over even where the process that was about to do so died at it', async () => {
    const dead = await killedPid();
    await leaveLock(folder, { pid: dead, id: 'aaaaaaaa-1' });
    await leaveLock(folder, { pid: dead, id: 'bbbbbbbb-2' }, 'owner.lock.aaaaaaaa');

    const lock = await FolderLock.acquire(folder);
    expect(await readdir(folder)).toEqual(['owner.lock']);
    await lock.release();
  });

  it('of another host is respected, and the message says which file to delete', async () => {
    await leaveLock(folder, { pid: 1, host: 'another-host' });
    const acquired = FolderLock.acquire(folder);
    await expect(acquired).rejects.toThrow(StoreLockedError);
    await expect(acquired).rejects.toThrow(`on another-host`);
    await expect(acquired).rejects.toThrow(path.join(folder, 'owner.lock'));
  });

  it('is not guessed at when its file is damaged', async () => {
    await writeFile(path.join(folder, 'owner.lock'), '{"pid":');
    await expect(FolderLock.acquire(folder)).rejects.toThrow(/damaged.*delete that file/s);
  });

  it('is left alone by an owner who lost it', async () => {
    const lock = await FolderLock.acquire(folder);
    await rm(path.join(folder, 'owner.lock'));
    const usurper = await FolderLock.acquire(folder);

    await expect(lock.announce('http://127.0.0.1:1')).rejects.toThrow(StoreLockedError);
    await lock.release();
    expect(await readOwner(folder)).toMatchObject({ alive: true, token: usurper.token });
    await usurper.release();
  });

  it('says when the folder cannot hold it', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const acquired = FolderLock.acquire(path.join(folder, 'file', 'inside'));
    await expect(acquired).rejects.toThrow(StoreUnavailableError);
    await expect(acquired).rejects.toThrow(/LINKPROOF_DATA_DIR/);
  });

  async function startTaker(): Promise<ChildProcess> {
    const child = startChild('lockTaker');
    children.push(child);
    expect(await nextMessage(child)).toBe('ready');
    return child;
  }

  async function killedPid(): Promise<number> {
    const child = await startTaker();
    await killHard(child);
    return child.pid as number;
  }

  async function take(child: ChildProcess, contested: string): Promise<unknown> {
    const answer = nextMessage(child);
    child.send(contested);
    return answer;
  }

  /** Leaves a lock as an earlier process would. */
  async function leaveLock(where: string, entry: object, file = 'owner.lock'): Promise<void> {
    const complete = { id: 'cccccccc-3', host: hostname(), startedAt: 'then', address: null, token: 't', ...entry };
    await writeFile(path.join(where, file), JSON.stringify(complete));
  }
});

/** A damaged entry must not pass for somebody else's. */
it('The lock file holds nothing but its entry', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-lock-'));
  const lock = await FolderLock.acquire(folder);
  const entry = JSON.parse(await readFile(path.join(folder, 'owner.lock'), 'utf8')) as object;
  expect(Object.keys(entry).sort()).toEqual(['address', 'host', 'id', 'pid', 'startedAt', 'token']);
  await lock.release();
  await rm(folder, { recursive: true });
});
