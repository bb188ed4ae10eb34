import { createElement } from 'lwc';
import getHistory from '@salesforce/apex/ZendeskLinkController.getHistory';
import ZendeskLinkHistory from 'c/zendeskLinkHistory';

jest.mock('@salesforce/apex/ZendeskLinkController.getHistory', () => ({ default: jest.fn() }), { virtual: true });

const history = jest.mocked(getHistory);

const ACCOUNT_ID = '001000000000001AAA';
const ENTRIES: readonly HistoryEntryView[] = [
  {
    at: '2026-11-22T08:00:00.000Z',
    runId: 'run-3',
    status: 'review',
    sentence: 'Check first.',
    organizationId: '4711',
    changes: ['Was verified, is now review.', 'New: one_sided_link.'],
  },
  { at: '2026-11-21T08:00:00.000Z', runId: 'run-2', changes: ['The account was deleted.'] },
  { at: '2026-11-20T08:00:00.000Z', runId: 'run-1', status: 'unlinked', changes: [] },
];
const BACKEND_DOWN = { body: { message: 'Linkproof does not tell the history. Try again later.' } };

/** Lets the promises of a handler and the rerender after them pass. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function render(recordId = ACCOUNT_ID) {
  const element = createElement('c-zendesk-link-history', { is: ZendeskLinkHistory });
  Object.assign(element, { recordId });
  document.body.appendChild(element);
  return element;
}

const find = <Type extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string) =>
  element.shadowRoot!.querySelector<Type>(selector);
const button = (element: HTMLElement) => find<HTMLButtonElement>(element, 'button')!;
const items = (element: HTMLElement) => [...element.shadowRoot!.querySelectorAll<HTMLElement>('.entries > li')];

async function open(element: HTMLElement) {
  button(element).click();
  await settled();
}

afterEach(() => {
  document.body.replaceChildren();
  jest.resetAllMocks();
});

it('is closed at first, and asks for nothing', async () => {
  const element = render();
  await settled();

  expect(button(element).getAttribute('aria-expanded')).toBe('false');
  expect(button(element).textContent).toBe('History');
  expect(history).not.toHaveBeenCalled();
});

it('lists, newest first, since when, which status, which organization and what changed', async () => {
  history.mockResolvedValue(ENTRIES);
  const element = render();
  await open(element);

  expect(history).toHaveBeenCalledWith({ accountId: ACCOUNT_ID });
  expect(button(element).getAttribute('aria-expanded')).toBe('true');
  const [newest, gone, first] = items(element);
  expect(newest!.querySelector<HTMLElement & { value: string }>('c-linkproof-date-time')!.value).toBe(ENTRIES[0]!.at);
  expect(newest!.querySelector<HTMLElement & { status: string }>('c-linkproof-status-badge')!.status).toBe('review');
  expect(newest!.querySelector('.organization')!.textContent).toBe('Organization 4711');
  expect([...newest!.querySelectorAll('.changes li')].map((item) => item.textContent)).toEqual(ENTRIES[0]!.changes);
  expect(gone!.querySelector('c-linkproof-status-badge')).toBeNull();
  expect(gone!.textContent).toContain('No verdict: the account was gone');
  expect(first!.querySelector('.changes')!.textContent).toBe('First verdict on record');
  expect(first!.querySelector('.organization')!.textContent).toBe('None established');
});

it('says that it loads', async () => {
  history.mockReturnValue(new Promise(() => undefined));
  const element = render();
  await open(element);

  expect(find(element, 'lightning-spinner')).not.toBeNull();
});

it('says that there is none', async () => {
  history.mockResolvedValue([]);
  const element = render();
  await open(element);

  expect(find(element, '.empty')!.textContent).toBe('No audit has judged this account yet, so there is no history.');
});

it('says why it could not be read, and reads again when it is opened again', async () => {
  history.mockRejectedValueOnce(BACKEND_DOWN);
  const element = render();
  await open(element);
  const panel = find<HTMLElement & { heading: string; error: unknown }>(element, 'c-linkproof-error-panel')!;
  expect([panel.heading, panel.error]).toEqual(['The history could not be read', BACKEND_DOWN]);

  history.mockResolvedValue(ENTRIES);
  await open(element);
  await open(element);
  expect(items(element)).toHaveLength(3);
  expect(find(element, 'c-linkproof-error-panel')).toBeNull();
});

it('closes for another account, and drops the answer for the one before', async () => {
  let answer: (entries: readonly HistoryEntryView[]) => void = () => undefined;
  history.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const element = render();
  await open(element);
  Object.assign(element, { recordId: '001000000000002AAA' });
  answer(ENTRIES);
  await settled();

  expect(button(element).getAttribute('aria-expanded')).toBe('false');
  history.mockResolvedValue([]);
  await open(element);
  expect(items(element)).toHaveLength(0);
});
