import { LightningElement } from 'lwc';
import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { askForDecision } from 'c/linkproofDecisionDialog';
import { expectedAfter } from 'c/linkproofDecisions';
import { fillIn } from 'c/linkproofText';
import { changesOf, savingChanges, summaryOf } from './outcomes';

// Apex
import decide from '@salesforce/apex/ZendeskExceptionQueueController.decide';
import getChoices from '@salesforce/apex/ZendeskExceptionQueueController.getChoices';
import getCounts from '@salesforce/apex/ZendeskExceptionQueueController.getCounts';
import getGroups from '@salesforce/apex/ZendeskExceptionQueueController.getGroups';

// Permissions
import mayOperate from '@salesforce/customPermission/Linkproof_Operate';

// Labels
import chosenLabel from '@salesforce/label/c.Linkproof_Queue_Chosen';
import clearLabel from '@salesforce/label/c.Linkproof_Queue_Clear';
import decisionFailedLabel from '@salesforce/label/c.Linkproof_Queue_Decision_Failed';
import detailLabel from '@salesforce/label/c.Linkproof_Queue_Detail';
import emptyLabel from '@salesforce/label/c.Linkproof_Queue_Empty';
import forbiddenLabel from '@salesforce/label/c.Linkproof_Error_Not_Operator';
import groupByCauseLabel from '@salesforce/label/c.Linkproof_Queue_Group_By_Cause';
import loadFailedLabel from '@salesforce/label/c.Linkproof_Load_Failed';
import loadingLabel from '@salesforce/label/c.Linkproof_Loading';
import noMatchLabel from '@salesforce/label/c.Linkproof_Queue_No_Match';
import refreshLabel from '@salesforce/label/c.Linkproof_Queue_Refresh';
import titleLabel from '@salesforce/label/c.Linkproof_Queue_Title';
import totalLabel from '@salesforce/label/c.Linkproof_Queue_Total';
import tooManyLabel from '@salesforce/label/c.Linkproof_Queue_Too_Many';
import unchooseLabel from '@salesforce/label/c.Linkproof_Queue_Unchoose';

/** As many as can be decided on at once. */
const MOST_CHOSEN = 200;

interface RowHolder extends HTMLElement {
  focusRow(fingerprint: string): boolean;
}

/**
 * The exceptions that somebody has to look at, worst first: found by filters, grouped by cause, decided one by one or
 * together. It reads what the audit stored; a decision is shown at once, and taken back where the server refuses it.
 */
export default class ZendeskExceptionQueue extends LightningElement {
  labels = {
    clear: clearLabel,
    decisionFailed: decisionFailedLabel,
    detail: detailLabel,
    forbidden: forbiddenLabel,
    groupByCause: groupByCauseLabel,
    loadFailed: loadFailedLabel,
    loading: loadingLabel,
    refresh: refreshLabel,
    title: titleLabel,
    unchoose: unchooseLabel,
  };
  mayOperate = mayOperate === true;

  filter: QueueFilter = {};
  isGrouped = true;
  counts?: QueueCountsView;
  groups?: readonly QueueGroupView[];
  choices?: QueueChoicesView;
  error: unknown = undefined;
  decisionError: unknown = undefined;
  outcomeText = '';
  /** What became of rows since they were read, by fingerprint. */
  changes: Readonly<Record<string, QueueRowChange>> = {};
  /** The chosen rows by fingerprint, in the order in which they were chosen. */
  chosen: Readonly<Record<string, QueueRowView>> = {};
  /** The one beside the list, as it was when it was opened. */
  opened?: QueueRowView;

  private refreshHandlerId?: number;
  /** Answers may arrive out of order; only the newest question's counts. */
  private newestQuestion = 0;

  override connectedCallback() {
    if (!this.mayOperate) return;
    this.refreshHandlerId = registerRefreshHandler(this, () => this.startOver());
    void this.read();
    void this.readChoices();
  }

  override disconnectedCallback() {
    if (this.refreshHandlerId !== undefined) unregisterRefreshHandler(this.refreshHandlerId);
  }

  // ---- what people do

  async handleFilter(event: CustomEvent<QueueFilter>) {
    this.filter = event.detail;
    await this.startOver();
  }

  async handleClear() {
    this.filter = {};
    await this.startOver();
  }

  async handleRefresh() {
    await this.startOver();
  }

  handleGrouped(event: CustomEvent<{ checked: boolean }>) {
    this.isGrouped = event.detail.checked;
  }

  handleChoose(event: CustomEvent<{ rows: readonly QueueRowView[]; isChosen: boolean }>) {
    const { rows, isChosen } = event.detail;
    const fingerprints = rows.map(({ fingerprint }) => fingerprint);
    const others = Object.entries(this.chosen).filter(([fingerprint]) => !fingerprints.includes(fingerprint));
    const added = isChosen ? rows.map((row) => [row.fingerprint, row] as const) : [];
    const wanted = [...others, ...added];
    this.outcomeText = wanted.length > MOST_CHOSEN ? fillIn(tooManyLabel, MOST_CHOSEN) : '';
    this.chosen = Object.fromEntries(wanted.slice(0, MOST_CHOSEN));
  }

  handleUnchoose() {
    this.chosen = {};
  }

  handleOpen(event: CustomEvent<QueueRowView>) {
    this.opened = event.detail;
  }

  handleClose() {
    const fingerprint = this.opened?.fingerprint;
    this.opened = undefined;
    if (fingerprint === undefined) return;
    const holders = this.template?.querySelectorAll<RowHolder>('c-zendesk-queue-rows, c-zendesk-queue-group') ?? [];
    [...holders].some((holder) => holder.focusRow(fingerprint));
  }

  async handleDecideChosen(event: CustomEvent<DecisionKind>) {
    await this.decideOn(event.detail, this.chosenRows);
  }

  async handleDecideShown(event: CustomEvent<DecisionKind>) {
    if (this.shownRow !== undefined) await this.decideOn(event.detail, [this.shownRow]);
  }

  // ---- what they see

  get isForbidden() {
    return !this.mayOperate;
  }

  get isLoading() {
    return this.counts === undefined || this.groups === undefined;
  }

  get isEmpty() {
    return this.counts?.total === 0 && Object.keys(this.changes).length === 0;
  }

  get isFiltered() {
    return Object.values(this.filter).some((value) => value !== undefined);
  }

  get emptyText() {
    return this.isFiltered ? noMatchLabel : emptyLabel;
  }

  get emptyIcon() {
    return this.isFiltered ? 'utility:search' : 'utility:check';
  }

  get totalText() {
    return this.counts === undefined ? '' : fillIn(totalLabel, this.counts.total);
  }

  get showsGroups() {
    return this.isGrouped;
  }

  get shownGroups() {
    const groups = this.groups ?? [];
    return groups.map((view) => ({
      key: `${view.causeKey ?? ''} ${view.cause ?? ''}`,
      view,
      startsOpen: groups.length === 1,
    }));
  }

  get chosenRows() {
    return Object.values(this.chosen).map((row) => this.changes[row.fingerprint]?.row ?? row);
  }

  get chosenFingerprints() {
    return Object.keys(this.chosen);
  }

  get hasChosen() {
    return this.chosenRows.length > 0;
  }

  get chosenText() {
    return fillIn(chosenLabel, this.chosenRows.length);
  }

  get shownChange() {
    return this.opened && this.changes[this.opened.fingerprint];
  }

  get shownRow() {
    return this.shownChange?.row ?? this.opened;
  }

  get shownFingerprint() {
    return this.opened?.fingerprint;
  }

  get columnsClass() {
    return this.opened === undefined ? 'columns' : 'columns with-detail';
  }

  // ---- how it goes on

  private async decideOn(kind: DecisionKind, rows: readonly QueueRowView[]) {
    const operators = this.choices?.operators ?? [];
    const action = await askForDecision({ kind, count: rows.length, operators });
    if (action === undefined) return;
    const nameOf = (userId: string) => operators.find(({ id }) => id === userId)?.name;
    const before = this.changes;
    this.decisionError = undefined;
    this.outcomeText = '';
    this.changes = { ...before, ...savingChanges(rows, (row) => expectedAfter(row, action, nameOf)) };
    const exceptions = rows.map(({ fingerprint, revision }) => ({ fingerprint, revision: revision ?? null }));
    let answer: DecisionAnswer;
    try {
      answer = await decide({ requestJson: JSON.stringify({ action, exceptions }) });
    } catch (error) {
      this.changes = before;
      this.decisionError = error;
      return;
    }
    const changed = changesOf(rows, answer, nameOf);
    this.changes = { ...this.changes, ...changed };
    this.outcomeText = summaryOf(Object.values(changed));
    // What is left chosen is what still needs somebody.
    this.chosen = Object.fromEntries(
      Object.entries(this.chosen).filter(([fingerprint]) => changed[fingerprint]?.phase !== 'done'),
    );
    await this.count();
  }

  /** Everything is read again, and what was chosen or open is let go. */
  private async startOver() {
    this.changes = {};
    this.chosen = {};
    this.opened = undefined;
    this.outcomeText = '';
    this.decisionError = undefined;
    this.filter = { ...this.filter };
    await this.read();
  }

  private async read() {
    this.groups = undefined;
    await this.count();
  }

  /** Rows and groups that are shown stay: what was just decided must not jump away under the pointer. */
  private async count() {
    const question = ++this.newestQuestion;
    const filterJson = JSON.stringify(this.filter);
    try {
      const [counts, groups] = await Promise.all([getCounts({ filterJson }), getGroups({ filterJson })]);
      if (question !== this.newestQuestion) return;
      this.counts = counts;
      this.groups = this.groups === undefined ? groups : countedAgain(this.groups, groups);
      this.error = undefined;
    } catch (error) {
      if (question === this.newestQuestion) this.error = error;
    }
  }

  private async readChoices() {
    try {
      this.choices = await getChoices();
    } catch (error) {
      this.error = error;
    }
  }
}

/** The groups in their places, those that are new behind them. */
function countedAgain(shown: readonly QueueGroupView[], counted: readonly QueueGroupView[]) {
  const isSame = (one: QueueGroupView) => (other: QueueGroupView) =>
    one.causeKey === other.causeKey && one.cause === other.cause;
  return [
    ...shown.map((group) => counted.find(isSame(group)) ?? { ...group, total: 0 }),
    ...counted.filter((group) => !shown.some(isSame(group))),
  ];
}
