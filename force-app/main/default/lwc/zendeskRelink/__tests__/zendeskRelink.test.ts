import { createElement } from 'lwc';
import apply from '@salesforce/apex/ZendeskRepairController.apply';
import approve from '@salesforce/apex/ZendeskRepairController.approve';
import compare from '@salesforce/apex/ZendeskRepairController.compare';
import compareException from '@salesforce/apex/ZendeskRepairController.compareException';
import getPlan from '@salesforce/apex/ZendeskRepairController.getPlan';
import keepApart from '@salesforce/apex/ZendeskRepairController.keepApart';
import preview from '@salesforce/apex/ZendeskRepairController.preview';
import undo from '@salesforce/apex/ZendeskRepairController.undo';
import ZendeskRelink from 'c/zendeskRelink';
import { COLLISION, RELINK } from '../../zendeskCompare/__tests__/data/comparisons';
import { PROPOSED, PROPOSER, receiptsOf, withGroup } from '../../zendeskPlan/__tests__/data/plans';

const METHODS = { apply, approve, compare, compareException, getPlan, keepApart, preview, undo };

// Base components for tests have none: the dialog's frame is looked at in a browser.
jest.mock('lightning/modal', () => ({ __esModule: true, default: jest.requireActual('lwc').LightningElement }), {
  virtual: true,
});
jest.mock('@salesforce/user/Id', () => ({ default: '005000000000003AAA' }), { virtual: true });
jest.mock('@salesforce/apex/ZendeskRepairController.apply', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ZendeskRepairController.approve', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ZendeskRepairController.compare', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ZendeskRepairController.compareException', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('@salesforce/apex/ZendeskRepairController.getPlan', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ZendeskRepairController.keepApart', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ZendeskRepairController.preview', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/ZendeskRepairController.searchOrganizations', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('@salesforce/apex/ZendeskRepairController.undo', () => ({ default: jest.fn() }), { virtual: true });

const mocked = <Name extends keyof typeof METHODS>(name: Name) => jest.mocked(METHODS[name]);

const accountId = '001000000000001AAA';
const APPROVED: PlanView = { ...PROPOSED, state: 'approved', waitsFor: [] };
const APPLIED: PlanView = {
  ...PROPOSED,
  state: 'applied',
  waitsFor: [],
  applyIds: ['apply-1'],
  receipts: receiptsOf('applied', 'applied'),
};

/** Lets the promises of a handler and the rerender after them pass, without the time between two looks at a plan. */
const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

async function open(start: RepairStart) {
  const element = createElement('c-zendesk-relink', { is: ZendeskRelink });
  Object.assign(element, { accountId, start });
  document.body.appendChild(element);
  await settled();
  return element;
}

const find = <Type extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string) =>
  element.shadowRoot!.querySelector<Type>(selector);
const heading = (element: HTMLElement) => find(element, 'h2')?.textContent;
const failure = (element: HTMLElement) => find<HTMLElement & { error: unknown }>(element, 'c-linkproof-error-panel');
const shownPlan = (element: HTMLElement) => find<HTMLElement & { view: PlanView }>(element, 'c-zendesk-plan')?.view;

async function press(element: HTMLElement, selector: string) {
  find(element, selector)!.click();
  await settled();
}

async function fire(element: HTMLElement, selector: string, name: string, detail: unknown) {
  find(element, selector)!.dispatchEvent(new CustomEvent(name, { detail }));
  await settled();
}

async function sayWhy(element: HTMLElement, reason = 'The old portal is closed.') {
  await fire(element, '.reason', 'change', { value: reason });
  await press(element, '.go-on');
}

afterEach(() => {
  document.body.replaceChildren();
  jest.resetAllMocks();
});

describe('relinking', () => {
  it('goes from the search over the comparison to a plan, with the choice about people and the reason', async () => {
    mocked('compare').mockResolvedValue(RELINK);
    mocked('preview').mockResolvedValue(PROPOSED);
    const element = await open({ kind: 'relink' });
    expect(heading(element)).toBe('Which Zendesk organization is this customer’s?');

    await fire(element, 'c-zendesk-organization-search', 'choose', '7002');
    expect(mocked('compare')).toHaveBeenCalledWith({ accountId, organizationId: '7002' });
    await fire(element, 'c-zendesk-compare', 'choose', 'keep_right');
    expect(heading(element)).toBe('Link this account to Acme (old portal)');
    await fire(element, '.people', 'change', { value: 'move' });
    await sayWhy(element);

    const [{ requestJson, reason }] = mocked('preview').mock.calls[0]!;
    expect(JSON.parse(requestJson)).toEqual({ kind: 'relink', accountId, organizationId: '7002', people: 'move' });
    expect(reason).toBe('The old portal is closed.');
    expect(shownPlan(element)).toEqual(PROPOSED);
    expect(mocked('approve')).not.toHaveBeenCalled();
  });

  it('asks for a reason before it plans', async () => {
    const element = await open({ kind: 'relink' });
    await press(element, '.unlink');
    await sayWhy(element, '  ');

    expect(failure(element)!.error).toEqual({
      message: 'Say why, in a few words: whoever approves or undoes this reads it.',
    });
    expect(mocked('preview')).not.toHaveBeenCalled();
  });

  it('unlinks, and creates an organization, without asking about people', async () => {
    mocked('preview').mockResolvedValue(PROPOSED);
    for (const [button, kind] of [
      ['.unlink', 'unlink'],
      ['.create', 'provision'],
    ] as const) {
      const element = await open({ kind: 'relink' });
      await press(element, button);
      expect(find(element, '.people')).toBeNull();
      await sayWhy(element);
      expect(JSON.parse(mocked('preview').mock.lastCall![0].requestJson)).toMatchObject({ kind, accountId });
    }
  });

  it('says what the server refuses, and stays where it is', async () => {
    const refusal = { body: { message: 'It is right already.' } };
    mocked('preview').mockRejectedValue(refusal);
    const element = await open({ kind: 'relink' });
    await press(element, '.unlink');
    await sayWhy(element);

    expect(failure(element)!.error).toEqual(refusal);
    expect(heading(element)).toBe('Unlink this account');
    await press(element, '.back');
    expect(failure(element)).toBeNull();
    expect(heading(element)).toBe('Which Zendesk organization is this customer’s?');
  });
});

describe('an exception', () => {
  it('about two sides is compared, and keeping one is planned', async () => {
    mocked('compareException').mockResolvedValue(COLLISION);
    mocked('preview').mockResolvedValue(PROPOSED);
    const element = await open({ kind: 'collision', fingerprint: 'f00d' });
    expect(mocked('compareException')).toHaveBeenCalledWith({ accountId, fingerprint: 'f00d' });
    await fire(element, 'c-zendesk-compare', 'choose', 'keep_left');
    await sayWhy(element);

    expect(JSON.parse(mocked('preview').mock.calls[0]![0].requestJson)).toEqual({
      kind: 'collision',
      fingerprint: 'f00d',
      keepId: '7001',
    });
  });

  it('about two sides that are not the same is closed with a reason, and nothing is planned', async () => {
    mocked('compareException').mockResolvedValue(COLLISION);
    const element = await open({ kind: 'collision', fingerprint: 'f00d' });
    await fire(element, 'c-zendesk-compare', 'choose', 'keep_apart');
    await sayWhy(element, 'Two subsidiaries.');

    expect(mocked('keepApart')).toHaveBeenCalledWith({ accountId, fingerprint: 'f00d', reason: 'Two subsidiaries.' });
    expect(find(element, '.kept-apart')).not.toBeNull();
    // What has the focus takes Escape.
    expect(heading(element)).toBe('They are not the same');
    expect(mocked('preview')).not.toHaveBeenCalled();
  });

  it('about two sides that are one is answered with advice: Linkproof never merges', async () => {
    mocked('compareException').mockResolvedValue(COLLISION);
    const element = await open({ kind: 'collision', fingerprint: 'f00d' });
    await fire(element, 'c-zendesk-compare', 'choose', 'recommend_merge');

    expect(find(element, '.advice')!.textContent).toBe(COLLISION.mergeAdvice);
    expect(find(element, '.go-on')).toBeNull();
  });

  it('with a remedy is planned for this account only', async () => {
    mocked('preview').mockResolvedValue(PROPOSED);
    const element = await open({ kind: 'exception', fingerprint: 'f00d' });
    await sayWhy(element);

    expect(JSON.parse(mocked('preview').mock.calls[0]![0].requestJson)).toEqual({
      kind: 'exceptions',
      codes: null,
      fingerprints: ['f00d'],
      accountIds: [accountId],
    });
  });
});

describe('approval', () => {
  const openPlan = async (view: PlanView) => {
    mocked('getPlan').mockResolvedValue(view);
    return open({ kind: 'plan', planId: 'plan-1' });
  };
  const exposing = withGroup(PROPOSED, {}, { gainSight: ['9001'] });

  it('is the proposer’s own where nobody is exposed', async () => {
    const element = await openPlan(PROPOSED);

    expect(find(element, '.approve')).not.toBeNull();
    expect(find(element, '.approver')).toBeNull();
  });

  it.each([
    ['shows tickets to people', exposing],
    ['rests on something unreadable', withGroup(PROPOSED, {}, { unreadable: ['Members of 7002.'] })],
    [
      'can’t be undone',
      withGroup(PROPOSED, { changes: [{ ...PROPOSED.plan.groups[0]!.changes[0]!, inverse: undefined }] }),
    ],
  ])('of what %s is left to somebody else, who is told that he may', async (_, view) => {
    const own = await openPlan(view);
    expect(find(own, '.approve')).toBeNull();
    expect(find(own, '.approver')!.textContent).toContain('somebody else who holds the permission set Linkproof Admin');

    const others = await openPlan({ ...view, plan: { ...view.plan, proposedBy: '005000000000009AAA' } });
    expect(find(others, '.approve')).not.toBeNull();
    expect(find(others, '.approver')!.textContent).toContain('you may');
  });

  it('is of what was seen; an approval that is not enough applies nothing', async () => {
    const waiting = { ...PROPOSED, approvals: [{ planId: 'plan-1', hash: 'abc', by: PROPOSER, at: '' }] };
    mocked('approve').mockResolvedValue(waiting);
    const element = await openPlan(PROPOSED);
    await press(element, '.approve');

    expect(mocked('approve')).toHaveBeenCalledWith({ accountId, planId: 'plan-1', hash: 'abc' });
    expect(mocked('apply')).not.toHaveBeenCalled();
    expect(find(element, '.approve')).toBeNull();
  });

  it('of an expired plan is not offered', async () => {
    const element = await openPlan({ ...PROPOSED, state: 'expired' });

    expect(find(element, '.approve')).toBeNull();
    expect(find(element, '.apply')).toBeNull();
  });
});

describe('applying', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const second = async () => {
    jest.advanceTimersByTime(1000);
    await settled();
  };

  async function start() {
    mocked('getPlan').mockResolvedValue(APPROVED);
    mocked('apply').mockResolvedValue({ applyId: 'apply-1' });
    const element = await open({ kind: 'plan', planId: 'plan-1' });
    mocked('getPlan').mockResolvedValue({
      ...APPROVED,
      state: 'applying',
      applyIds: ['apply-1'],
      receipts: receiptsOf('applied'),
    });
    await press(element, '.apply');
    return element;
  }

  it('tells how far it is until it has ended, then offers to take it back', async () => {
    const element = await start();
    expect(find(element, '.progress p')!.textContent).toBe('1 of 2 changes');
    expect(find(element, '[role="progressbar"]')!.getAttribute('aria-valuenow')).toBe('50');
    expect(find(element, '.undo')).toBeNull();

    mocked('getPlan').mockResolvedValue(APPLIED);
    await second();
    expect(find(element, '.progress')).toBeNull();
    expect(heading(element)).toBe('What became of it');
    expect(shownPlan(element)).toEqual(APPLIED);

    const undoing = { ...PROPOSED, plan: { ...PROPOSED.plan, kind: 'undo' as const } };
    mocked('undo').mockResolvedValue(undoing);
    await press(element, '.undo');
    await sayWhy(element, 'It was right before.');
    expect(mocked('undo')).toHaveBeenCalledWith({ accountId, planId: 'plan-1', reason: 'It was right before.' });
    expect(heading(element)).toBe('Take back this repair');
  });

  it('does not take an earlier execution’s end for its own', async () => {
    const element = await start();
    mocked('getPlan').mockResolvedValue({ ...APPLIED, state: 'partly_applied', applyIds: ['apply-0'] });
    await second();

    expect(find(element, '.progress')).not.toBeNull();
  });

  it('is not looked at any more once the dialog is closed', async () => {
    const element = await start();
    element.remove();
    mocked('getPlan').mockClear();
    await second();
    await second();

    expect(mocked('getPlan')).not.toHaveBeenCalled();
  });

  it('bears a look that fails, and says so when several do: the plan may be looked at again', async () => {
    const element = await start();
    const down = { body: { message: 'Linkproof could not be reached.' } };
    mocked('getPlan').mockRejectedValue(down);
    await second();
    await second();
    expect(failure(element)).toBeNull();
    await second();
    expect(failure(element)!.error).toEqual(down);

    mocked('getPlan').mockResolvedValue(APPLIED);
    await press(element, '.look-again');
    expect(shownPlan(element)).toEqual(APPLIED);
  });

  it('of a plan that came to a part of it is resumed, or taken back', async () => {
    mocked('getPlan').mockResolvedValue({
      ...APPLIED,
      state: 'partly_applied',
      receipts: receiptsOf('applied', 'failed'),
    });
    mocked('apply').mockResolvedValue({ applyId: 'apply-2' });
    const element = await open({ kind: 'plan', planId: 'plan-1' });
    expect(find(element, '.undo')).not.toBeNull();
    expect(find(element, '.look-again')).toBeNull();
    await press(element, '.resume');

    expect(mocked('apply')).toHaveBeenCalledWith({ accountId, planId: 'plan-1' });
  });

  it('of a plan whose process died goes on', async () => {
    mocked('getPlan').mockResolvedValue({ ...APPROVED, state: 'applying', applyIds: ['apply-0'] });
    mocked('apply').mockResolvedValue({ applyId: 'apply-1' });
    const element = await open({ kind: 'plan', planId: 'plan-1' });
    await press(element, '.resume');

    expect(mocked('apply')).toHaveBeenCalledWith({ accountId, planId: 'plan-1' });
    expect(find(element, '.progress')).not.toBeNull();
  });
});
