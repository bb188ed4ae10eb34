import { createElement } from 'lwc';
import ZendeskDecision from 'c/zendeskDecision';

// Base components for tests have none: the dialog's frame is looked at in a browser.
jest.mock(
  'lightning/modal',
  () => ({
    __esModule: true,
    default: class extends jest.requireActual('lwc').LightningElement {
      close(answer: unknown) {
        (this as unknown as HTMLElement).dispatchEvent(new CustomEvent('closed', { detail: answer }));
      }
    },
  }),
  { virtual: true },
);

const OPERATOR = { id: '005000000000003AAA', name: 'Tomas Okafor' };

async function ask(kind: DecisionKind) {
  const element = createElement('c-zendesk-decision', { is: ZendeskDecision });
  Object.assign(element, { kind, count: 3, operators: [OPERATOR] });
  const closed = jest.fn();
  element.addEventListener('closed', (event) => closed((event as CustomEvent<unknown>).detail));
  document.body.appendChild(element);
  await Promise.resolve();
  const find = (selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector);
  return {
    closed,
    find,
    async set(selector: string, value: string) {
      find(selector)!.dispatchEvent(new CustomEvent('change', { detail: { value } }));
      await Promise.resolve();
    },
    async press(selector: string) {
      find(selector)!.click();
      await Promise.resolve();
    },
    problem: () => find('c-linkproof-error-panel')?.shadowRoot?.textContent,
  };
}

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-22T08:00:00.000Z'), doNotFake: ['nextTick', 'queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
  document.body.replaceChildren();
});

it('gives it to somebody, or back to the queue', async () => {
  const { closed, set, press, find } = await ask('assign');
  expect(find('.reason')).toBeNull();
  await set('.owner', OPERATOR.id);
  await press('.decide');
  await set('.owner', 'queue');
  await press('.decide');

  expect(closed.mock.calls).toEqual([[{ kind: 'assign', ownerId: OPERATOR.id }], [{ kind: 'assign', ownerId: null }]]);
});

it.each<[DecisionKind, Decision]>([
  ['note', { kind: 'note', note: 'Asked the owner.' }],
  ['resolve', { kind: 'resolve', reason: 'Asked the owner.' }],
  ['reopen', { kind: 'reopen', reason: 'Asked the owner.' }],
  ['not_same', { kind: 'not_same', reason: 'Asked the owner.' }],
  ['wait', { kind: 'wait', reason: 'Asked the owner.', until: null }],
  ['accept', { kind: 'accept', reason: 'Asked the owner.', until: null }],
])('%s takes a text, and holds until the evidence changes', async (kind, decision) => {
  const { closed, set, press } = await ask(kind);
  await set('.reason', '  Asked the owner. ');
  await press('.decide');

  expect(closed).toHaveBeenCalledWith(decision);
});

it('holds until a day, the same for everybody', async () => {
  const { closed, set, press } = await ask('accept');
  await set('.reason', 'Asked the owner.');
  await set('.end', 'day');
  await set('.day', '2026-12-01');
  await press('.decide');

  expect(closed).toHaveBeenCalledWith({
    kind: 'accept',
    reason: 'Asked the owner.',
    until: '2026-12-01T00:00:00.000Z',
  });
});

it.each<[DecisionKind, readonly (readonly [string, string])[], string]>([
  ['assign', [], 'Choose somebody, or the queue.'],
  ['note', [['.reason', '  ']], 'Write a few words.'],
  ['accept', [['.reason', 'Known.']], 'Give a reason of 10 characters or more; this one has 6.'],
  ['not_same', [['.reason', 'Known.']], 'Give a reason of 10 characters or more; this one has 6.'],
  [
    'wait',
    [
      ['.reason', 'Known.'],
      ['.end', 'day'],
    ],
    'Choose a day that is still to come.',
  ],
  [
    'wait',
    [
      ['.reason', 'Known.'],
      ['.end', 'day'],
      ['.day', '2026-11-22'],
    ],
    'Choose a day that is still to come.',
  ],
])('%s stays open while something is missing', async (kind, given, problem) => {
  const { closed, set, press, problem: shown } = await ask(kind);
  for (const [selector, value] of given) await set(selector, value);
  await press('.decide');

  expect(closed).not.toHaveBeenCalled();
  expect(shown()).toContain(problem);
});

it('can be called off', async () => {
  const { closed, press } = await ask('resolve');
  await press('.cancel');

  expect(closed.mock.calls).toHaveLength(1);
});
