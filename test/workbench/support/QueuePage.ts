import type { Locator, Page } from 'playwright-core';

/** The exception queue as a person finds it: by role and by text. */
export class QueuePage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get queue(): Locator {
    return this.#page.locator('c-zendesk-exception-queue');
  }

  get detail(): Locator {
    return this.queue.locator('c-zendesk-queue-detail');
  }

  get dialog(): Locator {
    return this.#page.getByRole('dialog');
  }

  /** The row of the exception, by a text in it. */
  row(text: string): Locator {
    return this.queue.locator('tbody tr', { hasText: text });
  }

  async open(address: string): Promise<void> {
    await this.#page.goto(`${address}/?page=queue`);
    await this.queue.getByText(/^Exceptions: \d/).waitFor();
  }

  /** One list instead of groups by cause. */
  async ungroup(): Promise<void> {
    // The box itself lies under its drawn one.
    await this.queue.getByText('Group by cause').click();
    await this.queue.locator('tbody tr').first().waitFor();
  }

  async filter(name: string, choice: RegExp): Promise<void> {
    await this.queue.getByRole('combobox', { name, exact: true }).click();
    await this.queue.getByRole('option', { name: choice }).click();
  }

  /** What the choice of a filter says: `Critical (3)`. */
  async choices(name: string): Promise<readonly string[]> {
    const combobox = this.queue.getByRole('combobox', { name, exact: true });
    await combobox.click();
    const texts = await this.queue.getByRole('option').allInnerTexts();
    await combobox.press('Escape');
    return texts;
  }

  /** Decides on what is open beside the list. */
  async decide(decision: string, reason: string): Promise<void> {
    await this.detail.getByRole('button', { name: decision, exact: true }).click();
    await this.dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
    await this.dialog.getByRole('button', { name: decision, exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
