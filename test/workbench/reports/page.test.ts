/** The reports page in a real browser, over the Salesforce sandbox. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import {
  SANDBOX_CLIENT_ID,
  SANDBOX_CLIENT_SECRET,
} from '../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { SalesforceOrg } from '../../../server/workbench/org/SalesforceOrg.ts';
import { ReportDesk } from '../../../server/workbench/reports/ReportDesk.ts';
import { LINK_ADMIN } from '../../sandbox/salesforce/support/testWorld.ts';
import { FORCE_APP } from '../../sandbox/salesforce/support/TestOrg.ts';
import { launchBrowser } from '../../support/browser.ts';
import { TestWorkbench } from '../support/TestWorkbench.ts';
import { CONTOSO } from '../support/workbenchWorld.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let workbench: TestWorkbench;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [workbench, browser] = await Promise.all([TestWorkbench.start(), launchBrowser()]);
}, 300_000);

afterAll(async () => {
  await browser.close();
  await workbench.close();
});

async function open(role: 'seller' | 'admin'): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  context.setDefaultTimeout(30_000);
  const cookie = { name: 'linkproof_workbench_user', value: LINK_ADMIN, url: workbench.url };
  if (role === 'admin') await context.addCookies([cookie]);
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${workbench.url}/?page=reports`);
  await page.getByRole('heading', { level: 1, name: 'Mapping Quality' }).waitFor();
}

afterEach(() => page.context().close());

const tile = (heading: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name: heading, exact: true }) });

async function violations(): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
  );
}

/** The part of a browser's canvas that is looked at here; tests know no types of the browser. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
  };
}

/** Whether something is painted on the tile's canvas: some pixel is not transparent. */
function isPainted(heading: string): Promise<boolean> {
  return tile(heading)
    .locator('canvas')
    .evaluate((element) => {
      const canvas = element as unknown as Canvas;
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value, index) => index % 4 === 3 && value > 0);
    });
}

describe('the reports page', () => {
  it('draws the dashboard, and shows each chart as a table too', async () => {
    await open('admin');
    await expect(tile('Contradicted accounts').getByText('1', { exact: true }).count()).resolves.toBe(1);
    expect(await isPainted('Links by status now')).toBe(true);
    const picture = tile('Links by status now').getByRole('img');
    expect(await picture.getAttribute('aria-label')).toContain('contradicted 1');

    await tile('Links by status now').getByRole('button', { name: 'Show as a table' }).click();
    const rows = tile('Links by status now').getByRole('row');
    expect(await rows.allInnerTexts()).toContainEqual(expect.stringMatching(/^contradicted\s+1$/));
    expect(await violations()).toEqual([]);

    await tile('Links by status now').getByRole('button', { name: 'Show the chart' }).click();
    expect(await isPainted('Links by status now')).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('opens the report behind a tile, and from its rows the accounts', async () => {
    await open('admin');
    await page.getByRole('link', { name: 'View report: Contradicted accounts by owner' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Contradicted accounts by owner' }).waitFor();
    expect(new URL(page.url()).searchParams.get('report')).toBe('Zendesk_Link_Trust/Contradicted_Accounts');
    expect(await violations()).toEqual([]);

    await page.getByRole('link', { name: 'Contoso' }).click();
    await page.getByRole('heading', { level: 1, name: 'Contoso' }).waitFor();
    expect(page.url()).toContain(CONTOSO);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Contradicted accounts by owner' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Mapping Quality' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('tells a seller which of the reports he may not see', async () => {
    await open('seller');
    const refused = tile('Open exceptions by age');
    expect(await refused.innerText()).toContain('You may not see this report. It needs Zendesk_Exception__c');
    await refused.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Open exceptions by age' }).waitFor();
    await page.getByText('You may not see this report.').waitFor();
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('a report with a wrong column', () => {
  it('is shown as wrong, in its own tiles only', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'linkproof-wrong-'));
    try {
      for (const kind of ['reports', 'reportTypes', 'dashboards']) {
        cpSync(path.join(FORCE_APP, 'main/default', kind), path.join(folder, kind), { recursive: true });
      }
      const file = path.join(folder, 'reports/Zendesk_Link_Trust/Link_Status_Now.report-meta.xml');
      const source = readFileSync(file, 'utf8');
      writeFileSync(file, source.replace('<field>Zendesk_Link__c$Sentence__c', '<field>Zendesk_Link__c$Sentense__c'));
      const org = new SalesforceOrg({
        ...{ url: workbench.org.url, clientId: SANDBOX_CLIENT_ID, clientSecret: SANDBOX_CLIENT_SECRET },
        privateKeyPem: '',
      });

      const { tiles } = await new ReportDesk(folder).dashboard('Zendesk_Link_Trust/Mapping_Quality', org);
      const refused = tiles.filter(({ refusal }) => refusal !== null);
      expect(refused.map(({ header }) => header)).toEqual(['Links to rely on', 'Links by status now']);
      expect(refused[0]?.refusal).toMatchObject({
        kind: 'wrong',
        message: expect.stringContaining('has no column Zendesk_Link__c$Sentense__c') as string,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
