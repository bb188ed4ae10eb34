import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Explanation, VerdictLine } from '../../server/flows/Flows.ts';
import { buildDemoWorld } from '../../server/sandbox/demo/buildDemoWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { RepairPage } from '../workbench/support/RepairPage.ts';
import { freePort } from '../support/journey/freePort.ts';
import { linesOf } from '../support/journey/Journey.ts';
import { runCli, startCli, type CliProcess } from '../support/journey/runCli.ts';
import { verdictsById } from './smallWorld.ts';

/** The seed that `linkproof demo` tells its stories by. */
const SEED = 1;
const { stories } = buildDemoWorld(SEED);

/** The demo compiles the panels at its first start in a folder. */
const PATIENCE_MS = 300_000;

let folder: string;
let demo: CliProcess;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linkproof-demo-journey-'));
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  demo = startCli(['demo', '--port', String(port)], { cwd: folder });
  const ended = demo.finished.then(({ exitCode, stderr }) => {
    throw new Error(`the demo ended with ${exitCode}: ${stderr}`);
  });
  while (!(await isReady())) await Promise.race([ended, sleep(250)]);
}, PATIENCE_MS);

afterAll(async () => {
  await demo.stop();
  await rm(folder, { recursive: true });
});

async function isReady(): Promise<boolean> {
  const response = await fetch(`${address}/readyz`).catch(() => null);
  return response?.status === 200;
}

/** Everything that the stories expect of one kind of record, in the form of `verdictsById`. */
function expectedOf(subject: VerdictLine['subject']): Record<string, string> {
  return Object.fromEntries(
    stories.flatMap(({ accountId, expected: { account, otherAccounts, organizations } }) => {
      const own = account && accountId ? [{ id: accountId, ...account }] : [];
      const records = subject === 'account' ? [...own, ...otherAccounts] : organizations;
      return records.map(({ id, status, codes }) => [id, [status, ...codes].join(' ')]);
    }),
  );
}

describe('the demo, started without any credential', () => {
  it('gives every record of every story the verdict that the story tells, and nothing else a code', async () => {
    const { exitCode, stdout, stderr } = await runCli(['export', 'verdicts', '--format', 'ndjson'], {
      env: { LINKPROOF_DATA_DIR: path.join(folder, '.linkproof', 'demo') },
    });
    expect([exitCode, stderr]).toEqual([0, '']);
    const lines = linesOf<VerdictLine>(stdout);
    for (const subject of ['account', 'organization'] as const) {
      const found = verdictsById(lines, subject);
      const expected = expectedOf(subject);
      expect(Object.fromEntries(Object.keys(expected).map((id) => [id, found[id]]))).toEqual(expected);
      const rest = Object.entries(found).filter(([id]) => !(id in expected));
      expect(rest.filter(([, verdict]) => verdict.includes(' '))).toEqual([]);
    }
  }, 120_000);

  it('serves its page at the root', async () => {
    const response = await fetch(address);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    expect(await response.text()).toMatch(/<script/);
  });

  it('lists its stories with the verdict that Salesforce shows of each', async () => {
    const body = (await (await fetch(`${address}/workbench/stories`)).json()) as {
      stories: { accountId: string; account: { status: string | null } | null }[];
    };
    const shown = Object.fromEntries(
      body.stories.map(({ accountId, account }) => [accountId, account?.status ?? null]),
    );
    const expected = stories.flatMap(({ accountId, expected: { account } }) =>
      // An account out of scope has no row in Salesforce.
      accountId && account ? [[accountId, account.status === 'out_of_scope' ? null : account.status]] : [],
    );
    expect(shown).toEqual(Object.fromEntries(expected));
  });

  it('tells the panel, by Apex and the API, what the verdict of an account was', async () => {
    const { accountId = '', expected } = stories.find(({ slug }) => slug === 'owner-drifted') ?? {};
    const response = await fetch(`${address}/workbench/apex/ZendeskLinkController/getHistory`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
      body: JSON.stringify({ accountId }),
    });
    expect([response.status, await response.json()]).toEqual([
      200,
      [expect.objectContaining({ status: expected?.account?.status, organizationId: expected?.organizations[0]?.id })],
    ]);
  });

  it('serves the API’s document to everybody, and a verdict to nobody without a token', async () => {
    const document = (await (await fetch(`${address}/v1/openapi.json`)).json()) as { openapi: string };
    expect(document.openapi).toMatch(/^3\./);
    const link = await fetch(`${address}/v1/accounts/${stories[0]?.accountId}/link`);
    expect(link.status).toBe(401);
  });

  it('refuses to start a second time in the same folder', async () => {
    const { exitCode, stderr } = await runCli(['demo', '--port', '0'], { cwd: folder });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('demo');
  });
});

/** A contradicted customer: Salesforce points to one organization, another one carries its key. */
describe('a contradicted link, repaired on the page', () => {
  const story = stories.find(({ slug }) => slug === 'systems-disagree');
  const accountId = story?.accountId ?? '';
  const expected = story?.expected.account;

  /** What both systems say of the account's tie, field by field, and what the audit makes of it. */
  async function said(): Promise<unknown> {
    const { stdout } = await runCli(['explain', accountId, '--json'], {
      env: { LINKPROOF_DATA_DIR: path.join(folder, '.linkproof', 'demo') },
    });
    const { verdict, evidence } = JSON.parse(stdout) as Explanation;
    const { status, codes, organizationId, sentence } = verdict;
    return { status, codes, organizationId, sentence, evidence };
  }

  it('offers a seller nothing, and refuses what he asks for all the same', async () => {
    const response = await fetch(`${address}/workbench/apex/ZendeskRepairController/getPlans`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
      body: JSON.stringify({ accountId }),
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).toContain('do not have access');
  });

  it('is relinked with its people by an admin, turns green by a fresh audit, and is taken back to what it was', async () => {
    const before = await said();
    expect(before).toMatchObject({ status: 'contradicted', codes: expected?.codes });
    const browser = await launchBrowser();
    try {
      const page = await (
        await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-US' })
      ).newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(`${address}/?account=${accountId}`);
      await page.locator('c-zendesk-link-health c-linkproof-status-badge').waitFor();
      const repair = new RepairPage(page);
      expect(await repair.relinkButton.count()).toBe(0);
      await page
        .getByRole('group', { name: /^Acting as/ })
        .getByRole('button', { name: /^Priya|^Admin/ })
        .click();
      await repair.relinkButton.waitFor();

      await repair.compareWith('Calloway Print &', /Calloway Print & Packaging/);
      await repair.button(/^Link to Calloway Print & Packaging/).click();
      await repair.preview('The packaging people confirmed it by phone.', /^become members of this one/);
      expect(await repair.consequence('gain').innerText()).toBe('nobody');
      expect(await repair.approveAndApply()).toBe('Every change was made, and reading it back shows it.');
      await repair.close();
      await page.locator('c-zendesk-link-health').getByText('The verdict was Contradicted and is Verified.').waitFor();
      expect(await said()).toMatchObject({ status: 'verified', codes: [] });

      await (await repair.repairs()).getByRole('button', { name: 'Undo' }).first().click();
      await repair.preview('It was the wrong customer after all.');
      expect(await repair.approveAndApply()).toBe('Every change was made, and reading it back shows it.');
      await repair.close();
      await page.locator('c-zendesk-link-health').getByText('Contradicted').first().waitFor();
      expect(await said()).toEqual(before);
    } finally {
      await browser.close();
    }
  }, 180_000);
});
