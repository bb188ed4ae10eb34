import { createElement } from 'lwc';
import getPlans from '@salesforce/apex/ZendeskRepairController.getPlans';
import { openRepairDialog } from 'c/linkproofRepairDialog';
import ZendeskRepairs from 'c/zendeskRepairs';

jest.mock('c/linkproofRepairDialog', () => ({ openRepairDialog: jest.fn() }));
jest.mock('@salesforce/apex/ZendeskRepairController.getPlans', () => ({ default: jest.fn() }), { virtual: true });

const read = jest.mocked(getPlans);
const dialog = jest.mocked(openRepairDialog);
const ACCOUNT_ID = '001000000000001AAA';
const PLAN: PlanSummary = {
  planId: 'plan-1',
  kind: 'repair',
  createdAt: '2026-11-22T08:00:00.000Z',
  expiresAt: '2026-11-23T08:00:00.000Z',
  proposedBy: '005000000000003AAA',
  reason: 'The old portal is closed.',
  changes: 2,
  applied: 2,
};
const PLANS = [{ ...PLAN, planId: 'plan-2', kind: 'undo' as const, proposedBy: 'root', applied: 0 }, PLAN];
const userNames = { '005000000000003AAA': 'Priya Raman' };

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function render() {
  const element = createElement('c-zendesk-repairs', { is: ZendeskRepairs });
  Object.assign(element, { recordId: ACCOUNT_ID });
  document.body.appendChild(element);
  return element;
}

const find = <Type extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string) =>
  element.shadowRoot!.querySelector<Type>(selector);
const items = (element: HTMLElement) => [...element.shadowRoot!.querySelectorAll<HTMLElement>('.plans > li')];

async function open(element: HTMLElement) {
  find(element, 'button')!.click();
  await settled();
}

afterEach(() => {
  document.body.replaceChildren();
  jest.resetAllMocks();
});

it('asks for nothing before somebody opens it', async () => {
  render();
  await settled();

  expect(read).not.toHaveBeenCalled();
});

it('lists who repaired what and how much of it came to be; only what was applied can be undone', async () => {
  read.mockResolvedValue({ plans: PLANS, userNames });
  const element = render();
  await open(element);

  expect(items(element).map((item) => item.querySelector('.reason')!.textContent)).toEqual([
    'Undo: The old portal is closed.',
    'The old portal is closed.',
  ]);
  expect(items(element).map((item) => item.textContent)).toEqual([
    expect.stringContaining('root · 0 of 2 changes'),
    expect.stringContaining('Priya Raman · 2 of 2 changes'),
  ]);
  expect(items(element).map((item) => item.querySelector('.undo') !== null)).toEqual([false, true]);
});

it('opens a plan, or the undoing of it, and reads the list anew afterwards', async () => {
  read.mockResolvedValue({ plans: PLANS, userNames });
  dialog.mockResolvedValue(undefined);
  const element = render();
  await open(element);
  items(element)[0]!.querySelector<HTMLElement>('.open')!.click();
  await settled();
  items(element)[1]!.querySelector<HTMLElement>('.undo')!.click();
  await settled();

  expect(dialog.mock.calls).toEqual([
    [ACCOUNT_ID, { kind: 'plan', planId: 'plan-2' }],
    [ACCOUNT_ID, { kind: 'undo', planId: 'plan-1' }],
  ]);
  expect(read.mock.calls.length).toBeGreaterThanOrEqual(3);
});

it('says that there are none, and why they could not be read', async () => {
  read.mockResolvedValueOnce({ plans: [], userNames: {} });
  const element = render();
  await open(element);
  expect(find(element, '.empty')!.textContent).toBe('No repair of this account has been planned yet.');

  const down = { body: { message: 'Linkproof could not be reached.' } };
  read.mockRejectedValue(down);
  await open(element);
  await open(element);
  expect(find<HTMLElement & { error: unknown }>(element, 'c-linkproof-error-panel')!.error).toEqual(down);
});
