import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { AxeResults } from 'axe-core';
import { LINK_ADMIN } from '../sandbox/salesforce/support/testWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { run } from './support/ProductDouble.ts';
import { TestWorkbench } from './support/TestWorkbench.ts';
import { CONTOSO, FABRIKAM, HOSTILE, NEWCOMER, NORTHWIND } from './support/workbenchWorld.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HOUR_MS = 3_600_000;

let workbench: TestWorkbench;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the page complained about, and where it went beyond its own server. */
let complaints: string[];

beforeAll(async () => {
  [workbench, browser] = await Promise.all([TestWorkbench.start(), launchBrowser()]);
}, 300_000);

afterAll(async () => {
  await browser.close();
  await workbench.close();
});

beforeEach(async () => {
  workbench.org.sandbox.reset();
  await workbench.org.logIn();
  workbench.product.runs = [run('run-1', 'complete')];
  workbench.product.refusal = undefined;
  workbench.product.history = [];
  workbench.product.onRecheck = async () => undefined;
  context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-US', timezoneId: 'UTC' });
  context.setDefaultTimeout(30_000);
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(workbench.url)) complaints.push(`request to ${request.url()}`);
  });
});

afterEach(() => context.close());

async function open(path: string): Promise<void> {
  await page.goto(workbench.url + path);
  await page.locator('workbench-app').waitFor();
}

const openAccount = (accountId: string) => open(`/?account=${accountId}`);

async function actAsAdmin(): Promise<void> {
  await context.addCookies([{ name: 'linkproof_workbench_user', value: LINK_ADMIN, url: workbench.url }]);
}

const health = () => page.locator('c-zendesk-link-health');
const exceptions = () => page.locator('c-zendesk-exceptions');
const recheckButton = () => health().getByRole('button', { name: 'Re-check now' });
const evidence = () => health().getByRole('region', { name: 'Why this verdict' });

/** What an audit publishes about Contoso once the second organization has let go of the key. */
async function publishVerified(): Promise<void> {
  const key = `Zendesk_Link__c/Link_Key__c/acme:${CONTOSO}`;
  const { status } = await workbench.org.call('PATCH', `/sobjects/${key}`, {
    body: {
      Status__c: 'verified',
      Codes__c: null,
      Sentence__c: 'You may rely on these tickets: both systems name each other.',
      Exception_Summary__c: '[]',
    },
  });
  if (status !== 200) throw new Error(`publishing answered ${status}`);
}

/** What has the keyboard: its label or text; empty when nothing has. */
async function focused(): Promise<string> {
  const element = page.locator(':focus');
  if ((await element.count()) === 0) return '';
  const label = await element.getAttribute('id').then((id) => page.locator(`label[for="${id ?? ''}"]`));
  const text = (await label.count()) > 0 ? label : element;
  return (await text.innerText()).replace(/\s+/g, ' ').trim();
}

/** The page as somebody without a mouse walks it: what each press of Tab lands on, until it leaves the page. */
async function tabStops(): Promise<string[]> {
  const stops: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await focused();
    if (stop === '') return stops;
    stops.push(stop);
    if (stops.length > 100) throw new Error(`Tab never leaves the page: ${stops.slice(0, 12).join(' | ')}`);
  }
}

describe('the link health panel', () => {
  it('tells a seller in one sentence that he may rely on the data, and links to the organization', async () => {
    await openAccount(NORTHWIND);

    await health().getByText('You may rely on these tickets').waitFor();
    expect(await health().locator('c-linkproof-status-badge').innerText()).toBe('Verified');
    const organization = health().getByRole('link', { name: /Northwind Traders.*Open in Zendesk/s });
    expect(await organization.getAttribute('href')).toBe('https://acme.zendesk.com/agent/organizations/6164125400602');
    expect(await health().locator('.verdict-since').innerText()).toBe('Nov 3, 2026, 09:30 AM');
    expect(await evidence().count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shows an admin why, step by step, and who lost', async () => {
    await actAsAdmin();
    await openAccount(CONTOSO);

    await evidence().waitFor();
    expect(await evidence().locator('.step').allInnerTexts()).toEqual([
      expect.stringContaining('Names a record'),
      expect.stringContaining('Two organizations carry this account’s key: 7001 and 7002.'),
      expect.stringContaining('Testifies, never links'),
    ]);
    expect(await evidence().locator('.candidate').innerText()).toContain('Contoso (old portal)');
  });

  it('says that no audit has judged the account', async () => {
    await openAccount(NEWCOMER);

    await health().getByText('No verdict is stored for this account').waitFor();
    await exceptions().getByText('Nothing is open on this account.').waitFor();
  });

  it('takes its word back when the last complete audit is too old', async () => {
    workbench.org.advance(48 * HOUR_MS);
    try {
      await openAccount(NORTHWIND);

      await health().getByText('Do not rely on these tickets until').waitFor();
      expect(await health().locator('c-linkproof-status-badge').innerText()).toBe('Unknown');
      await health().getByText('the verdict was: Verified.').waitFor();
    } finally {
      workbench.org.advance(-48 * HOUR_MS);
    }
  });

  it('shows hostile text as text and follows no address that is none', async () => {
    await actAsAdmin();
    await openAccount(HOSTILE);

    await health().getByText('<script>window.hacked = 1</script>').waitFor();
    await health().getByText('<b>Evil</b>').waitFor();
    await evidence().getByText('The stored evidence could not be read.').waitFor();
    expect(await health().getByRole('link').count()).toBe(0);
    expect(await page.evaluate('"hacked" in window')).toBe(false);
    expect(complaints).toEqual([]);
  });
});

describe('Re-check now', () => {
  it('shows that it works, then the new verdict in every panel and in the list', async () => {
    const gate = new EventEmitter();
    const opened = once(gate, 'open');
    workbench.product.onRecheck = async () => {
      await opened;
      await publishVerified();
    };
    await openAccount(CONTOSO);
    await exceptions().getByText('1 open, 1 critical').waitFor();
    await recheckButton().focus();

    await page.keyboard.press('Enter');
    await health().getByRole('button', { name: 'Checking both systems…' }).waitFor();
    gate.emit('open');

    await health().getByText('The verdict was Contradicted and is Verified.').waitFor();
    await health().getByText('You may rely on these tickets').waitFor();
    await exceptions().getByText('Nothing is open on this account.').waitFor();
    const story = page.getByRole('link', { name: /Two organizations, one key/ });
    await story.getByText('Verified').waitFor();
    // The keyboard has not lost its place.
    expect(await focused()).toBe('Re-check now');
    expect(complaints).toEqual([]);
  });

  it('keeps the stored verdict while the backend is down, and says what to do beside it', async () => {
    workbench.product.refusal = { status: 503, code: 'store_unavailable', message: 'down' };
    await openAccount(CONTOSO);
    await recheckButton().click();

    const failure = health().getByRole('alert');
    await failure.getByText('The account could not be re-checked').waitFor();
    await failure.getByText('What you see is the stored verdict. Try again later.').waitFor();
    expect(await health().locator('.sentence').innerText()).toContain('Do not rely on these tickets');
    expect(await recheckButton().isEnabled()).toBe(true);
  });
});

describe('the history', () => {
  const section = () => health().getByRole('button', { name: 'History' });

  it('is opened by the keyboard, and tells a seller what the verdict was before', async () => {
    workbench.product.history = [
      {
        at: '2026-11-22T07:00:00.000Z',
        runId: 'run-2',
        status: 'contradicted',
        codes: ['duplicate_external_id'],
        organizationId: '7001',
        changes: ['Was verified, is now contradicted.', '<b>New</b>: duplicate_external_id.'],
      },
      { at: '2026-11-03T09:30:00.000Z', runId: 'run-1', status: 'verified', organizationId: '7001', changes: [] },
    ];
    await openAccount(CONTOSO);
    expect(await section().getAttribute('aria-expanded')).toBe('false');
    await section().focus();
    await page.keyboard.press('Enter');

    const entries = health().locator('c-zendesk-link-history ol > li');
    await entries.first().waitFor();
    expect(await entries.count()).toBe(2);
    const [newest = '', first = ''] = await entries.allInnerTexts();
    expect(newest).toMatch(/Nov 22, 2026[^]*Contradicted[^]*Organization 7001[^]*<b>New<\/b>: duplicate_external_id/);
    expect(first).toMatch(/Nov 3, 2026[^]*Verified[^]*First verdict on record/);
    expect(await section().getAttribute('aria-expanded')).toBe('true');
    expect(complaints).toEqual([]);
  });

  it('says that the server does not tell it, while the rest of the panel stands', async () => {
    workbench.product.refusal = { status: 503, code: 'source_unavailable', message: 'down' };
    await openAccount(NORTHWIND);
    await section().click();

    await health().getByText('Linkproof does not tell the history').waitFor();
    expect(await health().locator('.sentence').innerText()).toMatch(/rely/);
  });
});

describe('the exceptions panel', () => {
  it('says what is wrong, how bad it is and what to do', async () => {
    await openAccount(CONTOSO);

    await exceptions().getByText('Two or more Zendesk organizations carry the key of the same account.').waitFor();
    expect(await exceptions().locator('lightning-badge').innerText()).toBe('Critical');
    await exceptions().getByText('Decide which organization is the customer’s.').waitFor();
    await exceptions().getByText('7001, 7002').waitFor();
  });
});

describe('the account list', () => {
  it('tells stories, finds every account, and opens it without loading the page again', async () => {
    await open('/');
    await page.getByRole('link', { name: /A link that holds/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Northwind Traders' }).waitFor();
    expect(await page.title()).toBe('Northwind Traders | Linkproof workbench');
    expect(await page.locator('main:focus').count()).toBe(1);

    await page.getByLabel('Search accounts and stories').fill('fabri');
    await page.getByRole('link', { name: /Fabrikam/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Fabrikam' }).waitFor();
    expect(new URL(page.url()).searchParams.get('account')).toBe(FABRIKAM);

    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Northwind Traders' }).waitFor();
  });

  it('says that nothing matches', async () => {
    await open('/');
    await page.getByLabel('Search accounts and stories').fill('no such account');

    await page.getByText('Nothing matches').waitFor();
  });

  it('says that an address names no account', async () => {
    await openAccount('001000000000099AAA');

    await page.getByRole('alert').getByText('no account has the id 001000000000099AAA').waitFor();
  });
});

describe('seller and admin', () => {
  it('are switched by the keyboard, which stays where it was', async () => {
    await openAccount(CONTOSO);
    await health().getByText('Do not rely on these tickets').waitFor();
    await page.getByRole('button', { name: 'Admin' }).focus();
    await page.keyboard.press('Enter');

    await evidence().waitFor();
    await page.getByText('Acting as Ada Admin').waitFor();
    expect(await focused()).toBe('Admin');
  });
});

describe('audit runs', () => {
  it('are started by the keyboard and followed live to their end', async () => {
    await actAsAdmin();
    await open('/?page=runs');
    await page.getByRole('button', { name: 'Start a full audit' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'The audit under way' }).waitFor();
    while (workbench.product.followers === 0) await page.waitForTimeout(20);

    workbench.product.progress({
      stage: 'judge',
      done: 40,
      expected: 160,
      message: 'Judged 40 of 160 accounts',
      apiCalls: { salesforce: 5, zendesk: 9 },
      allowanceLeft: { salesforce: 0.995, zendesk: null },
    });
    await page.getByText('Judged 40 of 160 accounts').waitFor();
    await page.getByText('5 (99 % of the allowance left)').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    expect(await page.locator('[aria-current="step"]').innerText()).toContain('Judge');

    workbench.product.end('incomplete');
    await page.getByRole('region', { name: 'The audit under way' }).waitFor({ state: 'detached' });
    const [newest] = await page.getByRole('row').filter({ hasText: 'full' }).allInnerTexts();
    expect(newest).toContain('Incomplete');
    expect(newest).toContain('zendesk.organizations: 40 of 41 records were read.');
  });

  it('bring new verdicts onto an open account page when they end', async () => {
    workbench.product.runs = [run('run-2', 'running')];
    await openAccount(CONTOSO);
    await page.getByText('An audit is under way.').waitFor();
    await exceptions().getByText('1 open, 1 critical').waitFor();
    while (workbench.product.followers === 0) await page.waitForTimeout(20);

    await publishVerified();
    workbench.product.end();

    await health().getByText('You may rely on these tickets').waitFor();
    await exceptions().getByText('Nothing is open on this account.').waitFor();
    await page.getByText('An audit is under way.').waitFor({ state: 'detached' });
  });

  it('that are held say what would change, and what most of it has in common', async () => {
    workbench.product.runs = [run('run-9', 'held')];
    await open('/?page=runs');
    const held = page.locator('.hold');

    await held.waitFor();
    const text = (await held.innerText()).replace(/\s+/g, ' ');
    expect(text).toContain('120 verdicts would change; at most 50 may change at once.');
    expect(text).toContain('100 × one_sided_link Only one of the two systems');
    expect(text).toContain('Most of them share a cause: Changed by 005… on 2026-11-22 at 6 h UTC.');
    expect(text).toContain('To publish it: linkproof release run-9');
  });

  it('are not offered to a seller, who is told what they take', async () => {
    await open('/?page=runs');

    await page.getByText('Starting an audit takes the permission set Linkproof Operator').waitFor();
    expect(await page.getByRole('button', { name: 'Start a full audit' }).count()).toBe(0);
  });

  it('say why one cannot be started', async () => {
    await actAsAdmin();
    await open('/?page=runs');
    await page.getByRole('button', { name: 'Start a full audit' }).waitFor();
    workbench.product.refusal = { status: 409, code: 'run_in_progress', message: 'Another run is under way.' };
    await page.getByRole('button', { name: 'Start a full audit' }).click();

    await page.getByRole('alert').getByText('Another run is under way.').waitFor();
  });
});

describe('without a mouse', () => {
  it('begins with a way past the list', async () => {
    await openAccount(NORTHWIND);
    await health().getByText('You may rely on these tickets').waitFor();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');

    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Re-check now');
  });

  it('reaches every action of an account page, in the order of the page', async () => {
    await actAsAdmin();
    await openAccount(FABRIKAM);
    await health().getByText('There are no Zendesk tickets to rely on').waitFor();

    expect(await tabStops()).toEqual([
      'Skip to the content',
      'Seller',
      'Admin',
      'Approver',
      'Accounts',
      'Exception queue',
      'Audit runs',
      'Reports',
      'Search accounts and stories',
      expect.stringContaining('A link that holds'),
      expect.stringContaining('Two organizations, one key'),
      expect.stringContaining('Not audited yet'),
      'Relink',
      'Re-check now',
      'History',
      'Repairs',
      'Northwind Traders',
    ]);
  });
});

describe('accessibility', () => {
  async function violations(): Promise<string[]> {
    await page.evaluate(AXE);
    const results = await page.evaluate<AxeResults>('axe.run()');
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
  }

  it.each([
    ['a verified account', NORTHWIND, 'You may rely on these tickets'],
    ['a contradicted account', CONTOSO, 'Do not rely on these tickets'],
    ['an account that no audit has judged', NEWCOMER, 'No verdict is stored for this account'],
    ['an unlinked account', FABRIKAM, 'There are no Zendesk tickets to rely on'],
  ])('finds nothing on %s, as an admin sees it', async (_, accountId, sentence) => {
    await actAsAdmin();
    await openAccount(accountId);
    await health().getByText(sentence).waitFor();

    expect(await violations()).toEqual([]);
  });

  it('finds nothing while a re-check has failed', async () => {
    workbench.product.refusal = { status: 503, code: 'store_unavailable', message: 'down' };
    await openAccount(CONTOSO);
    await recheckButton().click();
    await health().getByRole('alert').waitFor();

    expect(await violations()).toEqual([]);
  });

  it('finds nothing on an open history, and where it could not be read', async () => {
    workbench.product.history = [
      { at: '2026-11-22T07:00:00.000Z', runId: 'run-2', status: 'review', changes: ['Was verified, is now review.'] },
      { at: '2026-11-20T07:00:00.000Z', runId: 'run-1', changes: [] },
    ];
    await openAccount(NORTHWIND);
    await health().getByRole('button', { name: 'History' }).click();
    await health().getByText('Was verified, is now review.').waitFor();
    expect(await violations()).toEqual([]);

    workbench.product.refusal = { status: 503, code: 'source_unavailable', message: 'down' };
    await openAccount(CONTOSO);
    await health().getByRole('button', { name: 'History' }).click();
    await health().getByRole('alert').waitFor();
    expect(await violations()).toEqual([]);
  });

  it('finds nothing on the start and while an audit runs', async () => {
    await actAsAdmin();
    await open('/');
    await page.getByRole('link', { name: /A link that holds/ }).waitFor();
    expect(await violations()).toEqual([]);

    workbench.product.runs = [run('run-3', 'running'), run('run-2', 'held'), run('run-1', 'incomplete')];
    await open('/?page=runs');
    await page.getByRole('region', { name: 'The audit under way' }).waitFor();
    expect(await violations()).toEqual([]);
  });
});

it.each([360, 800, 1920])('fits a window of %i pixels without scrolling sideways', async (width) => {
  await page.setViewportSize({ width, height: 800 });
  await actAsAdmin();
  for (const path of [`/?account=${CONTOSO}`, '/?page=runs']) {
    await open(path);
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
  }
});
