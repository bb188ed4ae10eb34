import { createElement } from 'lwc';
import searchOrganizations from '@salesforce/apex/ZendeskRepairController.searchOrganizations';
import ZendeskOrganizationSearch from 'c/zendeskOrganizationSearch';

jest.mock('@salesforce/apex/ZendeskRepairController.searchOrganizations', () => ({ default: jest.fn() }), {
  virtual: true,
});

const search = jest.mocked(searchOrganizations);
const accountId = '001000000000001AAA';
const FOUND: readonly OrganizationCandidate[] = [
  {
    organizationId: '7002',
    name: 'Acme (old portal)',
    key: accountId,
    domainNames: ['acme.example'],
    accountId,
    status: 'verified',
  },
  { organizationId: '7003', domainNames: [] },
];

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function render() {
  const element = createElement('c-zendesk-organization-search', { is: ZendeskOrganizationSearch });
  Object.assign(element, { accountId });
  document.body.appendChild(element);
  return element;
}

const find = <Type extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string) =>
  element.shadowRoot!.querySelector<Type>(selector);
const items = (element: HTMLElement) => [...element.shadowRoot!.querySelectorAll<HTMLElement>('.organizations > li')];

async function searchFor(element: HTMLElement, text: string) {
  find(element, '.field')!.dispatchEvent(new CustomEvent('change', { detail: { value: text } }));
  find(element, '.search')!.click();
  await settled();
}

afterEach(() => {
  document.body.replaceChildren();
  jest.resetAllMocks();
});

it('asks for nothing while there is nothing to look for', async () => {
  await searchFor(render(), '   ');

  expect(search).not.toHaveBeenCalled();
});

it('is started by Enter as well', async () => {
  search.mockResolvedValue({ organizations: [] });
  const element = render();
  find(element, '.field')!.dispatchEvent(new CustomEvent('change', { detail: { value: ' acme ' } }));
  find(element, '.field')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  await settled();

  expect(search).toHaveBeenCalledWith({ accountId, text: 'acme' });
  expect(find(element, '.nothing')).not.toBeNull();
});

it('says of each organization what it is tied to, and tells which one was chosen', async () => {
  search.mockResolvedValue({ organizations: FOUND });
  const element = render();
  const chosen: unknown[] = [];
  element.addEventListener('choose', (event) => chosen.push((event as CustomEvent).detail));
  await searchFor(element, 'acme');

  const [tied, free] = items(element);
  expect(tied!.querySelector('strong')!.textContent).toBe('Acme (old portal)');
  expect(tied!.querySelector('.facts')!.textContent).toBe(
    `7002 · key ${accountId} · domains acme.example · tied to account ${accountId}`,
  );
  expect(free!.querySelector('strong')!.textContent).toBe('Organization 7003');
  expect(free!.querySelector('.facts')!.textContent).toBe('7003 · tied to no account');
  expect(free!.querySelector('c-linkproof-status-badge')).toBeNull();
  tied!.querySelector<HTMLElement>('lightning-button')!.click();
  expect(chosen).toEqual(['7002']);
});

it('says why it did not work', async () => {
  const down = { body: { message: 'Linkproof could not be reached.' } };
  search.mockRejectedValue(down);
  const element = render();
  await searchFor(element, 'acme');

  expect(find<HTMLElement & { error: unknown }>(element, 'c-linkproof-error-panel')!.error).toEqual(down);
});
