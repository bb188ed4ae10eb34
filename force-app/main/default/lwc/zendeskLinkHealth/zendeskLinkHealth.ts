import { LightningElement, api, wire } from 'lwc';
import { RefreshEvent, registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { codeMeaning } from 'c/linkproofCodes';
import { openRepairDialog } from 'c/linkproofRepairDialog';
import { presentStatus } from 'c/linkproofStatuses';
import { fillIn, webAddress } from 'c/linkproofText';

// Apex
import { refreshApex } from '@salesforce/apex';
import getLink from '@salesforce/apex/ZendeskLinkController.getLink';
import recheck from '@salesforce/apex/ZendeskLinkController.recheck';

// Permissions
import isAdmin from '@salesforce/customPermission/Linkproof_Admin';

// Labels
import auditedAtLabel from '@salesforce/label/c.Linkproof_Audited_At';
import evidenceLabel from '@salesforce/label/c.Linkproof_Evidence';
import findingsLabel from '@salesforce/label/c.Linkproof_Findings';
import loadFailedLabel from '@salesforce/label/c.Linkproof_Load_Failed';
import loadingLabel from '@salesforce/label/c.Linkproof_Loading';
import neverAuditedLabel from '@salesforce/label/c.Linkproof_Never_Audited';
import noOrganizationLabel from '@salesforce/label/c.Linkproof_No_Organization';
import notAuditedLabel from '@salesforce/label/c.Linkproof_Not_Audited';
import openInZendeskLabel from '@salesforce/label/c.Linkproof_Open_In_Zendesk';
import organizationLabel from '@salesforce/label/c.Linkproof_Organization';
import recheckFailedLabel from '@salesforce/label/c.Linkproof_Recheck_Failed';
import recheckLabel from '@salesforce/label/c.Linkproof_Recheck';
import recheckedChangedLabel from '@salesforce/label/c.Linkproof_Rechecked_Changed';
import recheckedOutOfScopeLabel from '@salesforce/label/c.Linkproof_Rechecked_Out_Of_Scope';
import recheckedLabel from '@salesforce/label/c.Linkproof_Rechecked';
import recheckingLabel from '@salesforce/label/c.Linkproof_Rechecking';
import relinkLabel from '@salesforce/label/c.Linkproof_Relink';
import runLabel from '@salesforce/label/c.Linkproof_Run';
import staleLabel from '@salesforce/label/c.Linkproof_Stale';
import staleSentenceLabel from '@salesforce/label/c.Linkproof_Stale_Sentence';
import titleLabel from '@salesforce/label/c.Linkproof_Title';
import verdictSinceLabel from '@salesforce/label/c.Linkproof_Verdict_Since';

type Recheck =
  | { readonly phase: 'idle' | 'running' }
  | { readonly phase: 'done'; readonly message: string }
  | { readonly phase: 'failed'; readonly error: unknown };

/** Whether a seller may rely on the Zendesk data of an account and what to do if not; for admins also why. */
export default class ZendeskLinkHealth extends LightningElement {
  labels = {
    auditedAt: auditedAtLabel,
    evidence: evidenceLabel,
    findings: findingsLabel,
    loadFailed: loadFailedLabel,
    loading: loadingLabel,
    neverAudited: neverAuditedLabel,
    noOrganization: noOrganizationLabel,
    notAudited: notAuditedLabel,
    openInZendesk: openInZendeskLabel,
    organization: organizationLabel,
    recheckFailed: recheckFailedLabel,
    relink: relinkLabel,
    run: runLabel,
    title: titleLabel,
    verdictSince: verdictSinceLabel,
  };
  recheck: Recheck = { phase: 'idle' };
  isAdmin = isAdmin;

  @api
  get recordId() {
    return this._recordId;
  }
  set recordId(accountId: string) {
    this._recordId = accountId;
    // The outcome of a re-check belongs to the account it was made of.
    this.recheck = { phase: 'idle' };
  }
  _recordId!: string;

  @wire(getLink, { accountId: '$recordId' })
  wiredLink!: WiredResult<LinkView | null>;

  private refreshHandlerId!: number;

  override connectedCallback() {
    this.refreshHandlerId = registerRefreshHandler(this, () => this.refresh());
  }

  override disconnectedCallback() {
    unregisterRefreshHandler(this.refreshHandlerId);
  }

  async handleRecheck() {
    // The button stays enabled meanwhile: a disabled one would drop the keyboard's focus.
    if (this.isRechecking) return;
    const accountId = this.recordId;
    const statusBefore = this.link?.status;
    this.recheck = { phase: 'running' };
    let outcome: Recheck;
    try {
      const link = await recheck({ accountId });
      await this.refresh();
      this.dispatchEvent(new RefreshEvent());
      outcome = { phase: 'done', message: recheckedMessage(statusBefore, link?.status) };
    } catch (error) {
      outcome = { phase: 'failed', error };
    }
    if (accountId === this.recordId) this.recheck = outcome;
  }

  /** A repair ends when its accounts have been audited anew, so that the stored verdict is the one to read. */
  async handleRelink() {
    const accountId = this.recordId;
    const statusBefore = this.link?.status;
    await openRepairDialog(accountId, { kind: 'relink' });
    await this.refresh();
    this.dispatchEvent(new RefreshEvent());
    const status = this.link?.status;
    if (accountId !== this.recordId || status === statusBefore) return;
    this.recheck = { phase: 'done', message: recheckedMessage(statusBefore, status) };
  }

  get link() {
    return this.wiredLink.data;
  }

  get isLoading() {
    return this.wiredLink.data === undefined && this.wiredLink.error === undefined;
  }

  get isEmpty() {
    return this.wiredLink.data === null;
  }

  get isRechecking() {
    return this.recheck.phase === 'running';
  }

  get recheckText() {
    return this.isRechecking ? recheckingLabel : recheckLabel;
  }

  get recheckMessage() {
    if (this.recheck.phase === 'running') return recheckingLabel;
    return this.recheck.phase === 'done' ? this.recheck.message : '';
  }

  get recheckError() {
    return this.recheck.phase === 'failed' ? this.recheck.error : undefined;
  }

  /** The stored sentence may say that the data can be relied on; out of date, nobody vouches for that. */
  get sentence() {
    return this.link?.stale ? staleSentenceLabel : this.link?.sentence;
  }

  get staleMessage() {
    return this.link?.stale ? fillIn(staleLabel, presentStatus(this.link.storedStatus).label) : '';
  }

  get organizationAddress() {
    return webAddress(this.link?.organizationUrl);
  }

  get organizationText() {
    return this.link?.organizationName ?? this.link?.organizationId ?? noOrganizationLabel;
  }

  get findings() {
    return this.link?.codes.map((code) => ({ code, meaning: codeMeaning(code) }));
  }

  get hasFindings() {
    return (this.link?.codes.length ?? 0) > 0;
  }

  /** Apex hands evidence to admins only; asked here as well, so that a cached answer cannot outlive the permission. */
  get evidence() {
    return isAdmin ? this.link?.evidence : undefined;
  }

  private refresh() {
    return refreshApex(this.wiredLink);
  }
}

/** A changed verdict is worth saying: it is why somebody re-checks. Only an account out of scope is left without one. */
function recheckedMessage(before: AccountStatus | undefined, after: AccountStatus | undefined): string {
  if (after === undefined) return recheckedOutOfScopeLabel;
  if (before === undefined || before === after) return recheckedLabel;
  return fillIn(recheckedChangedLabel, presentStatus(before).label, presentStatus(after).label);
}
