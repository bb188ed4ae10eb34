/**
 * Takes the README's pictures of a running demo into docs/images: `npm start`, then
 * `npx tsx scripts/screenshots.ts [http://localhost:3000]`. Look at them before committing.
 */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../test/support/browser.ts';
import { RepairPage } from '../test/workbench/support/RepairPage.ts';
import type { StoryLine } from '../server/workbench/views.ts';

const address = process.argv[2] ?? 'http://localhost:3000';
const folder = fileURLToPath(new URL('../docs/images', import.meta.url));
/** A clone should stay small. */
const MOST_BYTES = 200_000;

const browser = await launchBrowser();
try {
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
  const account = await storyAccount('duplicate_external_id');
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

  await page.setViewportSize({ width: 1280, height: 640 });
  await page.goto(`${address}/?page=runs`);
  await page.getByRole('button', { name: 'Start a full audit' }).click();
  await page.getByRole('status').filter({ hasText: 'zendesk.users' }).waitFor();
  await take('audit-runs');
} finally {
  await browser.close();
}

/** The account of the first story that shows the code. */
async function storyAccount(code: string): Promise<string> {
  const response = await fetch(`${address}/workbench/stories`);
  const { stories } = (await response.json()) as { stories: readonly StoryLine[] };
  const story = stories.find(({ expectedCodes }) => expectedCodes.includes(code));
  if (!story) throw new Error(`the demo at ${address} tells no story of ${code}`);
  return story.accountId;
}
