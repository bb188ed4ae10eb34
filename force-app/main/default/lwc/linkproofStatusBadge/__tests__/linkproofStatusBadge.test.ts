import { createElement } from 'lwc';
import LinkproofStatusBadge from 'c/linkproofStatusBadge';

const STATUSES: readonly AccountStatus[] = [
  'verified',
  'verified_with_notes',
  'review',
  'contradicted',
  'unlinked',
  'out_of_scope',
  'unknown',
];

afterEach(() => document.body.replaceChildren());

function renderBadge(status: string) {
  const element = createElement('c-linkproof-status-badge', { is: LinkproofStatusBadge });
  Object.assign(element, { status });
  document.body.appendChild(element);
  return element.shadowRoot!.querySelector<HTMLElement & { label: string; iconName: string }>('lightning-badge')!;
}

describe('c-linkproof-status-badge', () => {
  it('tells every status apart by its text and by its icon, without colour', () => {
    const badges = STATUSES.map(renderBadge);

    expect(new Set(badges.map((badge) => badge.label)).size).toBe(STATUSES.length);
    expect(new Set(badges.map((badge) => badge.iconName)).size).toBe(STATUSES.length);
  });

  it.each(['invented_later', 'toString'])('shows the unfamiliar status %s as unknown', (status) => {
    expect(renderBadge(status).label).toBe('Unknown');
  });
});
