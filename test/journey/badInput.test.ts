import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderLock } from '../../server/store/FolderLock.ts';
import type { VerdictLine } from '../../server/flows/Flows.ts';
import { freePort, takenPort } from '../support/journey/freePort.ts';
import { Journey } from '../support/journey/Journey.ts';
import { writeWorld } from '../support/journey/writeWorld.ts';
import { SMALL_WORLD } from './smallWorld.ts';

let journey: Journey;
let scratch: string;
let before: readonly VerdictLine[];

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'linkproof-scratch-'));
  journey = await Journey.startOnServer(SMALL_WORLD);
  const { exitCode, stderr } = await journey.audit();
  if (exitCode !== 0) throw new Error(`the undisturbed audit ended with ${exitCode}: ${stderr}`);
  before = await journey.verdicts();
}, 120_000);

afterAll(async () => {
  await journey.close();
  await rm(scratch, { recursive: true });
});

/** A copy of the shipped contract in which a text is replaced. */
async function contractWith(text: string, instead: string): Promise<string> {
  const shipped = await readFile('config/contract.yml', 'utf8');
  if (!shipped.includes(text)) throw new Error(`the shipped contract does not hold ${text}`);
  const file = path.join(scratch, 'contract.yml');
  await writeFile(file, shipped.replace(text, instead));
  return file;
}

describe('a contract that cannot be read', () => {
  const lineOf = async (file: string, text: string): Promise<number> =>
    (await readFile(file, 'utf8')).split('\n').findIndex((line) => line.includes(text)) + 1;

  it('with an unknown field is refused by its line, and nothing is read', async () => {
    const LINKPROOF_CONTRACT = await contractWith('hierarchy: own', 'hierarchie: own');
    await journey.forgetJournals();
    const { exitCode, stdout, stderr } = await journey.cli(['audit', '--full', '--json'], { LINKPROOF_CONTRACT });
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('hierarchie');
    expect(stderr).toContain(String(await lineOf(LINKPROOF_CONTRACT, 'hierarchie: own')));
    expect(await journey.writes()).toEqual([]);
  });

  it('that is not there is refused by its path', async () => {
    const LINKPROOF_CONTRACT = path.join(scratch, 'nowhere.yml');
    const { exitCode, stderr } = await journey.cli(['audit', '--full'], { LINKPROOF_CONTRACT });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(LINKPROOF_CONTRACT);
  });
});

describe('a world folder that cannot be loaded', () => {
  const sandbox = (data: string) =>
    journey.cli(['sandbox', '--data', data, '--salesforce-port', '0', '--zendesk-port', '0']);

  it('with a broken line is refused by file and line', async () => {
    const folder = path.join(scratch, 'broken');
    await writeWorld(folder, { 'salesforce/Account': [{ Id: '001000000000001AAA' }] });
    const file = path.join(folder, 'salesforce', 'Account.ndjson');
    await writeFile(file, `${await readFile(file, 'utf8')}{"Id":\n`);
    const { exitCode, stderr } = await sandbox(folder);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${file}, line 2`);
    expect(stderr).not.toContain('fault in Linkproof');
  });

  it('with a Zendesk row without an id is refused by its file', async () => {
    const folder = path.join(scratch, 'without-id');
    await writeWorld(folder, { 'zendesk/organizations': [{ name: 'No id' }] });
    const { exitCode, stderr } = await sandbox(folder);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('zendesk/organizations.ndjson');
    expect(stderr).not.toContain('fault in Linkproof');
  });

  it('that is not there is refused by its path', async () => {
    const { exitCode, stderr } = await sandbox(path.join(scratch, 'nowhere'));
    expect(exitCode).toBe(1);
    expect(stderr).toContain(path.join(scratch, 'nowhere'));
  });
});

describe('credentials that are refused', () => {
  const cases = [
    ['Salesforce', { SALESFORCE_CLIENT_SECRET: 'wrong-salesforce-secret' }],
    ['Zendesk', { ZENDESK_CLIENT_SECRET: 'wrong-zendesk-secret' }],
  ] as const;

  it('end the audit with the name of the system, and lose no verdict', async () => {
    const [system, env] = cases[1];
    const { exitCode, stderr } = await journey.cli(['audit', '--full'], env);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(system);
    for (const secret of Object.values(env)) expect(stderr).not.toContain(secret);
    expect(await journey.verdicts()).toEqual(before);
  });

  it.each(cases)('by %s are what doctor finds wrong', async (system, env) => {
    const { exitCode, stdout } = await journey.cli(['doctor', '--json'], env);
    expect(exitCode).toBe(1);
    const { checks } = JSON.parse(stdout) as { checks: { name: string; ok: boolean }[] };
    const failed = checks.filter(({ ok }) => !ok).map(({ name }) => name);
    expect(failed).toContain(`${system.toLowerCase()} credentials`);
  });

  it('and are missing are asked for by the names of their variables', async () => {
    const { exitCode, stderr } = await journey.cli(['audit', '--full'], {
      ZENDESK_BASE_URL: '',
      SALESFORCE_CLIENT_ID: '',
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('ZENDESK_BASE_URL');
    expect(stderr).toContain('SALESFORCE_CLIENT_ID');
  });
});

describe('a system that is not there', () => {
  it('makes the audit incomplete, and loses no verdict', async () => {
    const { exitCode, document } = await journey.audit({ ZENDESK_BASE_URL: `http://127.0.0.1:${await freePort()}` });
    expect([exitCode, document.status]).toEqual([2, 'incomplete']);
    const now = await journey.verdicts();
    expect(now.map(({ status, lastKnown }) => lastKnown?.status ?? status)).toEqual(before.map(({ status }) => status));
  }, 180_000);
});

describe('a port that is taken', () => {
  it('is named by serve and by sandbox', async () => {
    const { server, port } = await takenPort();
    try {
      const serve = await journey.cli(['serve'], { PORT: String(port) });
      expect([serve.exitCode, serve.stderr]).toEqual([1, expect.stringContaining(String(port))]);
      const ports = ['--salesforce-port', '0', '--zendesk-port', String(port)];
      const sandbox = await journey.cli(['sandbox', '--data', SMALL_WORLD, ...ports]);
      expect([sandbox.exitCode, sandbox.stderr]).toEqual([1, expect.stringContaining(String(port))]);
      for (const { stderr } of [serve, sandbox]) expect(stderr).not.toContain('fault in Linkproof');
    } finally {
      server.close();
    }
  });
});

describe('a data folder that another process holds', () => {
  it('is not opened, and the process is named', async () => {
    const embedded = { DATABASE_URL: '' };
    const lock = await FolderLock.acquire(journey.dataDir);
    try {
      const { exitCode, stderr } = await journey.cli(['export', 'verdicts'], embedded);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(journey.dataDir);
      expect(stderr).toContain(String(process.pid));
    } finally {
      await lock.release();
    }
    expect((await journey.cli(['export', 'verdicts'], embedded)).exitCode).toBe(0);
  });
});

describe('ids that name nothing', () => {
  const UNKNOWN = '0015g00000Nobd1AAB';

  it('of an account are not audited', async () => {
    const { exitCode, stderr } = await journey.cli(['audit', '--account', UNKNOWN]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(UNKNOWN);
  });

  it('of an account or an organization are not explained', async () => {
    for (const id of [UNKNOWN, '360000009999']) {
      const { exitCode, stderr } = await journey.cli(['explain', id]);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(id);
    }
  });

  it('and are no ids at all are refused with what is expected', async () => {
    for (const id of ['0035g00000PersoAAD', "' OR ''='"]) {
      const { exitCode, stderr } = await journey.cli(['explain', id]);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(id);
      expect(stderr).toContain('001');
    }
  });
});

describe('a database that is down', () => {
  it('is named without its password', async () => {
    const DATABASE_URL = `postgres://linkproof:very-secret@127.0.0.1:${await freePort()}/linkproof`;
    const { exitCode, stderr } = await journey.cli(['audit', '--full'], { DATABASE_URL });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`127.0.0.1`);
    expect(stderr).not.toContain('very-secret');
    expect(stderr).not.toContain('fault in Linkproof');
  });
});
