import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { AxeResults } from 'axe-core';
import { LINK_ADMIN, SELLER } from '../sandbox/salesforce/support/testWorld.ts';
import { launchBrowser } from '../support/browser.ts';
import { RepairDouble, receiptsOf } from './support/RepairDouble.ts';
import { RepairPage } from './support/RepairPage.ts';
import { CANDIDATES, COLLISION, FINGERPRINT, proposed, RELINK, relinkPlan } from './support/repairWorld.ts';
import { TestWorkbench } from './support/TestWorkbench.ts';
import { APPROVER, CONTOSO } from './support/workbenchWorld.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let workbench: TestWorkbench;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let repair: RepairPage;
let server: RepairDouble;
/** What the page complained about. */
let complaints: string[];

beforeAll(async () => {
  [workbench, browser] = await Promise.all([TestWorkbench.start(), launchBrowser()]);
}, 300_000);

afterAll(async () => {
  await browser.close();
  await workbench.close();
});

beforeEach(async () => {
  server = workbench.product.repair = new RepairDouble();
  server.organizations = CANDIDATES;
  server.comparison = RELINK;
  context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'en-US', timezoneId: 'UTC' });
  context.setDefaultTimeout(30_000);
  page = await context.newPage();
  repair = new RepairPage(page);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(() => context.close());

async function openAs(userId: string): Promise<void> {
  await context.addCookies([{ name: 'linkproof_workbench_user', value: userId, url: workbench.url }]);
  await page.goto(`${workbench.url}/?account=${CONTOSO}`);
  await page.locator('c-zendesk-link-health c-linkproof-status-badge').waitFor();
}

async function violations(): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
  );
}

/** What an audit publishes about Contoso once it is linked as asked. */
async function publishVerified(): Promise<void> {
  const { status } = await workbench.org.call('PATCH', `/sobjects/Zendesk_Link__c/Link_Key__c/acme:${CONTOSO}`, {
    body: {
      Status__c: 'verified',
      Codes__c: null,
      Sentence__c: 'You may rely on these tickets.',
      Exception_Summary__c: '[]',
    },
  });
  if (status !== 200) throw new Error(`publishing answered ${status}`);
}

it('offers a seller no repair', async () => {
  await openAs(SELLER);

  expect(await repair.relinkButton.count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Compare and decide' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Repairs' }).count()).toBe(0);
});

it('relinks an account: search, compare, preview, approve, progress, receipts, and the panel turns green', async () => {
  const plan = relinkPlan(LINK_ADMIN);
  server.view = proposed(plan);
  server.onApply = async () => {
    await publishVerified();
    const receipts = receiptsOf(plan, { outcome: 'applied', reason: null, detail: 'Reading it back shows it.' });
    return { state: 'applied', receipts };
  };
  await openAs(LINK_ADMIN);
  try {
    await repair.compareWith('contoso', 'Compare with Contoso (old portal)');
    expect(await repair.heading.innerText()).toBe('Compare both sides');
    expect(await violations()).toEqual([]);
    await repair.button('Link to Contoso (old portal)').click();
    await repair.preview('The old portal is closed.', /^become members of this one/);

    expect(await repair.changes()).toEqual([
      expect.stringMatching(/^Organization key ?7001.* 001000000000002AAA becomes \(empty\)/),
      expect.stringMatching(/^Account field.* 7001 becomes 7002/),
    ]);
    expect(await repair.consequence('gain').innerText()).toBe('nobody');
    expect(await repair.consequence('moved').innerText()).toBe('4: 3 open, 1 pending');
    await repair.plan.getByText('Ticket 8001 is closed').waitFor();
    // A trigger's name is text, whatever it holds.
    await repair.plan.getByText('Tell the <b>owner</b>').waitFor();
    expect(await violations()).toEqual([]);
    expect(server.written).toEqual([
      {
        path: '/plans',
        body: {
          request: { kind: 'relink', accountId: CONTOSO, organizationId: '7002', people: 'move' },
          reason: 'The old portal is closed.',
        },
      },
    ]);

    expect(await repair.approveAndApply()).toBe('Every change was made, and reading it back shows it.');
    expect(server.written.slice(1).map(({ path, body }) => [path, body])).toEqual([
      [`/plans/${plan.planId}/approve`, { hash: 'abc' }],
      [`/plans/${plan.planId}/apply`, {}],
    ]);
    expect(await violations()).toEqual([]);
    await repair.close();
    await page.locator('c-zendesk-link-health').getByText('The verdict was Contradicted and is Verified.').waitFor();
    await page.locator('c-zendesk-exceptions').getByText('Nothing is open on this account.').waitFor();
    expect(complaints).toEqual([]);
  } finally {
    workbench.org.sandbox.reset();
    await workbench.org.logIn();
  }
});

it('leaves to another admin what its proposer may not approve alone', async () => {
  server.view = proposed(relinkPlan(LINK_ADMIN, true), ['Two people gain sight of tickets.']);
  await openAs(LINK_ADMIN);
  await (await repair.repairs()).getByRole('button', { name: 'Open' }).click();
  await repair.dialog.getByText('somebody else who holds the permission set Linkproof Admin').waitFor();
  expect(await repair.button('Approve and apply').count()).toBe(0);
  expect(await repair.consequence('gain').innerText()).toContain('2: 9001, 9002');
  expect(await violations()).toEqual([]);

  await openAs(APPROVER);
  await page.getByText('Acting as Abel Approver').waitFor();
  await (await repair.repairs()).getByRole('button', { name: 'Open' }).click();
  await repair.plan.waitFor();
  expect(await repair.plan.locator('.proposed-by').innerText()).toBe('LinkAdmin');
  expect(await repair.approveAndApply()).toBe('Every change was made, and reading it back shows it.');
});

it('decides a collision by the keyboard, and gives the focus back', async () => {
  server.comparison = COLLISION;
  await openAs(LINK_ADMIN);
  const door = page.getByRole('button', { name: 'Compare and decide' });
  await door.focus();
  await page.keyboard.press('Enter');
  await repair.button('They are not the same').focus();
  await page.keyboard.press('Enter');

  await repair.dialog.getByLabel('Why').fill('Two subsidiaries.');
  // Back, Cancel, and what was decided.
  for (let tabs = 0; tabs < 3; tabs += 1) await page.keyboard.press('Tab');
  expect(await focused()).toBe('They are not the same');
  await page.keyboard.press('Enter');
  await repair.dialog.getByText('They are recorded as not the same.').waitFor();
  expect(server.written).toEqual([
    {
      path: '/exceptions/decisions',
      body: {
        action: { kind: 'not_same', reason: 'Two subsidiaries.' },
        exceptions: [{ fingerprint: FINGERPRINT, revision: null }],
      },
    },
  ]);
  expect(await violations()).toEqual([]);

  await page.keyboard.press('Escape');
  await repair.dialog.waitFor({ state: 'detached' });
  expect(await focused()).toBe('Compare and decide');
});

it('says in the server’s words why it refuses', async () => {
  await openAs(LINK_ADMIN);
  await repair.relinkButton.click();
  await repair.button('Unlink this account').click();
  await repair.dialog.getByLabel('Why').fill('Wrong customer.');
  workbench.product.refusal = { status: 409, code: 'plan_blocked', message: 'It is right already: nothing to do.' };
  try {
    await repair.button('Preview').click();
    await repair.dialog.getByRole('alert').getByText('It is right already: nothing to do.').waitFor();
    expect(await repair.heading.innerText()).toBe('Unlink this account');
  } finally {
    workbench.product.refusal = undefined;
  }
});

it('fits a narrow window', async () => {
  server.view = proposed(relinkPlan(LINK_ADMIN, true));
  await page.setViewportSize({ width: 360, height: 800 });
  await openAs(LINK_ADMIN);
  await repair.compareWith('contoso', 'Compare with Contoso (old portal)');
  expect(await overflow()).toBeLessThanOrEqual(0);
  await repair.button('Link to Contoso (old portal)').click();
  await repair.preview('The old portal is closed.');
  expect(await overflow()).toBeLessThanOrEqual(0);
});

/** Pixels by which the dialog's content is wider than its room. */
function overflow(): Promise<number> {
  return repair.dialog
    .locator('lightning-modal-body [data-content-container]')
    .evaluate((body) => body.scrollWidth - body.clientWidth);
}

/** The text of what has the keyboard. */
function focused(): Promise<string> {
  return page.locator(':focus').innerText();
}
