import type { Locator, Page } from 'playwright-core';
import { LINK_ADMIN, OUTSIDER, SELLER } from '../../test/sandbox/salesforce/support/testWorld.ts';
import { QueuePage } from '../../test/workbench/support/QueuePage.ts';
import { RepairPage } from '../../test/workbench/support/RepairPage.ts';
import type { TestWorkbench } from '../../test/workbench/support/TestWorkbench.ts';
import { CANDIDATES, proposed, RELINK, relinkPlan } from '../../test/workbench/support/repairWorld.ts';
import { CONTOSO, NEWCOMER, NORTHWIND } from '../../test/workbench/support/workbenchWorld.ts';

/** The states that every panel is shown in. */
export const STATES = ['data', 'empty', 'error', 'backend-down', 'no-permission'] as const;

export interface PanelPicture {
  readonly panel: string;
  readonly state: (typeof STATES)[number];
  /** What there is to see, in a sentence. */
  readonly says: string;
  /** As whom the page is opened. */
  readonly user: string;
  /** A field that nobody may read any more: what a half-deployed package looks like. */
  readonly revoked?: readonly [object: string, field: string];
  /** How the server answers. */
  readonly product?: (product: TestWorkbench['product']) => void;
  /** Goes there, and answers what is to be photographed. */
  readonly show: (stage: Stage) => Promise<Locator>;
}

export interface Stage {
  readonly page: Page;
  readonly workbench: TestWorkbench;
}

const PLAN_VIEW = proposed(relinkPlan(LINK_ADMIN));

/** Of the account that two organizations claim. */
const HISTORY = [
  {
    at: '2026-11-03T09:30:00.000Z',
    runId: 'run-1',
    status: 'contradicted',
    codes: ['duplicate_external_id'],
    sentence: 'Two organizations carry the key of one account.',
    accountId: CONTOSO,
    organizationId: '7001',
    changes: ['Was verified, is now contradicted.', 'New code duplicate_external_id.'],
  },
];

function refusing(status: number, message: string) {
  return (product: TestWorkbench['product']) => {
    product.refusal = { status, code: 'refused', message };
  };
}

async function openAccount({ page, workbench }: Stage, accountId: string): Promise<void> {
  await page.goto(`${workbench.url}/?account=${accountId}`);
  await page.locator('c-zendesk-link-health').waitFor();
}

function health(accountId: string, says: string) {
  return async (stage: Stage): Promise<Locator> => {
    await openAccount(stage, accountId);
    const panel = stage.page.locator('c-zendesk-link-health');
    await panel.getByText(says).first().waitFor();
    return panel;
  };
}

function exceptions(accountId: string, says: string) {
  return async (stage: Stage): Promise<Locator> => {
    await openAccount(stage, accountId);
    const panel = stage.page.locator('c-zendesk-exceptions');
    await panel.getByText(says).first().waitFor();
    return panel;
  };
}

/** A section that is opened by its heading. */
function section(component: string, heading: string, accountId: string, says: string) {
  return async (stage: Stage): Promise<Locator> => {
    await openAccount(stage, accountId);
    const panel = stage.page.locator(component);
    await panel.getByRole('button', { name: heading }).click();
    await panel.getByText(says).first().waitFor();
    return panel;
  };
}

/** A verified link that chance has picked. */
async function openPicked(stage: Stage): Promise<Locator> {
  const { org } = stage.workbench;
  const found = await org.query(`SELECT Id FROM Zendesk_Link__c WHERE Account__c = '${NORTHWIND}'`);
  const [{ Id: linkId }] = (found.body as { records: [{ Id: string }] }).records;
  const body = { Sample_Drawn_At__c: '2026-11-22T08:00:00.000Z' };
  const { status } = await org.call('PATCH', `/sobjects/Zendesk_Link__c/${linkId}`, { body });
  if (status !== 204) throw new Error(`Found the status ${String(status)}, expected the link to be marked as picked.`);
  await openAccount(stage, NORTHWIND);
  return stage.page.locator('c-zendesk-sample');
}

function spotCheck(says: string, answer?: string) {
  return async (stage: Stage): Promise<Locator> => {
    const panel = await openPicked(stage);
    if (answer !== undefined) await panel.getByRole('button', { name: answer }).click();
    await panel.getByText(says).first().waitFor();
    return panel;
  };
}

function relink(says: string) {
  return async (stage: Stage): Promise<Locator> => {
    await openAccount(stage, CONTOSO);
    const repair = new RepairPage(stage.page);
    await repair.relinkButton.click();
    await repair.dialog.getByLabel('Search Zendesk organizations').fill('contoso');
    await repair.button('Search').click();
    await repair.dialog.getByText(says).first().waitFor();
    return repair.dialog.locator('.slds-modal__container').first();
  };
}

function queue(says: string, prepare: (queue: QueuePage) => Promise<void> = async () => undefined) {
  return async ({ page, workbench }: Stage): Promise<Locator> => {
    const queuePage = new QueuePage(page);
    await page.goto(`${workbench.url}/?page=queue`);
    await queuePage.queue.waitFor();
    await prepare(queuePage);
    await queuePage.queue.getByText(says).first().waitFor();
    return queuePage.queue;
  };
}

const openFirst = async (queuePage: QueuePage) => {
  await queuePage.ungroup();
  await queuePage.queue.locator('tbody .open').first().click();
};

const decideInVain = async (queuePage: QueuePage) => {
  await openFirst(queuePage);
  await queuePage.decide('Mark resolved', 'The older one was closed.');
};

/** Those that need the server, last: by then it is down. */
export const PANEL_PICTURES: readonly PanelPicture[] = [
  {
    panel: 'Link health',
    state: 'data',
    says: 'An admin sees why the verdict came out as it did, and who lost.',
    user: LINK_ADMIN,
    show: health(CONTOSO, 'Why this verdict'),
  },
  {
    panel: 'Link health',
    state: 'empty',
    says: 'No audit has judged the account yet.',
    user: SELLER,
    show: health(NEWCOMER, 'Re-check now'),
  },
  {
    panel: 'Link health',
    state: 'error',
    says: 'A field of the package is not readable: the panel says what Salesforce said.',
    user: SELLER,
    revoked: ['Zendesk_Link__c', 'Sentence__c'],
    show: health(NORTHWIND, 'This panel could not be loaded'),
  },
  {
    panel: 'Link health',
    state: 'no-permission',
    says: 'Without a permission set of Linkproof.',
    user: OUTSIDER,
    show: health(NORTHWIND, 'This panel could not be loaded'),
  },
  {
    panel: 'Exceptions of an account',
    state: 'data',
    says: 'Worst first, with what to do; an admin can repair from here.',
    user: LINK_ADMIN,
    show: exceptions(CONTOSO, '1 open, 1 critical'),
  },
  {
    panel: 'Exceptions of an account',
    state: 'empty',
    says: 'Nothing is open.',
    user: SELLER,
    show: exceptions(NORTHWIND, 'Nothing is open on this account.'),
  },
  {
    panel: 'Exceptions of an account',
    state: 'error',
    says: 'A field of the package is not readable.',
    user: SELLER,
    revoked: ['Zendesk_Link__c', 'Exception_Summary__c'],
    show: exceptions(CONTOSO, 'This panel could not be loaded'),
  },
  {
    panel: 'Exceptions of an account',
    state: 'no-permission',
    says: 'Without a permission set of Linkproof.',
    user: OUTSIDER,
    show: exceptions(CONTOSO, 'This panel could not be loaded'),
  },
  {
    panel: 'History',
    state: 'data',
    says: 'Every change of the verdict, newest first.',
    user: SELLER,
    product: (product) => {
      product.history = HISTORY;
    },
    show: section('c-zendesk-link-history', 'History', CONTOSO, 'Was verified, is now contradicted.'),
  },
  {
    panel: 'History',
    state: 'empty',
    says: 'The verdict never changed.',
    user: SELLER,
    show: section('c-zendesk-link-history', 'History', NORTHWIND, 'there is no history'),
  },
  {
    panel: 'History',
    state: 'error',
    says: 'The server could not read its ledger.',
    user: SELLER,
    product: refusing(500, 'The ledger cannot be read.'),
    show: section('c-zendesk-link-history', 'History', CONTOSO, 'Linkproof does not tell the history'),
  },
  {
    panel: 'History',
    state: 'no-permission',
    says: 'The server does not let this user ask.',
    user: SELLER,
    product: refusing(403, 'Not you.'),
    show: section('c-zendesk-link-history', 'History', CONTOSO, 'Linkproof does not let you do this'),
  },
  {
    panel: 'Repairs',
    state: 'data',
    says: 'The plans that concern the account.',
    user: LINK_ADMIN,
    product: (product) => {
      product.repair.view = PLAN_VIEW;
    },
    show: section('c-zendesk-repairs', 'Repairs', CONTOSO, PLAN_VIEW.plan.reason),
  },
  {
    panel: 'Repairs',
    state: 'empty',
    says: 'Nobody has planned a repair.',
    user: LINK_ADMIN,
    show: section('c-zendesk-repairs', 'Repairs', CONTOSO, 'No repair of this account'),
  },
  {
    panel: 'Repairs',
    state: 'error',
    says: 'The server says why it could not answer.',
    user: LINK_ADMIN,
    product: refusing(422, 'Found no contract. Set LINKPROOF_CONTRACT to its file.'),
    show: section('c-zendesk-repairs', 'Repairs', CONTOSO, 'Found no contract.'),
  },
  {
    panel: 'Repairs',
    state: 'no-permission',
    says: 'A seller has no repairs to open: the section is not there.',
    user: SELLER,
    show: health(CONTOSO, 'History'),
  },
  {
    panel: 'Relink',
    state: 'data',
    says: 'The organization of now beside the one that it might be.',
    user: LINK_ADMIN,
    product: (product) => {
      product.repair.organizations = CANDIDATES;
      product.repair.comparison = RELINK;
    },
    async show(stage) {
      await openAccount(stage, CONTOSO);
      const repair = new RepairPage(stage.page);
      await repair.compareWith('contoso', /Contoso \(old portal\)/);
      return repair.dialog;
    },
  },
  {
    panel: 'Relink',
    state: 'empty',
    says: 'No organization has this name.',
    user: LINK_ADMIN,
    show: relink('No organization matches'),
  },
  {
    panel: 'Relink',
    state: 'error',
    says: 'The server says why it could not search.',
    user: LINK_ADMIN,
    product: refusing(422, 'Found Zendesk refusing the token. Set ZENDESK_CLIENT_SECRET anew.'),
    show: relink('Found Zendesk refusing the token.'),
  },
  {
    panel: 'Relink',
    state: 'no-permission',
    says: 'A seller cannot relink: the button is not there.',
    user: SELLER,
    show: health(CONTOSO, 'Re-check now'),
  },
  {
    panel: 'Exception queue',
    state: 'data',
    says: 'Filters with what each choice would leave, groups by cause, one exception beside them.',
    user: LINK_ADMIN,
    show: queue('What was found', openFirst),
  },
  {
    panel: 'Exception queue',
    state: 'empty',
    says: 'The filters leave nothing.',
    user: LINK_ADMIN,
    show: queue('No exception matches these filters.', (queuePage) => queuePage.filter('Owner', /^Nobody yet$/)),
  },
  {
    panel: 'Exception queue',
    state: 'error',
    says: 'A field of the package is not readable.',
    user: LINK_ADMIN,
    revoked: ['Zendesk_Exception__c', 'Cause_Key__c'],
    show: queue('This panel could not be loaded'),
  },
  {
    panel: 'Exception queue',
    state: 'no-permission',
    says: 'A seller may not work the queue.',
    user: SELLER,
    show: queue('You may not work the exception queue.'),
  },
  {
    panel: 'Spot check',
    state: 'data',
    says: 'Chance has picked a verified link: whoever works the queue is asked whether it is right.',
    user: LINK_ADMIN,
    show: spotCheck('Chance has picked this verified link.'),
  },
  {
    panel: 'Spot check',
    state: 'empty',
    says: 'A link that was not picked: nothing is asked.',
    user: LINK_ADMIN,
    show: health(NORTHWIND, 'History'),
  },
  {
    panel: 'Spot check',
    state: 'error',
    says: 'The server says why it did not keep the answer.',
    user: LINK_ADMIN,
    product: refusing(422, 'Found no contract. Set LINKPROOF_CONTRACT to its file.'),
    show: spotCheck('Found no contract.', 'Right customer'),
  },
  {
    panel: 'Spot check',
    state: 'no-permission',
    says: 'A seller is not asked.',
    user: SELLER,
    async show(stage) {
      await openPicked(stage);
      return health(NORTHWIND, 'History')(stage);
    },
  },
  {
    panel: 'Link health',
    state: 'backend-down',
    says: 'The stored verdict stays; a re-check says that nobody answers.',
    user: SELLER,
    async show(stage) {
      const panel = await health(NORTHWIND, 'Re-check now')(stage);
      await panel.getByRole('button', { name: 'Re-check now' }).click();
      await panel.getByText('Linkproof could not be reached.').waitFor();
      return panel;
    },
  },
  {
    panel: 'Exceptions of an account',
    state: 'backend-down',
    says: 'They are stored in Salesforce: nothing is missing.',
    user: SELLER,
    show: exceptions(CONTOSO, '1 open, 1 critical'),
  },
  {
    panel: 'History',
    state: 'backend-down',
    says: 'The history is the server’s to tell.',
    user: SELLER,
    show: section('c-zendesk-link-history', 'History', CONTOSO, 'Linkproof could not be reached.'),
  },
  {
    panel: 'Repairs',
    state: 'backend-down',
    says: 'So are the plans.',
    user: LINK_ADMIN,
    show: section('c-zendesk-repairs', 'Repairs', CONTOSO, 'Linkproof could not be reached.'),
  },
  {
    panel: 'Spot check',
    state: 'backend-down',
    says: 'The question stays; an answer is not kept, and says so.',
    user: LINK_ADMIN,
    show: spotCheck('Linkproof could not be reached.', 'Right customer'),
  },
  {
    panel: 'Relink',
    state: 'backend-down',
    says: 'Nothing can be looked for, and nothing is changed.',
    user: LINK_ADMIN,
    show: relink('Linkproof could not be reached.'),
  },
  {
    panel: 'Exception queue',
    state: 'backend-down',
    says: 'The queue can be read; a decision is taken back, with the reason.',
    user: LINK_ADMIN,
    show: queue('Nothing was decided', decideInVain),
  },
];
