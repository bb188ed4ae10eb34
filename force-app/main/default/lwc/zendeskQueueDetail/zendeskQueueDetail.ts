import { LightningElement, api } from 'lwc';
import { decisionLabel } from 'c/linkproofDecisions';
import { exceptionStatusLabel, presentSeverity, repairOf } from 'c/linkproofExceptionWords';
import { openRepairDialog } from 'c/linkproofRepairDialog';
import { personText } from 'c/linkproofRepairWords';
import { parseActivity } from './activity';

// Apex
import getException from '@salesforce/apex/ZendeskExceptionQueueController.getException';

// Permissions
import isAdmin from '@salesforce/customPermission/Linkproof_Admin';

// Labels
import accountLabel from '@salesforce/label/c.Linkproof_Queue_Account';
import activityLabel from '@salesforce/label/c.Linkproof_Queue_Activity';
import auditLabel from '@salesforce/label/c.Linkproof_Queue_By_Audit';
import closeLabel from '@salesforce/label/c.Linkproof_Queue_Close';
import decisionHeading from '@salesforce/label/c.Linkproof_Queue_Decision';
import evidenceLabel from '@salesforce/label/c.Linkproof_Queue_Evidence';
import firstSeenLabel from '@salesforce/label/c.Linkproof_First_Seen';
import loadFailedLabel from '@salesforce/label/c.Linkproof_Load_Failed';
import loadingLabel from '@salesforce/label/c.Linkproof_Loading';
import noActivityLabel from '@salesforce/label/c.Linkproof_Queue_No_Activity';
import nobodyLabel from '@salesforce/label/c.Linkproof_Queue_Nobody';
import organizationsLabel from '@salesforce/label/c.Linkproof_Organizations';
import ownerLabel from '@salesforce/label/c.Linkproof_Queue_Owner';
import reopenedLabel from '@salesforce/label/c.Linkproof_Queue_Reopened_Because';
import reopenedStatusLabel from '@salesforce/label/c.Linkproof_Queue_Reopened';
import untilLabel from '@salesforce/label/c.Linkproof_Queue_Until';
import whatToDoLabel from '@salesforce/label/c.Linkproof_What_To_Do';

/** Whom the server names where nobody decided. */
const AUDIT = 'audit';

/**
 * One exception: what was found, what was decided, what changed since, what can be done. Fires `decide` with the kind of
 * decision, `close`, and `repair` after the repair dialog was open.
 */
export default class ZendeskQueueDetail extends LightningElement {
  /** What became of it since it was read, if anything. */
  @api change?: QueueRowChange;

  labels = {
    account: accountLabel,
    activity: activityLabel,
    close: closeLabel,
    decision: decisionHeading,
    evidence: evidenceLabel,
    firstSeen: firstSeenLabel,
    loadFailed: loadFailedLabel,
    loading: loadingLabel,
    noActivity: noActivityLabel,
    organizations: organizationsLabel,
    owner: ownerLabel,
    reopened: reopenedLabel,
    until: untilLabel,
    whatToDo: whatToDoLabel,
  };

  detail?: QueueDetailView;
  error: unknown = undefined;
  private hasFocus = false;

  /** Setting it reads the rest. */
  @api
  get row() {
    return this._row;
  }
  set row(row: QueueRowView) {
    const isOther = row.id !== this._row?.id;
    // Decided meanwhile, it has another history.
    const isChanged = row.revision !== this._row?.revision;
    this._row = row;
    if (isOther) {
      this.detail = undefined;
      this.hasFocus = false;
    }
    if (isOther || isChanged) void this.read();
  }
  _row!: QueueRowView;

  /** What was opened is read out from its heading. */
  override renderedCallback() {
    if (this.hasFocus) return;
    this.hasFocus = true;
    this.template?.querySelector<HTMLElement>('.title')?.focus();
  }

  handleClose() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  handleDecide(event: CustomEvent<DecisionKind>) {
    this.dispatchEvent(new CustomEvent('decide', { detail: event.detail }));
  }

  async handleRepair() {
    const { accountId, fingerprint } = this.row;
    if (accountId === undefined || this.repair === undefined) return;
    await openRepairDialog(accountId, { kind: this.repair.kind, fingerprint });
    this.dispatchEvent(new CustomEvent('repair'));
  }

  get rows() {
    return [this.row];
  }

  get isLoading() {
    return this.detail === undefined && this.error === undefined;
  }

  get severityBadge() {
    return presentSeverity(this.row.severity);
  }

  get statusText() {
    return exceptionStatusLabel(this.row.status);
  }

  get ownerText() {
    return this.row.ownerId === undefined ? nobodyLabel : (this.row.ownerName ?? this.row.ownerId);
  }

  get organizationsText() {
    return this.detail?.organizationIds.join(', ') ?? this.row.organizationId;
  }

  get repair() {
    return isAdmin && this.row.accountId !== undefined ? repairOf(this.row.code) : undefined;
  }

  get reasons() {
    return (this.detail?.reopenedBecause ?? '').split('\n').filter((reason) => reason.trim() !== '');
  }

  get hasReasons() {
    return this.reasons.length > 0;
  }

  get deciderText() {
    return personText(this.detail?.decidedBy ?? '', this.detail?.userNames ?? {});
  }

  get activity() {
    return parseActivity(this.detail?.activity).map(({ at, by, action, text, until }, index) => ({
      key: index,
      at,
      by: by === AUDIT ? auditLabel : personText(by, this.detail?.userNames ?? {}),
      title: actionTitle(action),
      text: personText(text, this.detail?.userNames ?? {}),
      until,
    }));
  }

  get isQuiet() {
    return this.activity.length === 0;
  }

  private async read() {
    const { id } = this.row;
    this.error = undefined;
    try {
      const detail = await getException({ exceptionId: id });
      if (id === this.row.id) this.detail = detail;
    } catch (error) {
      if (id === this.row.id) this.error = error;
    }
  }
}

/** What an entry says was done: a decision, or what an audit made of the exception. */
function actionTitle(action: string): string {
  if (action === 'plan') return exceptionStatusLabel('planned');
  if (action === 'reopened') return reopenedStatusLabel;
  return decisionLabel(action) ?? exceptionStatusLabel(action);
}
