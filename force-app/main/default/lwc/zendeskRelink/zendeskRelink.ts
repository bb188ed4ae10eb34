import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import { fillIn } from 'c/linkproofText';
import { followPlan } from './followPlan';
import {
  carryOut,
  createIntent,
  exceptionIntent,
  keepApartIntent,
  keepIntent,
  undoIntent,
  unlinkIntent,
  type Intent,
} from './intents';
import { changesIn, hasApplied, mayApprove, needsSecondApprover, percentDone } from './planState';
import { labels, peopleOptions } from './words';

// Apex
import apply from '@salesforce/apex/ZendeskRepairController.apply';
import approve from '@salesforce/apex/ZendeskRepairController.approve';
import compare from '@salesforce/apex/ZendeskRepairController.compare';
import compareException from '@salesforce/apex/ZendeskRepairController.compareException';
import getPlan from '@salesforce/apex/ZendeskRepairController.getPlan';

// User
import userId from '@salesforce/user/Id';

/** Where the dialog is. */
type Step =
  | { readonly name: 'loading' | 'search' | 'kept_apart' }
  | { readonly name: 'compare'; readonly comparison: Comparison }
  | { readonly name: 'advice'; readonly advice: string }
  | { readonly name: 'details'; readonly intent: Intent }
  | { readonly name: 'plan'; readonly view: PlanView };

/**
 * The repair of one account, from the question to the receipts: find or compare, say why, preview, approve, apply, undo.
 * Nothing is written before somebody has approved what the preview shows.
 */
export default class ZendeskRelink extends LightningModal {
  @api accountId!: string;

  /** What the dialog is opened for; read once. */
  @api start!: RepairStart;

  labels = labels;
  peopleOptions = peopleOptions;

  step: Step = { name: 'loading' };
  /** Steps that Back leads to, the newest last. */
  earlier: readonly Step[] = [];
  people: PeopleChoice = 'stay';
  reason = '';
  error: unknown = undefined;
  isBusy = false;
  isFollowing = false;

  private stepToFocus: Step | undefined;
  private isGone = false;

  override connectedCallback() {
    void this.begin();
  }

  /** A plan goes on without anybody who looks. */
  override disconnectedCallback() {
    this.isGone = true;
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
        return this.decide(keepIntent(this.accountId, comparison, comparison.left));
      case 'keep_right':
        return this.decide(keepIntent(this.accountId, comparison, comparison.right));
      case 'keep_apart':
        return this.decide(keepApartIntent(comparison));
      case 'recommend_merge':
        return this.goTo({ name: 'advice', advice: comparison.mergeAdvice ?? labels.advice });
    }
  }

  handleCreate() {
    this.decide(createIntent(this.accountId));
  }

  handleUnlink() {
    this.decide(unlinkIntent(this.accountId));
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
      this.error = { message: labels.reasonMissing };
      return;
    }
    const { intent } = this.step;
    await this.attempt(async () => {
      const view = await carryOut(this.accountId, intent, { people: this.people, reason });
      this.goTo(view === null ? { name: 'kept_apart' } : { name: 'plan', view });
    });
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
    this.decide(undoIntent(this.step.view.plan.planId));
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
        return labels.stepSearch;
      case 'compare':
      case 'advice':
        return labels.stepCompare;
      case 'details':
        return this.step.intent.title;
      case 'plan':
        return planHeading(this.step.view);
      case 'kept_apart':
        return labels.keepApart;
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
    return this.step.name === 'details' && this.step.intent.kind === 'keep_apart' ? labels.keepApart : labels.preview;
  }

  get approverMessage() {
    const { view } = this;
    if (view?.state !== 'proposed' || !needsSecondApprover(view)) return undefined;
    return mayApprove(view, userId) ? labels.secondApprover : labels.secondApproverSelf;
  }

  get canApprove() {
    return this.view !== undefined && mayApprove(this.view, userId);
  }

  get canApply() {
    return this.view?.state === 'approved' && !this.isFollowing;
  }

  /** It is under way, and this dialog does not know how far: it was opened later, or lost the connection. */
  get canLookAgain() {
    return this.view?.state === 'applying' && !this.isFollowing;
  }

  /** What was interrupted or failed is resumed by applying it again: what is done is not done twice. */
  get canResume() {
    return this.canLookAgain || (this.view?.state === 'partly_applied' && !this.isFollowing);
  }

  get canUndo() {
    return this.view !== undefined && hasApplied(this.view) && !['applying', 'approved'].includes(this.view.state);
  }

  get canGoBack() {
    return this.earlier.length > 0;
  }

  get closeText() {
    return ['search', 'compare', 'details'].includes(this.step.name) ? labels.cancel : labels.close;
  }

  get percent() {
    return this.view === undefined ? 0 : percentDone(this.view);
  }

  get barStyle() {
    return `width: ${this.percent}%`;
  }

  get progressText() {
    const { view } = this;
    return view === undefined ? '' : fillIn(labels.progress, view.receipts.length, changesIn(view.plan));
  }

  get workingText() {
    return this.isBusy ? labels.working : '';
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
        case 'exception':
          return this.enter({ name: 'details', intent: exceptionIntent(accountId, start.fingerprint) });
        case 'undo':
          return this.enter({ name: 'details', intent: undoIntent(start.planId) });
        case 'plan':
          return this.enter({ name: 'plan', view: await getPlan({ accountId, planId: start.planId }) });
      }
    });
  }

  /** Asks for the reason of what was decided; nothing to do closes the dialog. */
  private decide(intent: Intent | undefined) {
    if (intent === undefined) this.handleClose();
    else this.goTo({ name: 'details', intent });
  }

  private async applyAndFollow(planId: string) {
    const { accountId } = this;
    const { applyId } = await apply({ accountId, planId });
    // What has been written is not taken back by going back.
    this.earlier = [];
    this.isFollowing = true;
    try {
      this.show(await getPlan({ accountId, planId }));
      await followPlan(() => getPlan({ accountId, planId }), applyId, {
        show: (view) => this.show(view),
        isThere: () => !this.isGone,
      });
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
  if (state === 'applied' || state === 'partly_applied' || state === 'blocked') return labels.stepDone;
  return plan.kind === 'undo' ? labels.stepUndo : labels.stepPlan;
}
