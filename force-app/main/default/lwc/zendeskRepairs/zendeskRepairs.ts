import { LightningElement, api } from 'lwc';
import { RefreshEvent, registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { openRepairDialog } from 'c/linkproofRepairDialog';
import { personText } from 'c/linkproofRepairWords';
import { fillIn } from 'c/linkproofText';

// Apex
import getPlans from '@salesforce/apex/ZendeskRepairController.getPlans';

// Labels
import emptyLabel from '@salesforce/label/c.Linkproof_Repairs_Empty';
import failedLabel from '@salesforce/label/c.Linkproof_Repairs_Failed';
import loadingLabel from '@salesforce/label/c.Linkproof_Loading';
import openLabel from '@salesforce/label/c.Linkproof_Repairs_Open';
import progressLabel from '@salesforce/label/c.Linkproof_Repairs_Progress';
import repairsLabel from '@salesforce/label/c.Linkproof_Repairs';
import undoKindLabel from '@salesforce/label/c.Linkproof_Repairs_Undo_Of';
import undoLabel from '@salesforce/label/c.Linkproof_Repair_Undo';

type Repairs =
  | { readonly phase: 'unread' | 'loading' }
  | { readonly phase: 'read'; readonly plans: readonly PlanSummary[]; readonly names: WithUserNames['userNames'] }
  | { readonly phase: 'failed'; readonly error: unknown };

/** The plans that concern an account. Asks the server, so nothing is read before somebody opens it. */
export default class ZendeskRepairs extends LightningElement {
  labels = {
    empty: emptyLabel,
    failed: failedLabel,
    loading: loadingLabel,
    open: openLabel,
    repairs: repairsLabel,
    undo: undoLabel,
  };
  isOpen = false;
  repairs: Repairs = { phase: 'unread' };

  @api
  get recordId() {
    return this._recordId;
  }
  set recordId(accountId: string) {
    if (accountId === this._recordId) return;
    this._recordId = accountId;
    this.isOpen = false;
    this.repairs = { phase: 'unread' };
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

  async handleOpen(event: Event) {
    await this.open({ kind: 'plan', planId: planOf(event) });
  }

  async handleUndo(event: Event) {
    await this.open({ kind: 'undo', planId: planOf(event) });
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
    return this.repairs.phase === 'loading';
  }

  get error() {
    return this.repairs.phase === 'failed' ? this.repairs.error : undefined;
  }

  get isEmpty() {
    return this.repairs.phase === 'read' && this.repairs.plans.length === 0;
  }

  get plans() {
    if (this.repairs.phase !== 'read') return [];
    const { plans, names } = this.repairs;
    return plans.map(({ planId, kind, createdAt, proposedBy, reason, changes, applied }) => ({
      planId,
      createdAt,
      reason: kind === 'undo' ? fillIn(undoKindLabel, reason) : reason,
      about: `${personText(proposedBy, names)} · ${fillIn(progressLabel, applied, changes)}`,
      canBeUndone: applied > 0,
    }));
  }

  private async open(start: RepairStart) {
    await openRepairDialog(this.recordId, start);
    await this.read();
    this.dispatchEvent(new RefreshEvent());
  }

  /** A repair elsewhere on the page is one of these too. */
  private async refresh() {
    if (this.isOpen) await this.read();
  }

  /** What is on screen stays there while it is read again. */
  private async read() {
    const accountId = this.recordId;
    if (this.repairs.phase !== 'read') this.repairs = { phase: 'loading' };
    let repairs: Repairs;
    try {
      const { plans, userNames } = await getPlans({ accountId });
      repairs = { phase: 'read', plans, names: userNames };
    } catch (error) {
      repairs = { phase: 'failed', error };
    }
    if (accountId === this.recordId) this.repairs = repairs;
  }
}

function planOf(event: Event): string {
  const { plan = '' } = (event.currentTarget as HTMLElement).dataset;
  return plan;
}
