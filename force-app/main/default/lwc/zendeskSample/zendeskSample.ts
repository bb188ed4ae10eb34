import { LightningElement, api, wire } from 'lwc';
import { fillIn } from 'c/linkproofText';

// Apex
import { refreshApex } from '@salesforce/apex';
import answerSample from '@salesforce/apex/ZendeskSampleController.answer';
import getSample from '@salesforce/apex/ZendeskSampleController.getSample';

// Permissions
import isOperator from '@salesforce/customPermission/Linkproof_Operate';

// Labels
import answeredLabel from '@salesforce/label/c.Linkproof_Sample_Answered';
import answeringLabel from '@salesforce/label/c.Linkproof_Sample_Answering';
import failedLabel from '@salesforce/label/c.Linkproof_Sample_Failed';
import noteLabel from '@salesforce/label/c.Linkproof_Sample_Note';
import questionLabel from '@salesforce/label/c.Linkproof_Sample_Question';
import rightLabel from '@salesforce/label/c.Linkproof_Sample_Right';
import titleLabel from '@salesforce/label/c.Linkproof_Sample';
import unsureLabel from '@salesforce/label/c.Linkproof_Sample_Unsure';
import wrongLabel from '@salesforce/label/c.Linkproof_Sample_Wrong';

const ANSWER_LABELS: Readonly<Record<SampleAnswer, string>> = {
  right: rightLabel,
  wrong: wrongLabel,
  unsure: unsureLabel,
};

/**
 * A verified link that chance has picked: is it right? Shown to whoever works the queue, and only where the account's
 * link was picked; what nobody complains about is not right for that.
 */
export default class ZendeskSample extends LightningElement {
  labels = { failed: failedLabel, note: noteLabel, title: titleLabel };
  answers = Object.entries(ANSWER_LABELS).map(([value, label]) => ({ value, label }));
  isAnswering = false;
  answerError: unknown;
  private note = '';

  @api
  get recordId() {
    return this._recordId;
  }
  set recordId(accountId: string) {
    this._recordId = accountId;
    this.answerError = undefined;
    this.note = '';
  }
  _recordId!: string;

  @wire(getSample, { accountId: '$askedAccountId' })
  wiredSample!: WiredResult<SampleView | null>;

  /** Undefined for everybody else: Apex would refuse them, and nothing is asked. */
  get askedAccountId() {
    return isOperator ? this.recordId : undefined;
  }

  get isShown() {
    return this.sample !== null || this.error !== undefined;
  }

  get isWaiting() {
    return this.sample !== null && this.sample.answer === undefined;
  }

  get error() {
    return this.answerError ?? this.wiredSample.error;
  }

  get message() {
    if (this.isAnswering) return answeringLabel;
    if (this.sample === null) return '';
    const { answer, answeredBy = '', note = '' } = this.sample;
    if (answer === undefined) return questionLabel;
    return `${fillIn(answeredLabel, ANSWER_LABELS[answer], answeredBy)} ${note}`.trim();
  }

  handleNote(event: CustomEvent<{ value: string }>) {
    this.note = event.detail.value;
  }

  async handleAnswer(event: Event) {
    if (this.isAnswering) return;
    const accountId = this.recordId;
    const answer = (event.target as HTMLElement & { value: SampleAnswer }).value;
    this.isAnswering = true;
    this.answerError = undefined;
    try {
      await answerSample({ accountId, answer, note: this.note });
      await refreshApex(this.wiredSample);
    } catch (error) {
      if (accountId === this.recordId) this.answerError = error;
    } finally {
      this.isAnswering = false;
    }
  }

  private get sample(): SampleView | null {
    return this.wiredSample.data ?? null;
  }
}
