/** The exception queue in a real browser: worked over audits, and with ten thousand exceptions in it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { salesforceUpdates } from '../support/worlds/Edit.ts';
import { LINK_ADMIN, testId } from '../sandbox/salesforce/support/testWorld.ts';
import { OTHER_OPERATOR, QueueInstallation } from './support/QueueInstallation.ts';
import { QueuePage } from './support/QueuePage.ts';
import { TestWorkbench } from './support/TestWorkbench.ts';
import { NORTHWIND, ORGANIZATION_ID } from './support/workbenchWorld.ts';

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

afterEach(() => context.close());

describe('an operator who works the queue', () => {
  let installation: QueueInstallation;

  beforeAll(async () => {
    installation = await QueueInstallation.start();
    await installation.audit();
  }, 400_000);

  afterAll(() => installation.close());

  it('filters it, accepts one exception with a reason, and calls another resolved', async () => {
    await queue.open(installation.url);
    await queue.filter('Code', /^stored_id_malformed/);
    await queue.queue.getByText('Exceptions: 1', { exact: true }).waitFor();
    await queue.row('stored_id_malformed').getByRole('button').click();
    await queue.detail.getByText('What was found').waitFor();
    expect(await queue.detail.locator('.fact').innerText()).toBe("Stored id\n' OR Name != '");
    await queue.detail.getByRole('button', { name: 'Accept', exact: true }).click();
    await queue.dialog.getByRole('textbox', { name: 'Reason' }).fill('Known.');
    await queue.dialog.getByRole('button', { name: 'Accept' }).click();
    await queue.dialog.getByText('Give a reason of 10 characters or more; this one has 6.').waitFor();
    await queue.dialog.getByRole('textbox', { name: 'Reason' }).fill('An import that ends this year.');
    await queue.dialog.getByRole('button', { name: 'Accept' }).click();
    await queue.queue.getByText('Decided: 1.').waitFor();
    expect(await queue.row('stored_id_malformed').locator('.status').innerText()).toBe('Accepted');
    await queue.detail.getByText('An import that ends this year.').first().waitFor();

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

  it('sees what another operator decided a moment before, and decides on that', async () => {
    await queue.open(installation.url);
    await queue.ungroup();
    const row = queue.row('duplicate_external_id');
    await row.getByRole('button').click();
    await queue.detail.getByText('What was found').waitFor();

    const [found] = await installation.flows.exceptions({ code: 'duplicate_external_id', limit: 1 });
    const [faster] = await installation.flows.decide({
      action: { kind: 'assign', ownerId: OTHER_OPERATOR.id },
      exceptions: [{ fingerprint: found?.fingerprint ?? '', revision: null }],
      by: OTHER_OPERATOR.id,
    });
    expect(faster).toMatchObject({ outcome: 'done' });

    await queue.decide('Mark resolved', 'The older one was closed.');
    await queue.queue.getByText('Changed meanwhile: 1.').waitFor();
    expect(await row.locator('.status').innerText()).toBe('Assigned');
    expect(await row.innerText()).toContain('Somebody was faster: it is now “Assigned”.');
    expect(await row.innerText()).toContain(OTHER_OPERATOR.name);

    await queue.decide('Mark resolved', 'The older one was closed.');
    await queue.queue.getByText('Decided: 1.').waitFor();
    expect(await row.locator('.status').innerText()).toBe('Resolved');
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
      "The stored id now says “not an id either” instead of “' OR Name != '”.",
    ]);
    expect(await queue.detail.locator('.entry strong').allInnerTexts()).toEqual(['Reopened', 'Accept']);
    expect(complaints).toEqual([]);
  });

  it('walks it without a mouse, and hears what it is', async () => {
    await queue.open(installation.url);
    await queue.ungroup();
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);

    const first = queue.queue.locator('tbody .open').first();
    await first.focus();
    await page.keyboard.press('Enter');
    await queue.detail.getByText('What was found').waitFor();
    expect(await page.locator(':focus').innerText()).toBe(await first.innerText());
    expect(await page.locator(':focus').evaluate(({ className }) => className)).toContain('title');
    const withDetail = await page.evaluate<AxeResults>('axe.run()');
    expect(withDetail.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await queue.detail.getByRole('button', { name: 'Close' }).press('Enter');
    expect(await page.locator(':focus').evaluate(({ className }) => className)).toContain('open');
    expect(complaints).toEqual([]);
  });
});

describe('ten thousand open exceptions', () => {
  const OPEN = 10_000;
  let workbench: TestWorkbench;

  beforeAll(async () => {
    workbench = await TestWorkbench.start({
      Zendesk_Exception__c: Array.from({ length: OPEN }, (_, n) => exception(n)),
    });
  }, 400_000);

  afterAll(() => workbench.close());

  it('are looked at a page at a time: what is not asked for is not read', async () => {
    await context.addCookies([{ name: 'linkproof_workbench_user', value: LINK_ADMIN, url: workbench.url }]);
    await workbench.org.fetch('DELETE', '/__journal');
    await queue.open(workbench.url);
    await queue.queue.getByText(`Exceptions: ${OPEN}`, { exact: true }).waitFor();
    await queue.row('one_sided_link').first().waitFor();
    await queue.queue.getByRole('button', { name: 'Show more' }).click();
    await queue.queue.locator('tbody tr').nth(99).waitFor();
    expect(await queue.queue.locator('tbody tr').count()).toBe(100);

    const { body: journal } = await workbench.org.fetch('GET', '/__journal');
    const calls = (journal as JournalEntry[]).filter(({ path }) => path.includes('ZendeskExceptionQueueController'));
    expect(calls.map(({ path }) => path.split('/').at(-1)).sort()).toEqual([
      'getChoices',
      'getCounts',
      'getGroups',
      'getPage',
      'getPage',
    ]);
    const rows = calls
      .flatMap(({ operations }) => operations)
      .filter(({ object }) => object === 'Zendesk_Exception__c')
      .reduce((sum, { records }) => sum + records, 0);
    // Two pages and the row behind each; one count, one group, one owner.
    expect(rows).toBe(51 + 51 + 3);
    expect(complaints).toEqual([]);
  });

  function exception(n: number) {
    return {
      Id: testId('a02', n + 1),
      Name: `EX-${n}`,
      Fingerprint__c: `f${n}`,
      Revision__c: 1,
      Code__c: 'one_sided_link',
      Severity__c: 'medium',
      Status__c: 'new',
      Account__c: NORTHWIND,
      Meaning__c: `Only one of the two systems says so (${n}).`,
      OwnerId: LINK_ADMIN,
      Opened_At__c: new Date(Date.UTC(2026, 10, 1) + n * 1_000).toISOString(),
      Audited_Org_Id__c: ORGANIZATION_ID,
    };
  }
});

interface JournalEntry {
  readonly path: string;
  readonly operations: readonly { readonly object: string | null; readonly records: number }[];
}
