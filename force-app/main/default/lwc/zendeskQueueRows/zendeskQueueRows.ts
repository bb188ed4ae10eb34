import { LightningElement, api } from 'lwc';
import { exceptionStatusLabel, presentSeverity } from 'c/linkproofExceptionWords';
import { fillIn } from 'c/linkproofText';

// Apex
import getPage from '@salesforce/apex/ZendeskExceptionQueueController.getPage';

// Labels
import accountLabel from '@salesforce/label/c.Linkproof_Queue_Account';
import cameBackLabel from '@salesforce/label/c.Linkproof_Queue_Came_Back';
import chooseLabel from '@salesforce/label/c.Linkproof_Queue_Choose';
import chooseManyLabel from '@salesforce/label/c.Linkproof_Queue_Choose_Many';
import choosePageLabel from '@salesforce/label/c.Linkproof_Queue_Choose_Page';
import exceptionLabel from '@salesforce/label/c.Linkproof_Queue_Exception';
import loadFailedLabel from '@salesforce/label/c.Linkproof_Load_Failed';
import loadingLabel from '@salesforce/label/c.Linkproof_Loading';
import nobodyLabel from '@salesforce/label/c.Linkproof_Queue_Nobody';
import openedLabel from '@salesforce/label/c.Linkproof_Queue_Opened';
import organizationLabel from '@salesforce/label/c.Linkproof_Candidate_Organization';
import ownerLabel from '@salesforce/label/c.Linkproof_Queue_Owner';
import reopenedLabel from '@salesforce/label/c.Linkproof_Queue_Reopened';
import severityLabel from '@salesforce/label/c.Linkproof_Queue_Severity';
import showMoreLabel from '@salesforce/label/c.Linkproof_Queue_Show_More';
import statusLabel from '@salesforce/label/c.Linkproof_Queue_Status';
import untilLabel from '@salesforce/label/c.Linkproof_Queue_Until';

/** As many as can be decided on at once. */
const MOST_CHOSEN = 200;

const MESSAGE_ICONS: Readonly<Record<QueueRowChange['phase'], { readonly name: string; readonly variant: string }>> = {
  saving: { name: 'utility:sync', variant: '' },
  done: { name: 'utility:success', variant: 'success' },
  conflict: { name: 'utility:warning', variant: 'warning' },
  failed: { name: 'utility:error', variant: 'error' },
};

/**
 * The exceptions of a filter, page by page: never more are read than somebody asked for. Fires `choose` with the rows
 * that were chosen or left out, and `open` with the one to be shown.
 */
export default class ZendeskQueueRows extends LightningElement {
  @api caption!: string;
  /** What became of rows since they were read, by fingerprint. */
  @api changes: Readonly<Record<string, QueueRowChange>> = {};
  /** Fingerprints. */
  @api chosen: readonly string[] = [];
  /** Fingerprint of the row that is shown beside the table. */
  @api shown?: string;
  /** They all have one cause, which stands above them. */
  @api hidesCause = false;

  labels = {
    account: accountLabel,
    chooseMany: fillIn(chooseManyLabel, MOST_CHOSEN),
    choosePage: choosePageLabel,
    exception: exceptionLabel,
    loadFailed: loadFailedLabel,
    loading: loadingLabel,
    opened: openedLabel,
    owner: ownerLabel,
    severity: severityLabel,
    showMore: showMoreLabel,
    status: statusLabel,
    until: untilLabel,
  };

  rows?: readonly QueueRowView[];
  error: unknown = undefined;
  private nextCursor?: string;
  /** Answers may arrive out of order; only the newest question's counts. */
  private newestQuestion = 0;

  /** Setting it reads the first page, be it the same filter again. */
  @api
  get filter() {
    return this._filter;
  }
  set filter(filter: QueueFilter) {
    this._filter = filter;
    void this.readAgain();
  }
  _filter: QueueFilter = {};

  /** Gives the keyboard back to the row that was shown. */
  @api
  focusRow(fingerprint: string): boolean {
    const button = [...(this.template?.querySelectorAll<HTMLElement>('.open') ?? [])].find(
      ({ dataset }) => dataset['fingerprint'] === fingerprint,
    );
    button?.focus();
    return button !== undefined;
  }

  handleChoose(event: Event) {
    const { checked, dataset } = event.currentTarget as HTMLInputElement;
    this.choose(
      this.currentRows.filter(({ fingerprint }) => fingerprint === dataset['fingerprint']),
      checked,
    );
  }

  handleChoosePage(event: Event) {
    this.choose(this.currentRows, (event.currentTarget as HTMLInputElement).checked);
  }

  /** Reads on until there are as many as can be decided on at once. */
  async handleChooseMany() {
    while (this.nextCursor !== undefined && this.currentRows.length < MOST_CHOSEN && this.error === undefined) {
      await this.readPage();
    }
    this.choose(this.currentRows.slice(0, MOST_CHOSEN), true);
  }

  async handleMore() {
    await this.readPage();
  }

  handleOpen(event: Event) {
    const { fingerprint } = (event.currentTarget as HTMLElement).dataset;
    const detail = this.currentRows.find((row) => row.fingerprint === fingerprint);
    this.dispatchEvent(new CustomEvent('open', { detail }));
  }

  get isFirstRead() {
    return this.rows === undefined && this.error === undefined;
  }

  get hasRows() {
    return this.currentRows.length > 0;
  }

  get hasMore() {
    return this.nextCursor !== undefined;
  }

  get isPageChosen() {
    return this.hasRows && this.currentRows.every(({ fingerprint }) => this.chosen.includes(fingerprint));
  }

  get shownRows() {
    return this.currentRows.map((row) => {
      const change = this.changes[row.fingerprint];
      return {
        ...row,
        cause: this.hidesCause ? undefined : row.cause,
        severityBadge: presentSeverity(row.severity),
        statusText: exceptionStatusLabel(row.status),
        ownerText: row.ownerId === undefined ? nobodyLabel : (row.ownerName ?? row.ownerId),
        organizationText: row.organizationId === undefined ? '' : fillIn(organizationLabel, row.organizationId),
        cameBack: cameBackText(row),
        chooseText: fillIn(chooseLabel, row.meaning, row.accountName ?? row.organizationId ?? ''),
        isChosen: this.chosen.includes(row.fingerprint),
        current: row.fingerprint === this.shown ? 'true' : undefined,
        busy: change?.phase === 'saving' ? 'true' : undefined,
        rowClass: change?.phase === 'saving' ? 'saving' : '',
        message: change?.message,
        messageIcon: change && MESSAGE_ICONS[change.phase],
      };
    });
  }

  /** As read, with what has become of each since. */
  private get currentRows() {
    return (this.rows ?? []).map((row) => this.changes[row.fingerprint]?.row ?? row);
  }

  private choose(rows: readonly QueueRowView[], isChosen: boolean) {
    this.dispatchEvent(new CustomEvent('choose', { detail: { rows, isChosen } }));
  }

  /** What is on screen stays there meanwhile. */
  private async readAgain() {
    this.nextCursor = undefined;
    await this.read(null, []);
  }

  private async readPage() {
    await this.read(this.nextCursor ?? null, this.rows ?? []);
  }

  private async read(cursorJson: string | null, before: readonly QueueRowView[]) {
    const question = ++this.newestQuestion;
    this.error = undefined;
    try {
      const page = await getPage({ filterJson: JSON.stringify(this.filter), cursorJson });
      if (question !== this.newestQuestion) return;
      this.rows = [...before, ...page.rows];
      this.nextCursor = page.nextCursor;
    } catch (error) {
      if (question === this.newestQuestion) this.error = error;
    }
  }
}

function cameBackText({ regressions = 0, reopenedAt, status }: QueueRowView): string {
  if (regressions > 0) return fillIn(cameBackLabel, regressions);
  const isOpen = status === 'new' || status === 'assigned';
  return reopenedAt !== undefined && isOpen ? reopenedLabel : '';
}
