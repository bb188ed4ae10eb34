import { createElement } from 'lwc';
import type { TestWireAdapter } from '@salesforce/sfdx-lwc-jest';
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { refreshApex } from '@salesforce/apex';
import getExceptions from '@salesforce/apex/ZendeskLinkController.getExceptions';
import { openRepairDialog } from 'c/linkproofRepairDialog';
import ZendeskExceptions from 'c/zendeskExceptions';
import { DUPLICATE, NOTE, OLDER_CRITICAL } from './data/exceptions';

jest.mock(
  '@salesforce/apex/ZendeskLinkController.getExceptions',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true },
);
jest.mock('c/linkproofRepairDialog', () => ({ openRepairDialog: jest.fn() }));
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn() }), { virtual: true });

const wire = getExceptions as unknown as TestWireAdapter<readonly ExceptionView[]>;

function render() {
  const element = createElement('c-zendesk-exceptions', { is: ZendeskExceptions });
  Object.assign(element, { recordId: '001000000000001AAA' });
  document.body.appendChild(element);
  return element;
}

async function renderWith(exceptions: readonly ExceptionView[]) {
  const root = render().shadowRoot!;
  wire.emit(exceptions);
  await Promise.resolve();
  return root;
}

const texts = (root: ParentNode, selector: string) =>
  [...root.querySelectorAll(selector)].map((node) => node.textContent!.replace(/\s+/g, ' ').trim());

afterEach(() => {
  document.body.replaceChildren();
  jest.clearAllMocks();
});

describe('with exceptions', () => {
  it('shows them worst first, then oldest first', async () => {
    const root = await renderWith([NOTE, DUPLICATE, OLDER_CRITICAL]);

    expect(texts(root, '.meaning')).toEqual([OLDER_CRITICAL.meaning, DUPLICATE.meaning, NOTE.meaning]);
    expect(root.querySelector('.count')!.textContent).toBe('3 open, 2 critical');
  });

  it('says of each how bad it is, what to do and which organizations it is about', async () => {
    const root = await renderWith([DUPLICATE]);

    const badge = root.querySelector<HTMLElement & { label: string; iconName: string }>('lightning-badge')!;
    expect([badge.label, badge.iconName]).toEqual(['Critical', 'utility:error']);
    expect(texts(root, '.action')).toEqual([`What to do: ${DUPLICATE.recommendedAction}`]);
    expect(texts(root, '.organizations')).toEqual(['6164125400602, 6164125400777']);
    expect(texts(root, 'code')).toEqual(['duplicate_external_id']);
    const moment = root.querySelector<HTMLElement & { value: string }>('lightning-formatted-date-time')!;
    expect(moment.value).toBe(DUPLICATE.firstSeenAt);
  });

  it('leaves the organizations out where there are none', async () => {
    expect(texts(await renderWith([NOTE]), '.organizations')).toEqual([]);
  });

  it('shows one code twice when it stands on different organizations', async () => {
    const other = { ...DUPLICATE, organizationIds: ['1', '2'] };

    expect(texts(await renderWith([DUPLICATE, other]), '.organizations')).toHaveLength(2);
  });

  it('shows words of a newer server as they are', async () => {
    const root = await renderWith([{ ...NOTE, severity: 'dire', status: 'parked' } as unknown as ExceptionView]);

    expect(root.querySelector<HTMLElement & { label: string }>('lightning-badge')!.label).toBe('dire');
    expect(root.textContent).toContain('parked');
  });
});

it('says that nothing is open', async () => {
  const root = await renderWith([]);

  const placeholder = root.querySelector<HTMLElement & { message: string }>('c-linkproof-placeholder')!;
  expect(placeholder.message).toBe('Nothing is open on this account.');
});

it('says why the exceptions cannot be read', async () => {
  const root = render().shadowRoot!;
  wire.error({ message: 'The stored exceptions could not be read.' }, 500);
  await Promise.resolve();

  const panel = root.querySelector<HTMLElement>('c-linkproof-error-panel')!;
  expect(panel.shadowRoot!.textContent).toContain('The stored exceptions could not be read.');
});

it('reads them again whenever the page is refreshed, and no longer once it is gone', async () => {
  const element = render();
  const [, handler] = jest.mocked(registerRefreshHandler).mock.calls[0]!;
  await handler();
  expect(refreshApex).toHaveBeenCalledTimes(1);

  element.remove();
  expect(unregisterRefreshHandler).toHaveBeenCalledTimes(1);
});

describe('repairing', () => {
  const dialog = jest.mocked(openRepairDialog);
  const button = (root: ParentNode) => root.querySelector<HTMLElement & { label: string }>('.repair');

  it('compares what collides, and offers the remedy of what has one', async () => {
    const oneSided = { ...DUPLICATE, code: 'one_sided_link', fingerprint: 'beef' };
    for (const [exception, label, start] of [
      [DUPLICATE, 'Compare and decide', { kind: 'collision', fingerprint: DUPLICATE.fingerprint }],
      [oneSided, 'Repair', { kind: 'exception', fingerprint: 'beef' }],
    ] as const) {
      const root = await renderWith([exception]);
      expect(button(root)!.label).toBe(label);
      button(root)!.click();
      expect(dialog).toHaveBeenLastCalledWith('001000000000001AAA', start);
    }
  });

  it('is not offered where Linkproof has no remedy, or an older audit does not name the exception', async () => {
    expect(button(await renderWith([{ ...NOTE, fingerprint: 'beef' }]))).toBeNull();
    expect(button(await renderWith([{ ...DUPLICATE, fingerprint: undefined }]))).toBeNull();
  });
});
