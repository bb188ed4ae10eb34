import { createElement } from 'lwc';
import type { TestWireAdapter } from '@salesforce/sfdx-lwc-jest';
import { refreshApex } from '@salesforce/apex';
import getLink from '@salesforce/apex/ZendeskLinkController.getLink';
import recheck from '@salesforce/apex/ZendeskLinkController.recheck';
import { openRepairDialog } from 'c/linkproofRepairDialog';
import ZendeskLinkHealth from 'c/zendeskLinkHealth';
import { CONTRADICTED, SETTLING, STALE, VERIFIED, WITH_EVIDENCE } from './data/links';

jest.mock(
  '@salesforce/apex/ZendeskLinkController.getLink',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true },
);
jest.mock('@salesforce/apex/ZendeskLinkController.recheck', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ZendeskLinkController.getHistory', () => ({ default: jest.fn() }), { virtual: true });
jest.mock(
  '@salesforce/apex/ZendeskSampleController.getSample',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true },
);
jest.mock('c/linkproofRepairDialog', () => ({ openRepairDialog: jest.fn() }));
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn() }), { virtual: true });

const link = getLink as unknown as TestWireAdapter<LinkView | null>;
const recheckApex = jest.mocked(recheck);
const refresh = jest.mocked(refreshApex);

/** What Apex throws at a panel when the backend is down: its message says what to do. */
const BACKEND_DOWN = { body: { message: 'Linkproof could not be reached. Ask your administrator.' } };

/** Lets the promises of a handler and the rerender after them pass. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function render(recordId = VERIFIED.accountId) {
  const element = createElement('c-zendesk-link-health', { is: ZendeskLinkHealth });
  Object.assign(element, { recordId });
  document.body.appendChild(element);
  return element;
}

const find = <Type extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string) =>
  element.shadowRoot!.querySelector<Type>(selector);

const button = (element: HTMLElement) => find<HTMLElement & { label: string }>(element, '.recheck')!;

async function renderWith(view: LinkView | null) {
  const element = render();
  link.emit(view);
  await settled();
  return element;
}

afterEach(() => {
  document.body.replaceChildren();
  jest.resetAllMocks();
});

describe('while nothing has been read', () => {
  it('says that it loads', () => {
    expect(find(render(), 'lightning-spinner')).not.toBeNull();
  });

  it('asks about the account of the page', async () => {
    render('001000000000002AAA');
    await settled();

    expect(link.getLastConfig()).toEqual({ accountId: '001000000000002AAA' });
  });
});

describe('with a verdict', () => {
  it('tells the seller in one sentence, with the status beside it', async () => {
    const element = await renderWith(CONTRADICTED);

    expect(find(element, '.sentence')!.textContent).toBe(CONTRADICTED.sentence);
    expect(find<HTMLElement & { status: string }>(element, 'c-linkproof-status-badge')!.status).toBe('contradicted');
    expect(find(element, '.stale')).toBeNull();
    expect(find(element, 'lightning-spinner')).toBeNull();
  });

  it('links to the organization in a new tab and says so', async () => {
    const anchor = find<HTMLAnchorElement>(await renderWith(VERIFIED), '.organization a')!;

    expect(anchor.textContent!.trim()).toBe('Acme Corporation');
    expect(anchor.href).toBe(VERIFIED.organizationUrl);
    expect(anchor.rel).toContain('noopener');
    const icon = anchor.querySelector<HTMLElement & { alternativeText: string }>('lightning-icon')!;
    expect(icon.alternativeText).toBe('Open in Zendesk (new tab)');
  });

  it('shows the name without a link when the address is none for a browser', async () => {
    const element = await renderWith({ ...VERIFIED, organizationUrl: 'javascript:alert(1)' });

    expect(find(element, 'a')).toBeNull();
    expect(find(element, '.organization')!.textContent).toBe('Acme Corporation');
  });

  it('says that no organization is established', async () => {
    const unlinked = {
      ...VERIFIED,
      organizationId: undefined,
      organizationName: undefined,
      organizationUrl: undefined,
    };

    expect(find(await renderWith(unlinked), '.organization')!.textContent).toBe('None established');
  });

  it('says since when it holds and how fresh it is', async () => {
    const element = await renderWith(VERIFIED);
    const moment = (selector: string) => find<HTMLElement & { value: string }>(element, selector)!.value;

    expect(moment('.verdict-since c-linkproof-date-time')).toBe(VERIFIED.verdictSince);
    expect(moment('.audited-at c-linkproof-date-time')).toBe(VERIFIED.auditedAt);
  });

  it('says it when no complete audit is on record', async () => {
    const element = await renderWith({ ...VERIFIED, auditedAt: undefined });

    expect(find(element, '.audited-at')!.textContent).toBe('No complete audit on record');
  });

  it('explains every code behind it', async () => {
    const findings = find(await renderWith(CONTRADICTED), '.findings')!.querySelectorAll('li');

    expect(findings).toHaveLength(2);
    expect(findings[0]!.textContent).toContain('Two or more Zendesk organizations carry the key of the same account.');
    expect(findings[0]!.querySelector('code')!.textContent).toBe('duplicate_external_id');
    expect(findings[1]!.textContent).toContain('Only the link itself was checked');
  });

  it('says in its own sentence that a change has to settle, not that the audit is out of date', async () => {
    const element = await renderWith(SETTLING);

    expect(find<HTMLElement & { status: string }>(element, 'c-linkproof-status-badge')!.status).toBe('unknown');
    expect(find(element, '.sentence')!.textContent).toBe(SETTLING.sentence);
    expect(find(element, '.stale')).toBeNull();
    expect(find(element, '.findings')).toBeNull();
  });

  it('hands the history the account of the page', async () => {
    const history = find<HTMLElement & { recordId: string }>(await renderWith(VERIFIED), 'c-zendesk-link-history')!;

    expect(history.recordId).toBe(VERIFIED.accountId);
  });

  it('warns when it is out of date, naming the verdict of the last audit', async () => {
    const element = await renderWith(STALE);

    expect(find<HTMLElement & { status: string }>(element, 'c-linkproof-status-badge')!.status).toBe('unknown');
    expect(find(element, '.stale')!.textContent).toContain('the verdict was: Verified.');
    expect(find(element, '.sentence')!.textContent).toBe(
      'Do not rely on these tickets until the account has been checked again.',
    );
  });
});

describe('without a verdict', () => {
  it('says that there is none, and offers to find out', async () => {
    const element = await renderWith(null);

    const placeholder = find<HTMLElement & { message: string }>(element, 'c-linkproof-placeholder')!;
    expect(placeholder.message).toContain('No verdict is stored for this account');
    expect(button(element).label).toBe('Re-check now');
  });
});

describe('when the verdict cannot be read', () => {
  it('says why, in place', async () => {
    const element = render();
    link.error({ message: 'You may not see Zendesk link health.' }, 500);
    await settled();

    const panel = find<HTMLElement & { error: unknown }>(element, 'c-linkproof-error-panel.load-error')!;
    expect(panel.shadowRoot!.textContent).toContain('You may not see Zendesk link health.');
    expect(find(element, '.sentence')).toBeNull();
  });
});

describe('evidence', () => {
  it('is shown to whoever was handed it', async () => {
    const element = await renderWith(WITH_EVIDENCE);

    const evidence = find<HTMLElement & { value: string }>(element, 'c-linkproof-evidence')!;
    expect(evidence.value).toBe(WITH_EVIDENCE.evidence);
    expect(find(element, '.evidence')!.textContent).toContain('run-20261122');
  });

  it('is not offered to a seller, who is handed none', async () => {
    expect(find(await renderWith(VERIFIED), '.evidence')).toBeNull();
  });
});

describe('Re-check now', () => {
  it('audits the account, reads the verdict again and tells the other panels', async () => {
    const element = await renderWith(CONTRADICTED);
    const refreshed = jest.fn();
    element.addEventListener('lightning__refresh', refreshed);
    recheckApex.mockResolvedValue(VERIFIED);

    button(element).click();
    await settled();

    expect(recheckApex).toHaveBeenCalledWith({ accountId: VERIFIED.accountId });
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(refreshed).toHaveBeenCalledTimes(1);
    expect(find(element, '[role="status"]')!.textContent).toBe(
      'The account was checked just now. The verdict was Contradicted and is Verified.',
    );
  });

  it('says that nothing changed', async () => {
    const element = await renderWith(VERIFIED);
    recheckApex.mockResolvedValue(VERIFIED);

    button(element).click();
    await settled();

    expect(find(element, '[role="status"]')!.textContent).toBe('The account was checked just now.');
  });

  it('says that the account needs no organization when it leaves no verdict', async () => {
    const element = await renderWith(null);
    recheckApex.mockResolvedValue(null);

    button(element).click();
    await settled();

    expect(find(element, '[role="status"]')!.textContent).toContain('It needs no Zendesk organization');
  });

  it('shows that it is under way, keeps the button in reach and asks only once', async () => {
    const element = await renderWith(VERIFIED);
    let finish: (view: LinkView) => void = () => undefined;
    recheckApex.mockReturnValue(new Promise((resolve) => (finish = resolve)));

    button(element).click();
    button(element).click();
    await settled();

    expect(recheckApex).toHaveBeenCalledTimes(1);
    expect(button(element).label).toBe('Checking both systems…');
    expect(button(element).hasAttribute('disabled')).toBe(false);
    expect(find(element, '[role="status"]')!.textContent).toBe('Checking both systems…');

    finish(VERIFIED);
    await settled();
    expect(button(element).label).toBe('Re-check now');
  });

  it('keeps the stored verdict when the backend is down, with the failure and what to do beside it', async () => {
    const element = await renderWith(CONTRADICTED);
    recheckApex.mockRejectedValue(BACKEND_DOWN);

    button(element).click();
    await settled();

    const panel = find(element, 'c-linkproof-error-panel.recheck-error')!;
    expect(panel.shadowRoot!.textContent).toContain('The account could not be re-checked');
    expect(panel.shadowRoot!.textContent).toContain(BACKEND_DOWN.body.message);
    expect(find(element, '.sentence')!.textContent).toBe(CONTRADICTED.sentence);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('forgets the failure when it is tried again', async () => {
    const element = await renderWith(VERIFIED);
    recheckApex.mockRejectedValueOnce(BACKEND_DOWN).mockResolvedValueOnce(VERIFIED);

    button(element).click();
    await settled();
    button(element).click();
    await settled();

    expect(find(element, 'c-linkproof-error-panel')).toBeNull();
  });

  it('never shows its outcome on another account', async () => {
    const element = await renderWith(VERIFIED);
    let fail: (error: unknown) => void = () => undefined;
    recheckApex.mockReturnValue(new Promise((_, reject) => (fail = reject)));

    button(element).click();
    Object.assign(element, { recordId: '001000000000002AAA' });
    fail(BACKEND_DOWN);
    await settled();

    expect(find(element, 'c-linkproof-error-panel')).toBeNull();
    expect(button(element).label).toBe('Re-check now');
  });
});

describe('Relink', () => {
  it('opens the repair dialog for the account, then reads the verdict again and says what it was', async () => {
    const element = await renderWith(CONTRADICTED);
    let closeDialog: () => void = () => undefined;
    jest.mocked(openRepairDialog).mockReturnValue(new Promise((resolve) => (closeDialog = resolve)));
    refresh.mockImplementation(async () => link.emit(VERIFIED));
    let refreshed = 0;
    element.addEventListener('lightning__refresh', () => (refreshed += 1));
    find(element, '.relink')!.click();
    await settled();
    expect(jest.mocked(openRepairDialog).mock.calls).toEqual([[VERIFIED.accountId, { kind: 'relink' }]]);
    expect(refresh).not.toHaveBeenCalled();

    closeDialog();
    await settled();
    expect(find(element, '.outcome')!.textContent).toContain('The verdict was Contradicted and is Verified.');
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(recheckApex).not.toHaveBeenCalled();
  });
});
