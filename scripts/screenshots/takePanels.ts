import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { LINK_ADMIN, OUTSIDER, testId } from '../../test/sandbox/salesforce/support/testWorld.ts';
import { TestWorkbench } from '../../test/workbench/support/TestWorkbench.ts';
import { CONTOSO, NORTHWIND, ORGANIZATION_ID } from '../../test/workbench/support/workbenchWorld.ts';
import { PANEL_PICTURES, STATES, type PanelPicture } from './panelPictures.ts';

/** A clone should stay small. */
const MOST_BYTES = 200_000;

/**
 * Every panel in every state, from a workbench of its own, into `docs/images/panels`; and `docs/panels.md`, which shows
 * them. @throws Error for a state that does not come up: the page then shows something else than the picture says.
 */
export async function takePanels(browser: Browser, docs: string): Promise<void> {
  const folder = path.join(docs, 'images', 'panels');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const workbench = await TestWorkbench.start({ Zendesk_Exception__c: exceptions() }, [
    { id: OUTSIDER, name: 'Oskar Outsider', role: 'seller' },
  ]);
  let isDown = false;
  try {
    for (const picture of PANEL_PICTURES) {
      if (picture.state === 'backend-down' && !isDown) {
        isDown = true;
        await workbench.product.close();
      }
      await take(picture, { browser, workbench, folder });
    }
  } finally {
    await workbench.close();
  }
  await writeFile(path.join(docs, 'panels.md'), page());
}

async function take(
  picture: PanelPicture,
  { browser, workbench, folder }: { browser: Browser; workbench: TestWorkbench; folder: string },
): Promise<void> {
  workbench.org.sandbox.reset();
  await workbench.org.logIn();
  Object.assign(workbench.product, { refusal: undefined, history: [] });
  Object.assign(workbench.product.repair, { view: undefined, organizations: [] });
  picture.product?.(workbench.product);
  if (picture.revoked) {
    const [object, field] = picture.revoked;
    const headers = { 'Content-Type': 'application/json' };
    await workbench.org.fetch('POST', '/__revoke', { body: JSON.stringify({ object, field }), headers });
  }
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  try {
    context.setDefaultTimeout(30_000);
    await context.addCookies([{ name: 'linkproof_workbench_user', value: picture.user, url: workbench.url }]);
    const element = await picture.show({ page: await context.newPage(), workbench });
    const file = path.join(folder, fileOf(picture));
    await element.screenshot({ path: file, animations: 'disabled' });
    const { size } = await stat(file);
    if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes; the most is ${MOST_BYTES}`);
    console.log(`${path.relative(process.cwd(), file)}: ${Math.round(size / 1000)} kB`);
  } catch (cause) {
    throw new Error(`${picture.panel}, ${picture.state}: this state does not come up`, { cause });
  } finally {
    await context.close();
  }
}

function fileOf({ panel, state }: PanelPicture): string {
  return `${panel.toLowerCase().replaceAll(' ', '-')}-${state}.png`;
}

function page(): string {
  const panels = [...new Set(PANEL_PICTURES.map(({ panel }) => panel))];
  const sections = panels.flatMap((panel) => [
    `## ${panel}`,
    '',
    ...STATES.flatMap((state) =>
      PANEL_PICTURES.filter((picture) => picture.panel === panel && picture.state === state).flatMap((picture) => [
        `**${state}**: ${picture.says}`,
        '',
        `![${panel}: ${picture.says}](images/panels/${fileOf(picture)})`,
        '',
      ]),
    ),
  ]);
  return [
    '# The panels, in every state',
    '',
    'Written with its pictures by `npm run screenshots -- panels`. The panels are the ones that deploy, on the local stand-in for',
    'Salesforce; “backend-down” means that the Linkproof server does not run.',
    '',
    ...sections,
  ].join('\n');
}

/** A queue to look at: two that share a cause, one that came back, one that a date ends. */
function exceptions(): readonly Record<string, unknown>[] {
  const base = {
    OwnerId: LINK_ADMIN,
    Audited_Org_Id__c: ORGANIZATION_ID,
    Revision__c: 1,
    Evidence__c: '{"keyOf":["7001","7002"]}',
  };
  return [
    {
      ...base,
      Id: testId('a02', 1),
      Name: 'EX-000001',
      Fingerprint__c: 'd'.repeat(64),
      Code__c: 'duplicate_external_id',
      Severity__c: 'critical',
      Status__c: 'regressed',
      Regressions__c: 1,
      Account__c: CONTOSO,
      Organization_Ids__c: '7001;7002',
      Meaning__c: 'Two or more Zendesk organizations carry the key of the same account.',
      Recommended_Action__c: 'Decide which organization is the customer’s. Clear the key on the others.',
      Cause__c: 'Merged into 7001',
      Cause_Key__c: 'merge:7001',
      First_Seen_At__c: '2026-11-03T09:30:00.000Z',
      Opened_At__c: '2026-11-20T08:00:00.000Z',
      Reopened_Because__c: 'Organization 7002 carries the key again.',
      Activity__c: JSON.stringify([
        { at: '2026-11-20T08:00:00.000Z', by: 'audit', action: 'regressed', text: '', until: null },
        {
          at: '2026-11-10T10:00:00.000Z',
          by: LINK_ADMIN,
          action: 'resolve',
          text: 'The key was cleared on 7002.',
          until: null,
        },
      ]),
    },
    {
      ...base,
      Id: testId('a02', 2),
      Name: 'EX-000002',
      Fingerprint__c: 'e'.repeat(64),
      Code__c: 'one_sided_link',
      Severity__c: 'medium',
      Status__c: 'waiting',
      Until__c: '2026-12-01T00:00:00.000Z',
      Account__c: NORTHWIND,
      Meaning__c: 'Only one of the two systems names the other.',
      Recommended_Action__c: 'Set the missing side.',
      Cause__c: 'Merged into 7001',
      Cause_Key__c: 'merge:7001',
      Opened_At__c: '2026-11-21T08:00:00.000Z',
    },
  ];
}
