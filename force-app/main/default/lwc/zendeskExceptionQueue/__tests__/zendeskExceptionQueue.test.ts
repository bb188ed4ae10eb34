import { createElement } from 'lwc';
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import decide from '@salesforce/apex/ZendeskExceptionQueueController.decide';
import getChoices from '@salesforce/apex/ZendeskExceptionQueueController.getChoices';
import getCounts from '@salesforce/apex/ZendeskExceptionQueueController.getCounts';
import getException from '@salesforce/apex/ZendeskExceptionQueueController.getException';
import getGroups from '@salesforce/apex/ZendeskExceptionQueueController.getGroups';
import getPage from '@salesforce/apex/ZendeskExceptionQueueController.getPage';
import { askForDecision } from 'c/linkproofDecisionDialog';
import ZendeskExceptionQueue from 'c/zendeskExceptionQueue';
import { CHOICES, COUNTS, decided, DUPLICATE, ME, ONE_SIDED } from './data/rows';

jest.mock('@salesforce/apex/ZendeskExceptionQueueController.decide', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ZendeskExceptionQueueController.getChoices', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('@salesforce/apex/ZendeskExceptionQueueController.getCounts', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('@salesforce/apex/ZendeskExceptionQueueController.getException', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('@salesforce/apex/ZendeskExceptionQueueController.getGroups', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('@salesforce/apex/ZendeskExceptionQueueController.getPage', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('c/linkproofDecisionDialog', () => ({ askForDecision: jest.fn() }));
jest.mock('c/linkproofRepairDialog', () => ({ openRepairDialog: jest.fn() }));
jest.mock('@salesforce/customPermission/Linkproof_Operate', () => ({ __esModule: true, default: true }), {
  virtual: true,
});

const ACCEPT: Decision = { kind: 'accept', reason: 'A known duplicate.', until: null };

/** Lets the promises of a handler and the rerenders after them pass. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

async function render() {
  const element = createElement('c-zendesk-exception-queue', { is: ZendeskExceptionQueue });
  document.body.appendChild(element);
  await settled();
  return element;
}

/** Every element below, through the shadows of components. */
function everything(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((node) => [
    node,
    ...(node.shadowRoot ? everything(node.shadowRoot) : []),
  ]);
}

const all = <Type extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string) =>
  everything(element.shadowRoot!).filter((node): node is Type => node.matches(selector));
const find = <Type extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string) =>
  all<Type>(element, selector)[0]!;
const textOf = (node: HTMLElement | undefined) => node?.textContent?.replace(/\s+/g, ' ').trim();
const rowOf = (element: HTMLElement, fingerprint: string) => find(element, `tr[data-fingerprint="${fingerprint}"]`);
const statusOf = (element: HTMLElement, fingerprint: string) =>
  textOf(rowOf(element, fingerprint).querySelector<HTMLElement>('.status')!);

async function choose(element: HTMLElement, fingerprint: string) {
  const box = rowOf(element, fingerprint).querySelector<HTMLInputElement>('input')!;
  box.checked = !box.checked;
  box.dispatchEvent(new CustomEvent('change'));
  await settled();
}

async function press(element: HTMLElement, selector: string) {
  find(element, selector).click();
  await settled();
}

/** What a base component of a test fires. */
async function set(element: HTMLElement, selector: string, detail: object) {
  find(element, selector).dispatchEvent(new CustomEvent('change', { detail }));
  await settled();
}

const filters = () => jest.mocked(getPage).mock.calls.map(([{ filterJson }]) => JSON.parse(filterJson) as QueueFilter);
const asked = () => JSON.parse(jest.mocked(decide).mock.calls[0]![0].requestJson) as Record<string, unknown>;

beforeEach(() => {
  jest.mocked(registerRefreshHandler).mockReturnValue(1);
  jest.mocked(getCounts).mockResolvedValue(COUNTS);
  jest.mocked(getGroups).mockResolvedValue([{ total: 2 }]);
  jest.mocked(getChoices).mockResolvedValue(CHOICES);
  jest.mocked(getPage).mockResolvedValue({ rows: [DUPLICATE, ONE_SIDED] });
  jest.mocked(getException).mockResolvedValue({
    row: DUPLICATE,
    accountIds: [],
    organizationIds: ['7001', '7002'],
    evidence: '{"externalId":"001000000000001AAA","organizations":[{"id":"7001"},{"id":"7002"}]}',
    activity: JSON.stringify([
      { at: '2026-11-21T08:00:00.000Z', by: 'audit', action: 'reopened', text: 'Its key changed.', until: null },
      { at: '2026-11-20T08:00:00.000Z', by: ME, action: 'assign', text: ME, until: null },
    ]),
    reopenedBecause: 'Organization 7003 has the key now.\nOrganization 7001 has it no more.',
    decisionReason: 'A known duplicate.',
    decidedBy: ME,
    decidedAt: '2026-11-20T08:00:00.000Z',
    userNames: { [ME]: 'Tomas Okafor' },
  });
});

afterEach(() => {
  document.body.replaceChildren();
  jest.resetAllMocks();
});

describe('the list', () => {
  it('shows the only group opened, with what each exception is, whose it is and what became of it', async () => {
    const element = await render();

    expect(textOf(find(element, '.total'))).toBe('Exceptions: 2');
    expect(all(element, '.open').map(textOf)).toEqual([DUPLICATE.meaning, ONE_SIDED.meaning]);
    expect(statusOf(element, 'f1')).toBe('New');
    expect(textOf(rowOf(element, 'f1').querySelector<HTMLElement>('.came-back')!)).toBe('Came back: 2 ×');
    expect(textOf(rowOf(element, 'f1'))).toContain('Nobody yet');
    expect(textOf(rowOf(element, 'f2'))).toContain('Tomas Okafor');
    expect(statusOf(element, 'f2')).toBe('Accepted');
  });

  it('reads a group only once it is opened, and only its own', async () => {
    jest
      .mocked(getGroups)
      .mockResolvedValue([{ total: 90 }, { causeKey: 'merge:1', cause: 'Merged into Acme', total: 9 }]);
    const element = await render();
    expect(getPage).not.toHaveBeenCalled();

    const toggles = all(element, '.toggle');
    expect(toggles.map(textOf)).toEqual(['No cause in common', 'Merged into Acme']);
    toggles[1]!.click();
    await settled();
    expect(filters()).toEqual([{ causeKey: 'merge:1' }]);
  });

  it('is one list where nobody wants groups', async () => {
    jest.mocked(getGroups).mockResolvedValue([{ total: 90 }, { causeKey: 'merge:1', total: 9 }]);
    const element = await render();
    await set(element, '.grouped', { checked: false });

    expect(filters()).toEqual([{}]);
    expect(all(element, 'c-zendesk-queue-group')).toEqual([]);
  });

  it('reads the next page from where the last one ended', async () => {
    jest
      .mocked(getPage)
      .mockResolvedValueOnce({ rows: [DUPLICATE], nextCursor: 'cursor' })
      .mockResolvedValueOnce({ rows: [ONE_SIDED] });
    const element = await render();
    await press(element, '.show-more');

    expect(jest.mocked(getPage).mock.calls.map(([{ cursorJson }]) => cursorJson)).toEqual([null, 'cursor']);
    expect(all(element, '.open')).toHaveLength(2);
    expect(all(element, '.show-more')).toEqual([]);
  });

  it('reads anew by whatever filter is set, and says how many each choice leaves', async () => {
    const element = await render();
    const severity = find<HTMLElement & { options: { label: string }[] }>(element, '[data-filter="severities"]');
    expect(severity.options.map(({ label }) => label)).toEqual([
      'Any',
      'Critical (1)',
      'High (0)',
      'Medium (0)',
      'Low (0)',
    ]);

    await set(element, '[data-filter="severities"]', { value: 'critical' });
    await set(element, '[data-filter="owner"]', { value: 'me' });
    expect(filters().at(-1)).toEqual({ severities: ['critical'], owner: 'me', withoutCause: true });

    await press(element, '.clear');
    expect(filters().at(-1)).toEqual({ withoutCause: true });
  });
});

describe('a decision', () => {
  it('is shown at once, and then as the server took it', async () => {
    jest.mocked(askForDecision).mockResolvedValue(ACCEPT);
    let answer: (value: DecisionAnswer) => void = () => undefined;
    jest.mocked(decide).mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const element = await render();
    await choose(element, 'f1');
    await press(element, '[data-kind="accept"]');

    expect(statusOf(element, 'f1')).toBe('Accepted');
    expect(rowOf(element, 'f1').getAttribute('aria-busy')).toBe('true');
    expect(asked()).toEqual({ action: ACCEPT, exceptions: [{ fingerprint: 'f1', revision: 4 }] });

    answer({
      outcomes: [
        {
          fingerprint: 'f1',
          outcome: 'done',
          message: 'Accepted.',
          exception: decided(DUPLICATE, { status: 'accepted', ownerId: ME }),
        },
      ],
      userNames: { [ME]: 'Tomas Okafor' },
    });
    await settled();
    expect(rowOf(element, 'f1').getAttribute('aria-busy')).toBeNull();
    expect(textOf(rowOf(element, 'f1'))).toContain('Tomas Okafor');
    expect(textOf(find(element, '.outcome'))).toBe('Decided: 1.');
    expect(all(element, '.chosen')).toEqual([]);

    // The next one is taken on what is shown now.
    jest.mocked(decide).mockClear();
    await choose(element, 'f1');
    await press(element, '[data-kind="reopen"]');
    expect(asked()).toMatchObject({ exceptions: [{ fingerprint: 'f1', revision: 5 }] });
  });

  it('that somebody else forestalled is taken back, and shows what it is now', async () => {
    jest.mocked(askForDecision).mockResolvedValue(ACCEPT);
    jest.mocked(decide).mockResolvedValue({
      outcomes: [
        {
          fingerprint: 'f1',
          outcome: 'conflict',
          message: 'Found revision 5, expected 4.',
          exception: decided(DUPLICATE, { status: 'waiting' }),
        },
        { fingerprint: 'f2', outcome: 'refused', message: 'It is accepted already.' },
      ],
      userNames: {},
    });
    const element = await render();
    await choose(element, 'f1');
    await choose(element, 'f2');
    await press(element, '[data-kind="accept"]');

    expect(statusOf(element, 'f1')).toBe('Waiting');
    expect(textOf(rowOf(element, 'f1').querySelector<HTMLElement>('.message')!)).toBe(
      'Somebody was faster: it is now “Waiting”. Look at it again before you decide.',
    );
    expect(statusOf(element, 'f2')).toBe('Accepted');
    expect(textOf(rowOf(element, 'f2').querySelector<HTMLElement>('.message')!)).toBe('It is accepted already.');
    expect(textOf(find(element, '.outcome'))).toBe('Changed meanwhile: 1. Refused: 1.');
    expect(textOf(find(element, '.chosen-count'))).toBe('2 chosen');
  });

  it('that cannot reach the server is taken back, with the reason', async () => {
    jest.mocked(askForDecision).mockResolvedValue(ACCEPT);
    jest.mocked(decide).mockRejectedValue({ body: { message: 'Linkproof could not be reached.' } });
    const element = await render();
    await choose(element, 'f1');
    await press(element, '[data-kind="accept"]');

    expect(statusOf(element, 'f1')).toBe('New');
    expect(textOf(find(element, '.decision-error').shadowRoot!.firstElementChild as HTMLElement)).toBe(
      'Nothing was decidedLinkproof could not be reached.',
    );
  });

  it('that is called off changes nothing', async () => {
    jest.mocked(askForDecision).mockResolvedValue(undefined);
    const element = await render();
    await choose(element, 'f1');
    await press(element, '[data-kind="resolve"]');

    expect(decide).not.toHaveBeenCalled();
    expect(askForDecision).toHaveBeenCalledWith({ kind: 'resolve', count: 1, operators: CHOICES.operators });
  });

  it('is offered only where every chosen exception allows it', async () => {
    const element = await render();
    const offered = () =>
      all<HTMLElement & { label: string }>(element, '.chosen [data-kind], c-zendesk-queue-actions')
        .flatMap((node) => (node.shadowRoot ? [...node.shadowRoot.querySelectorAll<HTMLElement>('[data-kind]')] : []))
        .map(({ dataset }) => dataset['kind']);
    await choose(element, 'f1');
    expect(offered()).toEqual(['assign', 'note', 'wait', 'accept', 'not_same', 'resolve']);
    await choose(element, 'f2');
    expect(offered()).toEqual(['assign', 'note', 'wait', 'accept', 'resolve']);
    await choose(element, 'f1');
    expect(offered()).toEqual(['assign', 'note', 'wait', 'accept', 'resolve', 'reopen']);
  });

  it('takes at most two hundred at once', async () => {
    const page = (from: number) =>
      Array.from({ length: 50 }, (_, n) => ({ ...DUPLICATE, id: `row-${from + n}`, fingerprint: `x${from + n}` }));
    for (const from of [0, 50, 100, 150]) {
      jest.mocked(getPage).mockResolvedValueOnce({ rows: page(from), nextCursor: `after-${from}` });
    }
    const element = await render();
    await press(element, '.choose-all');
    await settled();

    expect(textOf(find(element, '.chosen-count'))).toBe('200 chosen');
    expect(getPage).toHaveBeenCalledTimes(4);
  });
});

describe('one exception', () => {
  it('is shown beside the list with what was found, decided and done, and what changed', async () => {
    const element = await render();
    await press(element, '.open');

    expect(getException).toHaveBeenCalledWith({ exceptionId: DUPLICATE.id });
    expect(document.activeElement).toBe(element);
    expect(all(element, '.reopened li').map(textOf)).toEqual([
      'Organization 7003 has the key now.',
      'Organization 7001 has it no more.',
    ]);
    expect(textOf(find(element, '.decision'))).toBe('A known duplicate.');
    expect(all(element, '.fact').map(textOf)).toEqual([
      'External id001000000000001AAA',
      'OrganizationsId: 7001Id: 7002',
    ]);
    expect(all(element, '.entry strong').map(textOf)).toEqual(['Reopened', 'Assign']);
    expect(all(element, '.entry .text').map(textOf)).toEqual(['Its key changed.', 'Tomas Okafor']);

    await press(element, '.close');
    expect(all(element, 'c-zendesk-queue-detail')).toEqual([]);
  });

  it('says why the rest of it cannot be read', async () => {
    jest.mocked(getException).mockRejectedValue({ body: { message: 'It is gone.' } });
    const element = await render();
    await press(element, '.open');

    expect(all(element, 'c-linkproof-error-panel')).toHaveLength(1);
  });
});

describe('without rows', () => {
  beforeEach(() => {
    jest.mocked(getCounts).mockResolvedValue({ ...COUNTS, total: 0 });
    jest.mocked(getGroups).mockResolvedValue([]);
  });

  const message = (element: HTMLElement) =>
    find<HTMLElement & { message: string }>(element, 'c-linkproof-placeholder').message;

  it('says that there is nothing to do', async () => {
    expect(message(await render())).toBe('Nothing to do: no exception is open.');
  });

  it('says that the filters leave nothing', async () => {
    const element = await render();
    await set(element, '[data-filter="owner"]', { value: 'me' });
    expect(message(element)).toBe('No exception matches these filters.');
  });
});

it('says why the queue cannot be read', async () => {
  jest.mocked(getCounts).mockRejectedValue({ body: { message: 'No access to the field.' } });
  const element = await render();

  expect(find(element, 'c-linkproof-error-panel').shadowRoot!.textContent).toContain('No access to the field.');
});

it('reads everything again when the page is refreshed, and no longer once it is gone', async () => {
  const element = await render();
  const [, handler] = jest.mocked(registerRefreshHandler).mock.calls[0]!;
  await handler();
  expect(getCounts).toHaveBeenCalledTimes(2);

  element.remove();
  expect(unregisterRefreshHandler).toHaveBeenCalledTimes(1);
});
