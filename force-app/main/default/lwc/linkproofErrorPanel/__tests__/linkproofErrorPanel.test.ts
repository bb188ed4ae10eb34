import { createElement } from 'lwc';
import LinkproofErrorPanel from 'c/linkproofErrorPanel';

afterEach(() => document.body.replaceChildren());

describe('c-linkproof-error-panel', () => {
  it('reads out the heading and every message', () => {
    const panel = createElement('c-linkproof-error-panel', { is: LinkproofErrorPanel });
    Object.assign(panel, { heading: 'Not saved', error: { body: [{ message: 'one' }, { message: 'two' }] } });
    document.body.appendChild(panel);

    const alert = panel.shadowRoot!.querySelector('[role="alert"]')!;
    expect([...alert.querySelectorAll('p')].map((line) => line.textContent)).toEqual(['Not saved', 'one', 'two']);
  });
});
