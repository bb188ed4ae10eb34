import { createElement } from 'lwc';
import ZendeskCompare from 'c/zendeskCompare';
import { COLLISION, RELINK } from './data/comparisons';

function render(comparison: Comparison) {
  const element = createElement('c-zendesk-compare', { is: ZendeskCompare });
  Object.assign(element, { comparison });
  document.body.appendChild(element);
  return element;
}

const all = (element: HTMLElement, selector: string) => [...element.shadowRoot!.querySelectorAll(selector)];
const row = (element: HTMLElement, fact: string) =>
  all(element, `[data-fact="${fact}"] td`).map(({ textContent }) => textContent);
const buttons = (element: HTMLElement) =>
  all(element, '.choices lightning-button') as (HTMLElement & { label: string })[];

afterEach(() => document.body.replaceChildren());

it('shows both sides fact by fact; what could not be read is no zero', () => {
  const element = render(COLLISION);

  expect(all(element, '.side p').map(({ textContent }) => textContent)).toEqual([
    'Acme',
    'Organization 7001',
    'Acme (old portal)',
    'Organization 7002',
  ]);
  expect(row(element, 'claim')).toEqual(['001000000000001AAA', '(empty)']);
  expect(row(element, 'domains')).toEqual(['acme.example, acme.test', '(empty)']);
  expect(row(element, 'shares')).toEqual(['No', 'Yes']);
  expect(row(element, 'members')).toEqual(['12', '0']);
  expect(row(element, 'open')).toEqual(['4', 'not known']);
  expect(row(element, 'owner')).toEqual(['005000000000001AAA', '(empty)']);
  expect(row(element, 'history')[0]).toContain('Was verified, is now contradicted.');
});

it('asks who is whose, and names the choices by what they keep', () => {
  const element = render(COLLISION);

  expect(all(element, '.question')[0]!.textContent).toBe(
    'Two Zendesk organizations claim the account Acme. Which one is its?',
  );
  expect(buttons(element).map(({ label }) => label)).toEqual([
    'Keep Acme',
    'Keep Acme (old portal)',
    'They are not the same',
    'They are one: advise a merge',
  ]);
});

it('says of a relink what it links to, and what leaving it means', () => {
  expect(buttons(render(RELINK)).map(({ label }) => label)).toEqual(['Leave it as it is', 'Link to Acme (old portal)']);
});

it('says that the account has no organization yet', () => {
  const element = render({ ...RELINK, left: undefined });

  expect(all(element, '.side p')[0]!.textContent).toBe('No organization yet');
  expect(row(element, 'members')).toEqual(['', '0']);
});

it('tells what was chosen', () => {
  const element = render(COLLISION);
  const chosen: unknown[] = [];
  element.addEventListener('choose', (event) => chosen.push((event as CustomEvent).detail));
  for (const button of buttons(element)) button.click();

  expect(chosen).toEqual(['keep_left', 'keep_right', 'keep_apart', 'recommend_merge']);
});
