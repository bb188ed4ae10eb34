import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { QueuePage } from '../../test/workbench/support/QueuePage.ts';
import { RepairPage } from '../../test/workbench/support/RepairPage.ts';
import type { StoryLine } from '../../server/workbench/views.ts';

/** A clone should stay small. */
const MOST_BYTES = 200_000;

/** The pictures that the README and the docs show of the demo at the address. */
export async function takeDemo(browser: Browser, address: string, folder: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US', timezoneId: 'UTC' });
  const take = async (name: string) => {
    const file = path.join(folder, `${name}.png`);
    await page.screenshot({ path: file });
    const { size } = await stat(file);
    if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes; the most is ${MOST_BYTES}`);
    console.log(`${path.relative(process.cwd(), file)}: ${Math.round(size / 1000)} kB`);
  };
  const actAs = async (role: 'Seller' | 'Admin') => {
    await page.getByRole('button', { name: role }).click();
    await page.locator('[aria-pressed="true"]', { hasText: role }).waitFor();
    await page.locator('c-zendesk-link-health c-linkproof-status-badge').waitFor();
  };

  await mkdir(folder, { recursive: true });
  const account = await storyAccount(address, 'duplicate_external_id');
  await page.goto(`${address}/?account=${account}`);
  await actAs('Seller');
  await take('account-contradicted-seller');
  // Tall enough for the evidence.
  await page.setViewportSize({ width: 1280, height: 1080 });
  await actAs('Admin');
  await take('account-contradicted-admin');

  await page.setViewportSize({ width: 1280, height: 900 });
  const repair = new RepairPage(page);
  await page.getByRole('button', { name: 'Compare and decide' }).first().click();
  await repair.dialog.locator('c-zendesk-compare').waitFor();
  await take('repair-compare');
  await repair
    .button(/^Keep /)
    .first()
    .click();
  // The plan is made and looked at, not applied: the demo stays as it is.
  await repair.preview('The other organization is an old portal.');
  await take('repair-preview');
  await repair.close();

  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${address}/?page=queue`);
  const queue = new QueuePage(page);
  await queue.ungroup();
  await queue.queue.locator('tbody .open').first().click();
  await queue.detail.getByText('What was found').waitFor();
  await take('exception-queue');

  await page.setViewportSize({ width: 1280, height: 1100 });
  await page.goto(`${address}/?page=reports`);
  await page.getByText('Open exceptions by code and severity').last().waitFor();
  // The charts draw themselves in.
  await page.waitForTimeout(1_500);
  await take('mapping-quality');

  await page.setViewportSize({ width: 1280, height: 640 });
  await page.goto(`${address}/?page=runs`);
  await page.getByRole('button', { name: 'Start a full audit' }).click();
  await page.getByRole('status').filter({ hasText: 'zendesk.users' }).waitFor();
  await take('audit-runs');
}

/** The account of the first story that shows the code. */
async function storyAccount(address: string, code: string): Promise<string> {
  const response = await fetch(`${address}/workbench/stories`);
  const { stories } = (await response.json()) as { stories: readonly StoryLine[] };
  const story = stories.find(({ expectedCodes }) => expectedCodes.includes(code));
  if (!story) throw new Error(`the demo at ${address} tells no story of ${code}`);
  return story.accountId;
}
