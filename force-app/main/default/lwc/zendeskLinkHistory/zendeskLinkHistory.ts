import { LightningElement, api } from 'lwc';
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { fillIn } from 'c/linkproofText';

// Apex
import getHistory from '@salesforce/apex/ZendeskLinkController.getHistory';

// Labels
import historyEmptyLabel from '@salesforce/label/c.Linkproof_History_Empty';
import historyFailedLabel from '@salesforce/label/c.Linkproof_History_Failed';
import historyFirstLabel from '@salesforce/label/c.Linkproof_History_First';
import historyGoneLabel from '@salesforce/label/c.Linkproof_History_Gone';
import historyLabel from '@salesforce/label/c.Linkproof_History';
import historyOrganizationLabel from '@salesforce/label/c.Linkproof_History_Organization';
import loadingLabel from '@salesforce/label/c.Linkproof_Loading';
import noOrganizationLabel from '@salesforce/label/c.Linkproof_No_Organization';

type History =
  | { readonly phase: 'unread' | 'loading' }
  | { readonly phase: 'read'; readonly entries: readonly HistoryEntryView[] }
  | { readonly phase: 'failed'; readonly error: unknown };

/** What the verdict of an account was before. Asks the server, so nothing is read before somebody opens it. */
export default class ZendeskLinkHistory extends LightningElement {
  labels = {
    history: historyLabel,
    historyEmpty: historyEmptyLabel,
    historyFailed: historyFailedLabel,
    historyGone: historyGoneLabel,
    loading: loadingLabel,
  };
  isOpen = false;
  history: History = { phase: 'unread' };

  @api
  get recordId() {
    return this._recordId;
  }
  set recordId(accountId: string) {
    if (accountId === this._recordId) return;
    this._recordId = accountId;
    this.isOpen = false;
    this.history = { phase: 'unread' };
  }
  _recordId!: string;

  private refreshHandlerId!: number;

  override connectedCallback() {
    this.refreshHandlerId = registerRefreshHandler(this, () => this.refresh());
  }

  override disconnectedCallback() {
    unregisterRefreshHandler(this.refreshHandlerId);
  }

  async handleToggle() {
    this.isOpen = !this.isOpen;
    if (this.isOpen) await this.read();
  }

  get expanded() {
    return String(this.isOpen);
  }

  get chevron() {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  get sectionClass() {
    return this.isOpen ? 'slds-section slds-is-open' : 'slds-section';
  }

  get isLoading() {
    return this.history.phase === 'loading';
  }

  get error() {
    return this.history.phase === 'failed' ? this.history.error : undefined;
  }

  get isEmpty() {
    return this.history.phase === 'read' && this.history.entries.length === 0;
  }

  get entries() {
    if (this.history.phase !== 'read') return [];
    return this.history.entries.map(({ at, runId, status, organizationId, changes }) => ({
      key: `${at} ${runId}`,
      at,
      status,
      organization:
        organizationId === undefined ? noOrganizationLabel : fillIn(historyOrganizationLabel, organizationId),
      // Each once: a repeated sentence would be a repeated key.
      changes: changes.length === 0 ? [historyFirstLabel] : [...new Set(changes)],
    }));
  }

  /** A re-check may have changed the verdict, and with it what an open list should say. */
  private async refresh() {
    if (this.isOpen) await this.read();
  }

  /** What is on screen stays there while it is read again. */
  private async read() {
    const accountId = this.recordId;
    if (this.history.phase !== 'read') this.history = { phase: 'loading' };
    let history: History;
    try {
      history = { phase: 'read', entries: await getHistory({ accountId }) };
    } catch (error) {
      history = { phase: 'failed', error };
    }
    if (accountId === this.recordId) this.history = history;
  }
}
