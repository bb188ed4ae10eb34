import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreLockedError, StoreUnavailableError } from '../errors.ts';
import { isRunning, thisProcess, type ProcessIdentity } from './processIdentity.ts';

/** Who holds a data folder, for a process that wants to use it through the owner's HTTP API. */
export interface FolderOwner {
  /** False: the process is gone, and the next `acquire` takes over. */
  readonly alive: boolean;
  readonly pid: number;
  /** Such as `http://127.0.0.1:4710`; null while the owner serves nothing. */
  readonly address: string | null;
  /** Proves to the owner's API that the caller may read this folder. */
  readonly token: string;
}

interface Entry extends ProcessIdentity {
  /** Names this one acquisition: two entries of one process differ. */
  readonly id: string;
  readonly address: string | null;
  readonly token: string;
}

/** A dead owner's lock is removed in microseconds; a process that does so for longer than 2 s hangs. */
const REAPING_TRIES = 80;
const REAPING_PAUSE = 25;

/**
 * The right to open the database of a data folder: PGlite takes no lock, and two processes on one folder destroy it.
 * It is a file that names the owner, mode 0600 since it holds the local token. A dead owner's lock is taken over, a
 * living one's never, however long it stays silent: a stopped process that wakes up must not find its folder shared.
 */
export class FolderLock {
  readonly token: string;
  readonly #file: string;
  #entry: Entry;

  /** Makes the folder where needed. StoreLockedError while another process holds it. */
  static async acquire(folder: string): Promise<FolderLock> {
    const file = lockFile(folder);
    const entry = newEntry();
    for (let tries = 0; ; tries += 1) {
      const holder = await attempt(folder, () => take(file, entry));
      if (holder === null) return new FolderLock(file, entry);
      if (holder.file === file) throw lockedBy(folder, file, holder.entry);
      // Somebody else is removing a dead owner's lock: his turn first.
      if (tries >= REAPING_TRIES) throw lockedBy(folder, holder.file, holder.entry);
      await sleep(REAPING_PAUSE);
    }
  }

  private constructor(file: string, entry: Entry) {
    this.#file = file;
    this.#entry = entry;
    this.token = entry.token;
  }

  /** Tells other processes where the owner's HTTP API answers; null: no longer. */
  async announce(address: string | null): Promise<void> {
    await this.#refuseForeign();
    this.#entry = { ...this.#entry, address };
    const draft = await writeDraft(this.#file, this.#entry);
    await rename(draft, this.#file);
  }

  /** Lets the folder go. A lock that is no longer ours is left alone. */
  async release(): Promise<void> {
    if ((await readEntry(this.#file))?.id === this.#entry.id) await rm(this.#file, { force: true });
  }

  async #refuseForeign(): Promise<void> {
    const found = await readEntry(this.#file);
    if (found?.id === this.#entry.id) return;
    throw new StoreLockedError(
      `${this.#file} is ${found === null ? 'gone' : `held by process ${found.pid}`}. Expected this process (${process.pid}) ` +
        'to hold it. Nobody but Linkproof may touch that file: stop every Linkproof process and start one again.',
    );
  }
}

/** Who holds the folder, dead or alive; null where nobody does. */
export async function readOwner(folder: string): Promise<FolderOwner | null> {
  const entry = await readEntry(lockFile(folder));
  if (entry === null) return null;
  return { alive: isRunning(entry), pid: entry.pid, address: entry.address, token: entry.token };
}

function lockFile(folder: string): string {
  return path.join(folder, 'owner.lock');
}

function newEntry(): Entry {
  return { ...thisProcess(), id: randomUUID(), address: null, token: randomBytes(32).toString('base64url') };
}

/**
 * Takes a lock file: null when taken, else the living process in the way, and the file it holds.
 *
 * Two processes that find a dead owner's lock must not both remove it: the slower one would remove the faster one's
 * new lock. So the right to remove one certain dead lock is a lock itself, of its own name, taken by this same
 * function; if its holder dies too, that one is removed in the same way. Stealing by age (a heartbeat) was rejected:
 * a process that was stopped for a while is not dead.
 */
async function take(file: string, entry: Entry): Promise<{ file: string; entry: Entry } | null> {
  for (;;) {
    if (await created(file, entry)) return null;
    const holder = await readEntry(file);
    if (holder === null) continue;
    if (isRunning(holder)) return { file, entry: holder };

    const reaping = `${file}.${holder.id.slice(0, 8)}`;
    const reaper = await take(reaping, { ...entry, id: randomUUID() });
    if (reaper !== null) return reaper;
    try {
      if ((await readEntry(file))?.id === holder.id) await rm(file);
    } finally {
      await rm(reaping);
    }
  }
}

/** Creates the file with its content in one step, as O_EXCL and a later write would not: readers never see half of it. */
async function created(file: string, entry: Entry): Promise<boolean> {
  const draft = await writeDraft(file, entry);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft);
  }
}

async function writeDraft(file: string, entry: Entry): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(entry)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

async function readEntry(file: string): Promise<Entry | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const entry = JSON.parse(text) as Entry;
    if (typeof entry.pid === 'number' && typeof entry.id === 'string') return entry;
  } catch {
    // Falls through: damaged is damaged, in whatever way.
  }
  throw new StoreLockedError(
    `${file} is damaged. Expected the JSON that names the owner of the folder. If no Linkproof process uses the folder, ` +
      'delete that file and start again.',
  );
}

async function attempt<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await work();
  } catch (error) {
    if (error instanceof StoreLockedError) throw error;
    throw new StoreUnavailableError(
      `The data folder ${folder} cannot hold its lock: ${(error as Error).message}. Expected a folder on a local disk ` +
        'that this user may write. Correct its rights, or let LINKPROOF_DATA_DIR name another one.',
      { cause: error },
    );
  }
}

function lockedBy(folder: string, file: string, holder: Entry): StoreLockedError {
  const elsewhere = holder.host !== thisProcess().host;
  const where = elsewhere ? ` on ${holder.host}` : '';
  const advice = elsewhere ? ` If that machine or container is gone, delete ${file}.` : '';
  return new StoreLockedError(
    `The data folder ${folder} is in use by process ${holder.pid}${where}. Expected it free: one process at a time may ` +
      `open it. Stop that process, wait for it, or let LINKPROOF_DATA_DIR name another folder.${advice}`,
  );
}
