import { createElement } from 'lwc';
import LinkproofEvidence from 'c/linkproofEvidence';

const EVIDENCE: VerdictEvidence = {
  reason: 'conflicting_rungs',
  steps: [
    {
      rung: 'stored_id',
      system: 'salesforce',
      field: 'Account.Zendesk_Organization_Id__c',
      said: '6164125400602',
      outcome: 'names',
      meaning: 'It names a live organization.',
    },
    {
      rung: 'external_id',
      system: 'zendesk',
      field: 'organization.external_id',
      said: null,
      outcome: 'disagrees',
      meaning: 'Another organization carries the key.',
    },
  ],
  rejected: [
    { accountId: null, organizationId: '777', name: 'Acme (old)', because: 'It carries no key.' },
    { accountId: '001000000000001AAA', organizationId: '888', name: null, because: 'Another account points to it.' },
  ],
};

afterEach(() => document.body.replaceChildren());

function render(value: string) {
  const element = createElement('c-linkproof-evidence', { is: LinkproofEvidence });
  Object.assign(element, { value });
  document.body.appendChild(element);
  return element.shadowRoot!;
}

const texts = (root: ParentNode, selector: string) =>
  [...root.querySelectorAll(selector)].map((node) => node.textContent!.replace(/\s+/g, ' ').trim());

describe('c-linkproof-evidence', () => {
  it('shows the resolution order step by step, with what each system said', () => {
    const root = render(JSON.stringify(EVIDENCE));

    expect(root.querySelector('ol.steps')).not.toBeNull();
    expect(texts(root, '.step-title')).toEqual([
      'Organization id stored on the account: Names a record',
      'Key carried by the organization: Disagrees',
    ]);
    expect(texts(root, '.step .said')).toEqual(['6164125400602', '(empty)']);
    expect(root.textContent).toContain('Another organization carries the key.');
  });

  it('shows the candidates that lost and why', () => {
    const root = render(JSON.stringify(EVIDENCE));

    expect(texts(root, '.candidate')).toEqual([
      'Acme (old): It carries no key.Organization 777',
      'Organization 888, Account 001000000000001AAA: Another account points to it.',
    ]);
  });

  it('shows a long list of candidates only when asked to', async () => {
    const rejected = Array.from({ length: 40 }, (_, index) => ({
      ...EVIDENCE.rejected[0],
      organizationId: `${index}`,
    }));
    const root = render(JSON.stringify({ ...EVIDENCE, rejected }));
    const showAll = root.querySelector<HTMLElement & { label: string }>('lightning-button')!;
    expect(showAll.label).toBe('Show all 40');
    expect(root.querySelectorAll('.candidate')).toHaveLength(5);

    showAll.click();
    await Promise.resolve();

    expect(root.querySelectorAll('.candidate')).toHaveLength(40);
    expect(root.querySelector('lightning-button')).toBeNull();
  });

  it('shows words of a newer server as they are', () => {
    const [step] = EVIDENCE.steps;
    const root = render(
      JSON.stringify({ ...EVIDENCE, steps: [{ ...step, rung: 'tax_number', outcome: 'constructor' }] }),
    );

    expect(texts(root, '.step-title')).toEqual(['tax_number: constructor']);
  });

  it.each(['{"steps": [', '{}', 'null', '[]'])('says that %s is no evidence', (json) => {
    const root = render(json);

    const placeholder = root.querySelector<HTMLElement & { message: string }>('c-linkproof-placeholder')!;
    expect(placeholder.message).toContain('could not be read');
    expect(root.querySelector('ol')).toBeNull();
  });
});
