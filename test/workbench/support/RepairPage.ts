import type { Locator, Page } from 'playwright-core';

/** The repair dialog and its doors on an account page, as a person finds them: by role and by text. */
export class RepairPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get dialog(): Locator {
    return this.#page.getByRole('dialog', { name: 'Repair this link' });
  }

  /** What the dialog is about at the moment. */
  get heading(): Locator {
    return this.dialog.getByRole('heading', { level: 2 });
  }

  get relinkButton(): Locator {
    return this.#page.locator('c-zendesk-link-health').getByRole('button', { name: 'Relink' });
  }

  get plan(): Locator {
    return this.dialog.locator('c-zendesk-plan');
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** From the account page to the organization beside the one of now. */
  async compareWith(searched: string, organization: string | RegExp): Promise<void> {
    await this.relinkButton.click();
    await this.dialog.getByLabel('Search Zendesk organizations').fill(searched);
    await this.button('Search').click();
    await this.button(organization).click();
    await this.dialog.locator('c-zendesk-compare').waitFor();
  }

  /** Says why, and has it planned. */
  async preview(reason: string, people?: string | RegExp): Promise<void> {
    if (people !== undefined) await this.dialog.getByText(people).click();
    await this.dialog.getByLabel('Why').fill(reason);
    await this.button('Preview').click();
    await this.plan.waitFor();
  }

  /** Approves and applies what the preview shows; waits for the plan's end, and answers what it says of itself. */
  async approveAndApply(): Promise<string> {
    await this.button('Approve and apply').click();
    return this.end();
  }

  /** What the plan says of itself once it has ended. */
  async end(): Promise<string> {
    const over = /Every change was made|Some changes were made|Nothing was changed: each/;
    const state = this.plan.locator('.state').filter({ hasText: over });
    await state.waitFor();
    return state.innerText();
  }

  /** What a line of the preview says of a group: `gain`, `lose`, `moved`, `left`, `before`, `after`, `native`. */
  consequence(key: string): Locator {
    return this.plan.locator(`[data-consequence="${key}"]`);
  }

  /** The words of every change: what, record, field, before, after, reason; and its outcome once there is one. */
  async changes(): Promise<readonly string[]> {
    const texts = await this.plan.locator('.change').allInnerTexts();
    return texts.map((text) => text.replace(/\s+/g, ' ').trim());
  }

  async close(): Promise<void> {
    await this.dialog
      .locator('lightning-modal-footer')
      .getByRole('button', { name: /^(Close|Cancel)$/ })
      .click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** Opens the list of repairs of the account, and answers its items. */
  async repairs(): Promise<Locator> {
    const list = this.#page.locator('c-zendesk-repairs');
    const section = list.getByRole('button', { name: 'Repairs' });
    if ((await section.getAttribute('aria-expanded')) === 'false') await section.click();
    return list.locator('.plans > li');
  }
}
