import { LightningElement, api } from 'lwc';
import type { AccountLine, StoryLine } from '../../views.ts';
import { addressOf, followLink } from '../address.ts';
import { getJson } from '../requests.ts';

/** Waits for a pause in typing, so that a word costs one query and not one per letter. */
const PAUSE_MS = 200;

interface Item {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly status: string | null;
}

/** The demo accounts, each one a story, and every other account by its name. */
export default class AccountList extends LightningElement {
  @api stories?: readonly StoryLine[];
  @api error?: unknown;
  @api currentAccountId?: string;

  search = '';
  found?: readonly AccountLine[];
  searchError?: unknown;
  private pause?: ReturnType<typeof setTimeout>;
  private shownAccountId?: string;

  /** An account that was opened by its address may stand far down in the list. */
  override renderedCallback() {
    const current = this.template?.querySelector('[aria-current]');
    const list = this.template?.querySelector('.list');
    if (!current || !list || this.shownAccountId === this.currentAccountId) return;
    this.shownAccountId = this.currentAccountId;
    // Not scrollIntoView: Chromium would begin the next press of Tab there.
    const distance = current.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTop += distance - list.clientHeight / 2;
  }

  handleSearch(event: Event) {
    this.search = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.findAccounts(), PAUSE_MS);
  }

  handleLink(event: MouseEvent) {
    followLink(event);
  }

  get isLoading() {
    return this.stories === undefined && this.error === undefined;
  }

  get storyItems() {
    return this.shownStories.map(({ accountId, title, account }, index) => ({
      ...this.present({
        id: accountId,
        title,
        detail: account?.name ?? 'Not in this org',
        status: account?.status ?? null,
      }),
      // Two stories may be told of one account.
      key: index,
    }));
  }

  /** Accounts that are no story, while something is searched for. */
  get otherItems() {
    const storyIds = new Set(this.stories?.map(({ accountId }) => accountId));
    return (this.found ?? [])
      .filter(({ id }) => !storyIds.has(id))
      .map(({ id, name, type, status }) => this.present({ id, title: name, detail: type ?? '', status }));
  }

  get hasStories() {
    return this.storyItems.length > 0;
  }

  get hasOthers() {
    return this.otherItems.length > 0;
  }

  get countText() {
    if (this.isLoading) return 'Loading';
    const count = this.storyItems.length + this.otherItems.length;
    return count === 0 ? 'Nothing matches' : `${count} listed`;
  }

  private get shownStories() {
    const words = this.search.toLowerCase();
    return (this.stories ?? []).filter((story) =>
      [story.title, story.shows, story.accountId, story.account?.name ?? '', ...story.expectedCodes].some((text) =>
        text.toLowerCase().includes(words),
      ),
    );
  }

  private async findAccounts() {
    const { search } = this;
    this.searchError = undefined;
    if (search === '') {
      this.found = undefined;
      return;
    }
    try {
      const { accounts } = await getJson<{ accounts: readonly AccountLine[] }>(
        `/workbench/accounts?search=${encodeURIComponent(search)}`,
      );
      // An answer to an earlier question may come last.
      if (search === this.search) this.found = accounts;
    } catch (error) {
      this.searchError = error;
    }
  }

  private present(item: Item) {
    const isCurrent = item.id === this.currentAccountId;
    return {
      ...item,
      address: addressOf({ page: 'account', accountId: item.id }),
      current: isCurrent ? 'page' : undefined,
      itemClass: `item${isCurrent ? ' current' : ''}`,
    };
  }
}
