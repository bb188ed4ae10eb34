import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import { fillIn } from 'c/linkproofText';
import { followPlan } from './followPlan';
import { changesIn, hasApplied, mayApprove, needsSecondApprover, percentDone } from './planState';
import type { Intent, Step } from './steps';

// Apex
import apply from '@salesforce/apex/ZendeskRepairController.apply';
import approve from '@salesforce/apex/ZendeskRepairController.approve';
import compare from '@salesforce/apex/ZendeskRepairController.compare';
import compareException from '@salesforce/apex/ZendeskRepairController.compareException';
import getPlan from '@salesforce/apex/ZendeskRepairController.getPlan';
import keepApart from '@salesforce/apex/ZendeskRepairController.keepApart';
import preview from '@salesforce/apex/ZendeskRepairController.preview';
import undo from '@salesforce/apex/ZendeskRepairController.undo';

// User
import userId from '@salesforce/user/Id';

// Labels
import adviceLabel from '@salesforce/label/c.Linkproof_Repair_Merge_Advice';
import applyLabel from '@salesforce/label/c.Linkproof_Repair_Apply';
import approveLabel from '@salesforce/label/c.Linkproof_Repair_Approve';
import backLabel from '@salesforce/label/c.Linkproof_Repair_Back';
import cancelLabel from '@salesforce/label/c.Linkproof_Repair_Cancel';
import closeLabel from '@salesforce/label/c.Linkproof_Repair_Close';
import createLabel from '@salesforce/label/c.Linkproof_Repair_Create';
import detailsExceptionLabel from '@salesforce/label/c.Linkproof_Repair_Exception';
import detailsKeepLabel from '@salesforce/label/c.Linkproof_Repair_Keep';
import detailsRelinkLabel from '@salesforce/label/c.Linkproof_Repair_Relink_To';
import failedLabel from '@salesforce/label/c.Linkproof_Repair_Step_Failed';
import keepApartLabel from '@salesforce/label/c.Linkproof_Compare_Keep_Apart';
import keptApartLabel from '@salesforce/label/c.Linkproof_Repair_Kept_Apart';
import loadingLabel from '@salesforce/label/c.Linkproof_Loading';
import lookAgainLabel from '@salesforce/label/c.Linkproof_Repair_Look_Again';
import otherWaysLabel from '@salesforce/label/c.Linkproof_Repair_Other_Ways';
import peopleLabel from '@salesforce/label/c.Linkproof_People';
import peopleMoveLabel from '@salesforce/label/c.Linkproof_People_move';
import peopleMoveAndLeaveLabel from '@salesforce/label/c.Linkproof_People_move_and_leave';
import peopleStayLabel from '@salesforce/label/c.Linkproof_People_stay';
import previewLabel from '@salesforce/label/c.Linkproof_Repair_Preview';
import progressLabel from '@salesforce/label/c.Linkproof_Repairs_Progress';
import reasonHelpLabel from '@salesforce/label/c.Linkproof_Repair_Reason_Help';
import reasonLabel from '@salesforce/label/c.Linkproof_Repair_Reason';
import reasonMissingLabel from '@salesforce/label/c.Linkproof_Repair_Reason_Missing';
import resumeLabel from '@salesforce/label/c.Linkproof_Repair_Go_On';
import secondApproverLabel from '@salesforce/label/c.Linkproof_Repair_Second_Approver';
import secondApproverSelfLabel from '@salesforce/label/c.Linkproof_Repair_Second_Approver_Self';
import titleCompareLabel from '@salesforce/label/c.Linkproof_Repair_Step_Compare';
import titleDoneLabel from '@salesforce/label/c.Linkproof_Repair_Step_Done';
import titlePlanLabel from '@salesforce/label/c.Linkproof_Repair_Step_Plan';
import titleSearchLabel from '@salesforce/label/c.Linkproof_Repair_Step_Search';
import undoLabel from '@salesforce/label/c.Linkproof_Repair_Undo';
import undoTitleLabel from '@salesforce/label/c.Linkproof_Repair_Undo_Title';
import unlinkLabel from '@salesforce/label/c.Linkproof_Repair_Unlink';
import workingLabel from '@salesforce/label/c.Linkproof_Repair_Working';

/**
 * The repair of one account, from the question to the receipts: find or compare, say why, preview, approve, apply, undo.
 * Nothing is written before somebody has approved what the preview shows.
 */
export default class ZendeskRelink extends LightningModal {
  @api accountId!: string;

  /** What the dialog is opened for; read once. */
  @api start!: RepairStart;

  labels = {
    advice: adviceLabel,
    apply: applyLabel,
    approve: approveLabel,
    back: backLabel,
    create: createLabel,
    failed: failedLabel,
    keptApart: keptApartLabel,
    loading: loadingLabel,
    lookAgain: lookAgainLabel,
    otherWays: otherWaysLabel,
    people: peopleLabel,
    reason: reasonLabel,
    reasonHelp: reasonHelpLabel,
    reasonMissing: reasonMissingLabel,
    resume: resumeLabel,
    undo: undoLabel,
    unlink: unlinkLabel,
  };
  peopleOptions = [
    { value: 'stay', label: peopleStayLabel },
    { value: 'move', label: peopleMoveLabel },
    { value: 'move_and_leave', label: peopleMoveAndLeaveLabel },
  ];

  step: Step = { name: 'loading' };
  /** Steps that Back leads to, the newest last. */
  earlier: readonly Step[] = [];
  people: PeopleChoice = 'stay';
  reason = '';
  error: unknown = undefined;
  isBusy = false;
  isFollowing = false;

  private stepToFocus: Step | undefined;

  override connectedCallback() {
    void this.begin();
  }

  /** A new step is read out from its heading: what had the keyboard's focus is gone. */
  override renderedCallback() {
    if (this.stepToFocus !== this.step) return;
    this.stepToFocus = undefined;
    this.template?.querySelector<HTMLElement>('.step-title')?.focus();
  }

  // ---- what people do

  async handleOrganization(event: CustomEvent<string>) {
    const { accountId } = this;
    await this.attempt(async () => {
      const comparison = await compare({ accountId, organizationId: event.detail });
      this.goTo({ name: 'compare', comparison });
    });
  }

  handleChoice(event: CustomEvent<ComparisonChoice>) {
    if (this.step.name !== 'compare') return;
    const { comparison } = this.step;
    switch (event.detail) {
      case 'keep_left':
      case 'keep_right': {
        const kept = event.detail === 'keep_left' ? comparison.left : comparison.right;
        const intent = kept ? this.keepingIntent(comparison, kept) : undefined;
        // The link of now is kept by doing nothing.
        return intent === undefined ? this.handleClose() : this.goTo({ name: 'details', intent });
      }
      case 'keep_apart': {
        const { fingerprint } = comparison;
        if (!fingerprint) return;
        return this.goTo({ name: 'details', intent: { kind: 'keep_apart', title: keepApartLabel, fingerprint } });
      }
      case 'recommend_merge':
        return this.goTo({ name: 'advice', advice: comparison.mergeAdvice ?? adviceLabel });
    }
  }

  handleCreate() {
    const request: RepairRequest = { kind: 'provision', accountId: this.accountId, name: null };
    this.goTo({ name: 'details', intent: { kind: 'request', title: createLabel, request } });
  }

  handleUnlink() {
    const request: RepairRequest = { kind: 'unlink', accountId: this.accountId };
    this.goTo({ name: 'details', intent: { kind: 'request', title: unlinkLabel, request } });
  }

  handlePeople(event: CustomEvent<{ value: PeopleChoice }>) {
    this.people = event.detail.value;
  }

  handleReason(event: CustomEvent<{ value: string }>) {
    this.reason = event.detail.value;
  }

  async handleDetails() {
    if (this.step.name !== 'details') return;
    const reason = this.reason.trim();
    if (reason === '') {
      this.error = { message: reasonMissingLabel };
      return;
    }
    const { intent } = this.step;
    await this.attempt(async () => this.goTo(await this.carryOut(intent, reason)));
  }

  async handleApprove() {
    if (this.step.name !== 'plan') return;
    const { planId, hash } = this.step.view.plan;
    await this.attempt(async () => {
      const view = await approve({ accountId: this.accountId, planId, hash });
      this.show(view);
      if (view.state === 'approved') await this.applyAndFollow(planId);
    });
  }

  async handleApply() {
    if (this.step.name !== 'plan') return;
    const { planId } = this.step.view.plan;
    await this.attempt(() => this.applyAndFollow(planId));
  }

  async handleLookAgain() {
    if (this.step.name !== 'plan') return;
    const { planId } = this.step.view.plan;
    await this.attempt(async () => this.show(await getPlan({ accountId: this.accountId, planId })));
  }

  handleUndo() {
    if (this.step.name !== 'plan') return;
    this.reason = '';
    this.goTo({ name: 'details', intent: undoIntent(this.step.view.plan.planId) });
  }

  handleBack() {
    const previous = this.earlier.at(-1);
    if (previous === undefined || this.isBusy) return;
    this.earlier = this.earlier.slice(0, -1);
    this.enter(previous);
  }

  handleClose() {
    void this.close(undefined);
  }

  // ---- what they see

  get heading() {
    switch (this.step.name) {
      case 'search':
        return titleSearchLabel;
      case 'compare':
      case 'advice':
        return titleCompareLabel;
      case 'details':
        return this.step.intent.title;
      case 'plan':
        return planHeading(this.step.view);
      default:
        return '';
    }
  }

  get isLoading() {
    return this.step.name === 'loading' && this.error === undefined;
  }

  get isSearch() {
    return this.step.name === 'search';
  }

  get isDetails() {
    return this.step.name === 'details';
  }

  get isKeptApart() {
    return this.step.name === 'kept_apart';
  }

  get comparison() {
    return this.step.name === 'compare' ? this.step.comparison : undefined;
  }

  get advice() {
    return this.step.name === 'advice' ? this.step.advice : undefined;
  }

  get view() {
    return this.step.name === 'plan' ? this.step.view : undefined;
  }

  get asksForPeople() {
    return (
      this.step.name === 'details' && this.step.intent.kind === 'request' && this.step.intent.request.kind === 'relink'
    );
  }

  get detailsText() {
    return this.step.name === 'details' && this.step.intent.kind === 'keep_apart' ? keepApartLabel : previewLabel;
  }

  get approverMessage() {
    const { view } = this;
    if (view?.state !== 'proposed' || !needsSecondApprover(view)) return undefined;
    return mayApprove(view, userId) ? secondApproverLabel : secondApproverSelfLabel;
  }

  get canApprove() {
    return this.view !== undefined && mayApprove(this.view, userId);
  }

  get canApply() {
    return this.view?.state === 'approved' && !this.isFollowing;
  }

  /** It is under way, and this dialog does not know how far: it was opened later, or lost the connection. */
  get canResume() {
    return this.view?.state === 'applying' && !this.isFollowing;
  }

  get canUndo() {
    return this.view !== undefined && hasApplied(this.view) && !['applying', 'approved'].includes(this.view.state);
  }

  get canGoBack() {
    return this.earlier.length > 0;
  }

  get closeText() {
    return ['search', 'compare', 'details'].includes(this.step.name) ? cancelLabel : closeLabel;
  }

  get percent() {
    return this.view === undefined ? 0 : percentDone(this.view);
  }

  get barStyle() {
    return `width: ${this.percent}%`;
  }

  get progressText() {
    const { view } = this;
    return view === undefined ? '' : fillIn(progressLabel, view.receipts.length, changesIn(view.plan));
  }

  get workingText() {
    return this.isBusy ? workingLabel : '';
  }

  get isWaiting() {
    return this.isBusy && !this.isFollowing;
  }

  // ---- how it goes on

  private async begin() {
    const { accountId, start } = this;
    await this.attempt(async () => {
      switch (start.kind) {
        case 'relink':
          return this.enter({ name: 'search' });
        case 'collision':
          return this.enter({
            name: 'compare',
            comparison: await compareException({ accountId, fingerprint: start.fingerprint }),
          });
        case 'exception': {
          const request: RepairRequest = {
            kind: 'exceptions',
            codes: null,
            fingerprints: [start.fingerprint],
            accountIds: [accountId],
          };
          return this.enter({ name: 'details', intent: { kind: 'request', title: detailsExceptionLabel, request } });
        }
        case 'undo':
          return this.enter({ name: 'details', intent: undoIntent(start.planId) });
        case 'plan':
          return this.enter({ name: 'plan', view: await getPlan({ accountId, planId: start.planId }) });
      }
    });
  }

  /** What keeping one side comes to; undefined: nothing is to be done. */
  private keepingIntent(comparison: Comparison, kept: ComparedSide): Intent | undefined {
    const name = kept.name ?? kept.id;
    if (comparison.question === 'relink') {
      if (kept.id === comparison.left?.id) return undefined;
      const request: RepairRequest = {
        kind: 'relink',
        accountId: this.accountId,
        organizationId: kept.id,
        people: 'stay',
      };
      return { kind: 'request', title: fillIn(detailsRelinkLabel, name), request };
    }
    const { fingerprint } = comparison;
    if (!fingerprint) return undefined;
    const request: RepairRequest = { kind: 'collision', fingerprint, keepId: kept.id };
    return { kind: 'request', title: fillIn(detailsKeepLabel, name), request };
  }

  private async carryOut(intent: Intent, reason: string): Promise<Step> {
    const { accountId } = this;
    switch (intent.kind) {
      case 'keep_apart':
        await keepApart({ accountId, fingerprint: intent.fingerprint, reason });
        return { name: 'kept_apart' };
      case 'undo':
        return { name: 'plan', view: await undo({ accountId, planId: intent.planId, reason }) };
      case 'request': {
        const { request } = intent;
        const chosen = request.kind === 'relink' ? { ...request, people: this.people } : request;
        return { name: 'plan', view: await preview({ accountId, requestJson: JSON.stringify(chosen), reason }) };
      }
    }
  }

  private async applyAndFollow(planId: string) {
    const { accountId } = this;
    const { applyId } = await apply({ accountId, planId });
    // What has been written is not taken back by going back.
    this.earlier = [];
    this.isFollowing = true;
    try {
      this.show(await getPlan({ accountId, planId }));
      await followPlan(
        () => getPlan({ accountId, planId }),
        applyId,
        (view) => this.show(view),
      );
      this.enter(this.step);
    } finally {
      this.isFollowing = false;
    }
  }

  /** The same plan, later: the step stays, and so does the focus. */
  private show(view: PlanView) {
    this.step = { name: 'plan', view };
  }

  private goTo(step: Step) {
    this.earlier = this.step.name === 'loading' ? [] : [...this.earlier, this.step];
    this.enter(step);
  }

  private enter(step: Step) {
    this.error = undefined;
    this.step = step;
    this.stepToFocus = step;
  }

  /** One thing at a time; what goes wrong is said where the person is. */
  private async attempt(work: () => Promise<unknown>) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.error = undefined;
    try {
      await work();
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}

function planHeading({ plan, state }: PlanView): string {
  if (state === 'applied' || state === 'partly_applied' || state === 'blocked') return titleDoneLabel;
  return plan.kind === 'undo' ? undoTitleLabel : titlePlanLabel;
}

function undoIntent(planId: string): Intent {
  return { kind: 'undo', title: undoTitleLabel, planId };
}
