import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import { fillIn } from 'c/linkproofText';

// Labels
import aboutLabel from '@salesforce/label/c.Linkproof_Decision_About';
import cancelLabel from '@salesforce/label/c.Linkproof_Repair_Cancel';
import dayLabel from '@salesforce/label/c.Linkproof_Decision_Day';
import dayMissingLabel from '@salesforce/label/c.Linkproof_Decision_Day_Missing';
import endLabel from '@salesforce/label/c.Linkproof_Decision_End';
import endsOnDayLabel from '@salesforce/label/c.Linkproof_Decision_Ends_On_Day';
import endsWithEvidenceLabel from '@salesforce/label/c.Linkproof_Decision_Ends_With_Evidence';
import incompleteLabel from '@salesforce/label/c.Linkproof_Decision_Incomplete';
import noteLabel from '@salesforce/label/c.Linkproof_Decision_Note';
import ownerLabel from '@salesforce/label/c.Linkproof_Decision_Owner';
import ownerMissingLabel from '@salesforce/label/c.Linkproof_Decision_Owner_Missing';
import queueLabel from '@salesforce/label/c.Linkproof_Decision_Queue';
import reasonHelpLabel from '@salesforce/label/c.Linkproof_Decision_Reason_Help';
import reasonLabel from '@salesforce/label/c.Linkproof_Decision_Reason';
import reasonMissingLabel from '@salesforce/label/c.Linkproof_Decision_Reason_Missing';
import reasonShortLabel from '@salesforce/label/c.Linkproof_Decision_Reason_Short';

/** Stands for nobody in the list of owners: an empty value would be no choice. */
const QUEUE = 'queue';

/** Characters: what closes an exception has to be understood by whoever meets it again. */
const SHORTEST_REASON: Readonly<Partial<Record<DecisionKind, number>>> = { accept: 10, not_same: 10 };

/** Asks for what a decision needs, and closes with it; with nothing when it is called off. */
export default class ZendeskDecision extends LightningModal {
  @api kind!: DecisionKind;
  @api count!: number;
  @api operators!: readonly QueuePersonView[];

  labels = {
    cancel: cancelLabel,
    day: dayLabel,
    end: endLabel,
    incomplete: incompleteLabel,
    owner: ownerLabel,
  };
  endOptions = [
    { label: endsWithEvidenceLabel, value: 'evidence' },
    { label: endsOnDayLabel, value: 'day' },
  ];

  owner?: string;
  reason = '';
  end = 'evidence';
  day = '';
  error: { readonly message: string } | undefined;

  handleOwner(event: CustomEvent<{ value: string }>) {
    this.owner = event.detail.value;
  }

  handleReason(event: CustomEvent<{ value: string }>) {
    this.reason = event.detail.value;
  }

  handleEnd(event: CustomEvent<{ value: string }>) {
    this.end = event.detail.value;
  }

  handleDay(event: CustomEvent<{ value: string | null }>) {
    this.day = event.detail.value ?? '';
  }

  handleCancel() {
    void this.close(undefined);
  }

  handleDecide() {
    const problem = this.problem();
    if (problem === undefined) void this.close(this.decision());
    else this.error = { message: problem };
  }

  get aboutText() {
    return fillIn(aboutLabel, this.count);
  }

  get asksForOwner() {
    return this.kind === 'assign';
  }

  get asksForEnd() {
    return this.kind === 'wait' || this.kind === 'accept';
  }

  get endsOnDay() {
    return this.end === 'day';
  }

  get ownerOptions() {
    return [{ label: queueLabel, value: QUEUE }, ...this.operators.map(({ id, name }) => ({ label: name, value: id }))];
  }

  get reasonLabel() {
    return this.kind === 'note' ? noteLabel : reasonLabel;
  }

  get reasonHelp() {
    return this.kind === 'note' ? undefined : reasonHelpLabel;
  }

  /** What is missing; undefined: nothing. */
  private problem(): string | undefined {
    if (this.asksForOwner) return this.owner === undefined ? ownerMissingLabel : undefined;
    const reason = this.reason.trim();
    if (reason === '') return reasonMissingLabel;
    if (reason.length < (SHORTEST_REASON[this.kind] ?? 0)) {
      return fillIn(reasonShortLabel, SHORTEST_REASON[this.kind] ?? 0, reason.length);
    }
    return this.asksForEnd && this.endsOnDay && !isComing(this.day) ? dayMissingLabel : undefined;
  }

  private decision(): Decision {
    const { kind } = this;
    const reason = this.reason.trim();
    switch (kind) {
      case 'assign':
        return { kind, ownerId: this.owner === undefined || this.owner === QUEUE ? null : this.owner };
      case 'note':
        return { kind, note: reason };
      case 'wait':
      case 'accept':
        // The same day for everybody, wherever they sit.
        return { kind, reason, until: this.endsOnDay ? `${this.day}T00:00:00.000Z` : null };
      default:
        return { kind, reason };
    }
  }
}

/** Whether the text is a day to come: a decision until yesterday would be none. */
function isComing(day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(`${day}T00:00:00.000Z`).getTime() > Date.now();
}
