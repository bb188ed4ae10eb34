import { createElement } from 'lwc';
import ZendeskPlan from 'c/zendeskPlan';
import { KEY_CHANGE, PROPOSED, PROPOSER, receiptsOf, withGroup } from './data/plans';

function render(view: PlanView) {
  const element = createElement('c-zendesk-plan', { is: ZendeskPlan });
  Object.assign(element, { view });
  document.body.appendChild(element);
  return element;
}

const all = (element: HTMLElement, selector: string) => [...element.shadowRoot!.querySelectorAll(selector)];
const texts = (element: HTMLElement, selector: string) =>
  all(element, selector).map(({ textContent }) => textContent!.replace(/\s+/g, ' ').trim());
const consequence = (element: HTMLElement, key: string) => texts(element, `[data-consequence="${key}"]`);

afterEach(() => document.body.replaceChildren());

it('shows every change as what it was and what it becomes, an empty value in words', () => {
  const element = render(PROPOSED);

  expect(texts(element, '.title')).toEqual(['Links Acme to organization 7002 instead of 7001.']);
  expect(texts(element, '.before')).toEqual(['7001', '(empty)']);
  expect(texts(element, '.after')).toEqual(['7002', '001000000000001AAA']);
  expect(texts(element, '.change code')).toEqual(['Zendesk_Organization_Id__c', 'external_id']);
});

it('says who proposed it, and why; users by their names, others as they call themselves', () => {
  const view = { ...PROPOSED, approvals: [PROPOSER, 'root'].map((by) => ({ planId: '', hash: '', by, at: '' })) };
  const element = render(view);

  expect(texts(element, '.proposed-by')).toEqual(['Priya Raman']);
  expect(texts(element, '.reason')).toEqual(['The old portal is closed.']);
  expect(texts(element, '.approved-by')).toEqual(['Priya Raman, root']);
  expect(texts(element, '.waits li')).toEqual(['Nobody has approved this plan yet.']);
});

it('leads to records that have a page in Zendesk, and to no others', () => {
  const links = all(render(PROPOSED), '.change a').map((link) => (link as HTMLAnchorElement).href);

  expect(links).toEqual(['https://acme.zendesk.com/agent/organizations/7002']);
});

it('says whom it affects, and that nobody is, where nobody is', () => {
  const element = render(PROPOSED);

  expect(consequence(element, 'gain')).toEqual(['nobody']);
  expect(consequence(element, 'lose')).toEqual(['nobody']);
  expect(consequence(element, 'moved')).toEqual(['4: 3 open, 1 pending']);
  expect(consequence(element, 'left')).toEqual(['90']);
  expect(consequence(element, 'before')).toEqual(['organization 7001 (people: 12, open tickets: 4)']);
  expect(consequence(element, 'after')).toEqual(['no organization']);
  expect(consequence(element, 'native')).toEqual(['The native app goes on showing organization 7001.']);
  expect(consequence(element, 'joined')).toEqual([]);
  expect(all(element, '[data-consequence] lightning-icon')).toEqual([]);
});

it('marks what exposes people, counts them all and names the first ones', () => {
  const gainSight = Array.from({ length: 12 }, (_, index) => String(9000 + index));
  const element = render(withGroup(PROPOSED, {}, { gainSight, unreadable: ['Members of 7002.'] }));

  expect(consequence(element, 'gain')[0]).toMatch(/^12: 9000, .*9009 and 2 more$/);
  expect(consequence(element, 'unreadable 0')).toEqual(['Members of 7002.']);
  expect(all(element, '[data-consequence] lightning-icon')).toHaveLength(2);
});

it('says what can’t be undone', () => {
  const created = { ...KEY_CHANGE, kind: 'create_organization' as const, after: { name: 'Acme', key: '001' } };
  const element = render(withGroup(PROPOSED, { changes: [{ ...created, inverse: undefined }] }));

  expect(texts(element, '.after')).toEqual(['Acme, with the key 001']);
  expect(texts(element, '.no-inverse')).toEqual(['This can’t be undone.']);
});

it('names what the writes may set off, or says that nothing listens', () => {
  expect(texts(render(PROPOSED), '.fires-nothing')).toHaveLength(1);
  const plan = {
    ...PROPOSED.plan,
    mayFire: {
      ...PROPOSED.plan.mayFire,
      zendeskTriggers: [
        { id: '1', name: 'Tell the owner' },
        { id: '2', name: 'Set priority' },
      ],
      unreadable: ['The Account’s flows: View Setup is missing.'],
    },
  };
  const element = render({ ...PROPOSED, plan });

  expect(texts(element, '.fires dt')).toEqual(['Zendesk triggers', 'Could not be read']);
  expect(texts(element, '.fires dd')).toEqual([
    'Tell the owner, Set priority',
    'The Account’s flows: View Setup is missing.',
  ]);
});

it('says what was asked for and is not planned', () => {
  const refused = [
    {
      reason: 'ticket_closed' as const,
      detail: 'Ticket 8 is closed.',
      accountIds: [],
      organizationIds: [],
    },
  ];
  const element = render({ ...PROPOSED, plan: { ...PROPOSED.plan, refused } });

  expect(texts(element, '.refusals li')).toEqual(['Ticket 8 is closed.']);
});

it('tells what became of each change', () => {
  const element = render({
    ...PROPOSED,
    state: 'partly_applied',
    receipts: receiptsOf('applied', 'blocked'),
    problems: ['The log could not be published.'],
  });

  expect(texts(element, '.state')).toEqual(['Some changes were made, others not: each says why.']);
  expect(texts(element, '.outcome')).toEqual(['Done Detail of applied.', 'Blocked Detail of blocked.']);
  expect(texts(element, '.problems li')).toEqual(['The log could not be published.']);
  expect(texts(element, '.waits li')).toEqual([]);
});

it('does not draw a plan of thousands, and says how many it leaves out', () => {
  const changes = Array.from({ length: 201 }, (_, index) => ({ ...KEY_CHANGE, changeId: `g0001.c${index}` }));
  const element = render(withGroup(PROPOSED, { changes }));

  expect(all(element, '.change')).toHaveLength(200);
  expect(texts(element, '.more')).toEqual([
    'Changes that are not shown here: 1. To review all: linkproof plans show plan-1',
  ]);
});
