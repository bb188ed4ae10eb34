import { createElement } from 'lwc';
import type { createApexTestWireAdapter } from '@salesforce/sfdx-lwc-jest';
import { refreshApex } from '@salesforce/apex';
import answer from '@salesforce/apex/ZendeskSampleController.answer';
import getSample from '@salesforce/apex/ZendeskSampleController.getSample';
import ZendeskSample from 'c/zendeskSample';

jest.mock('@salesforce/customPermission/Linkproof_Operate', () => ({ default: true }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ZendeskSampleController.answer', () => ({ default: jest.fn() }), { virtual: true });
jest.mock(
  '@salesforce/apex/ZendeskSampleController.getSample',
  () => {
    const { createApexTestWireAdapter: adapter } = jest.requireActual<{
      createApexTestWireAdapter: typeof createApexTestWireAdapter;
    }>('@salesforce/sfdx-lwc-jest');
    return { default: adapter(jest.fn()) };
  },
  { virtual: true },
);

const sampleWire = getSample as unknown as { emit(data: unknown): void; error(body: unknown): void };
const send = jest.mocked(answer);
const ACCOUNT_ID = '001000000000001AAA';
const WAITING: SampleView = { drawnAt: '2026-11-22T08:00:00.000Z' };

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

async function render(sample: SampleView | null) {
  const element = createElement('c-zendesk-sample', { is: ZendeskSample });
  Object.assign(element, { recordId: ACCOUNT_ID });
  document.body.appendChild(element);
  sampleWire.emit(sample);
  await settled();
  return element;
}

const find = <Type extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string) =>
  element.shadowRoot!.querySelector<Type>(selector);
const buttons = (element: HTMLElement) => [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.answer')];

afterEach(() => {
  document.body.replaceChildren();
  jest.resetAllMocks();
});

it('shows nothing of a link that chance has not picked', async () => {
  const element = await render(null);
  expect(find(element, '.sample')).toBeNull();
});

it('asks whether the link is right, and sends the answer with its note', async () => {
  const element = await render(WAITING);
  expect(buttons(element).map((button) => (button as { label?: string }).label)).toEqual([
    'Right customer',
    'Wrong customer',
    'Cannot tell',
  ]);
  find(element, '.note')!.dispatchEvent(new CustomEvent('change', { detail: { value: 'Other people.' } }));
  buttons(element)[1]!.click();
  await settled();
  expect(send).toHaveBeenCalledWith({ accountId: ACCOUNT_ID, answer: 'wrong', note: 'Other people.' });
  expect(refreshApex).toHaveBeenCalledTimes(1);
});

it('says what was answered, and asks no more', async () => {
  const element = await render({ ...WAITING, answer: 'right', answeredBy: 'Priya Raman', note: 'Same people.' });
  expect(find(element, '.question')!.textContent).toBe('Right customer, said Priya Raman. Same people.');
  expect(buttons(element)).toEqual([]);
});

it('says what to do where the answer was not kept, and takes it again', async () => {
  send.mockRejectedValue({ body: { message: 'The server cannot be reached.' } });
  const element = await render(WAITING);
  buttons(element)[0]!.click();
  await settled();
  expect(find<HTMLElement & { error: unknown }>(element, 'c-linkproof-error-panel')!.error).toEqual({
    body: { message: 'The server cannot be reached.' },
  });
  expect(buttons(element)).toHaveLength(3);
});
