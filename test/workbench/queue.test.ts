/** The exception queue in a real browser: worked over audits, and with ten thousand exceptions in it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { salesforceUpdates } from '../support/worlds/Edit.ts';
import { OPERATOR, OTHER_OPERATOR, QueueInstallation } from './support/QueueInstallation.ts';
import { QueuePage } from './support/QueuePage.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Its stored id is no id; another one that is none either is other evidence of the same. */
const MALFORMED = '0015g00000Malf1AAB';

let browser: Browser;
let context: BrowserContext;
let page: Page;
let queue: QueuePage;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-US', timezoneId: 'UTC' });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
  queue = new QueuePage(page);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
});

afterEach(async () => { await page.screenshot({ path: '/tmp/queue-end.png' }); await context.close(); });

describe('an operator who works the queue', () => {
  let installation: QueueInstallation;

  beforeAll(async () => {
    installation = await QueueInstallation.start();
    await installation.audit();
  }, 400_000);

  afterAll(() => installation.close());

  const actAs = (id: string) =>
    context.addCookies([{ name: 'linkproof_workbench_user', value: id, url: installation.url }]);

  it('filters it, accepts one exception with a reason, and calls another resolved', async () => {
    await queue.open(installation.url);
    await queue.filter('Code', /^stored_id_malformed/);
    await queue.queue.getByText('Exceptions: 1', { exact: true }).waitFor();
    await queue.row('stored_id_malformed').getByRole('button').click();
    await queue.detail.getByText('What was found').waitFor();
    expect(await queue.detail.locator('.fact').innerText()).toBe("Stored id\n' OR Name != '");
    await page.screenshot({ path: '/tmp/queue1.png' });

    await queue.detail.getByRole('button', { name: 'Accept', exact: true }).click();
    await queue.dialog.getByRole('textbox', { name: 'Reason' }).fill('Known.');
    await queue.dialog.getByRole('button', { name: 'Accept' }).click();
    await queue.dialog.getByText('Give a reason of 10 characters or more; this one has 6.').waitFor();
    await page.screenshot({ path: '/tmp/queue2.png' });
    await queue.dialog.getByRole('textbox', { name: 'Reason' }).fill('An import that ends this year.');
    await queue.dialog.getByRole('button', { name: 'Accept' }).click();
    await queue.queue.getByText('Decided: 1.').waitFor();
    expect(await queue.row('stored_id_malformed').locator('.status').innerText()).toBe('Accepted');
    await queue.detail.getByText('An import that ends this year.').first().waitFor();
    await page.screenshot({ path: '/tmp/queue3.png' });

    await queue.queue.getByRole('button', { name: 'Clear the filters' }).click();
    await queue.ungroup();
    await queue.row('external_id_wrong_object').getByRole('button').click();
    await queue.decide('Mark resolved', 'The key was taken away.');
    await queue.queue.getByText('Decided: 1.').waitFor();
    expect(await queue.row('external_id_wrong_object').locator('.status').innerText()).toBe('Resolved');
    expect(complaints).toEqual([]);
  });

  it('is not asked again about what was accepted, and is told that the resolved one is still there', async () => {
    await installation.audit();
    await queue.open(installation.url);
    await queue.ungroup();

    const regressed = queue.row('external_id_wrong_object');
    expect(await regressed.locator('.status').innerText()).toBe('Regressed');
    expect(await regressed.innerText()).toContain('Came back: 1 ×');
    expect(await queue.row('stored_id_malformed').count()).toBe(0);
  });

  it('is told what changed when the evidence of the accepted one does', async () => {
    await installation.world.edit(
      salesforceUpdates('Account', MALFORMED, { Zendesk_Organization_Id__c: 'not an id either' }),
    );
    await installation.world.settle();
    await installation.audit();
    await queue.open(installation.url);
    await queue.ungroup();

    const reopened = queue.row('stored_id_malformed');
    expect(await reopened.locator('.status').innerText()).toBe('New');
    expect(await reopened.innerText()).toContain('Reopened');
    await reopened.getByRole('button').click();
    await queue.detail.getByText('Why it is open again').waitFor();
    expect(await queue.detail.locator('.reopened li').allInnerTexts()).toEqual([
      'Stored id now says “not an id either” instead of “\' OR Name != \'”.',
    ]);
    expect(await queue.detail.locator('.entry strong').allInnerTexts()).toEqual(['Reopened', 'Accept']);
    await page.screenshot({ path: '/tmp/queue4.png' });
    expect(complaints).toEqual([]);
  });
});
