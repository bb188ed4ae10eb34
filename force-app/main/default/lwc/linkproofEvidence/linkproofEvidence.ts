import { LightningElement, api } from 'lwc';
import { fillIn } from 'c/linkproofText';

// Labels
import accountLabel from '@salesforce/label/c.Linkproof_Candidate_Account';
import emptyLabel from '@salesforce/label/c.Linkproof_Nothing_Said';
import organizationLabel from '@salesforce/label/c.Linkproof_Candidate_Organization';
import rejectedLabel from '@salesforce/label/c.Linkproof_Rejected_Candidates';
import showAllLabel from '@salesforce/label/c.Linkproof_Show_All';
import stepsLabel from '@salesforce/label/c.Linkproof_Resolution_Order';
import unreadableLabel from '@salesforce/label/c.Linkproof_Evidence_Unreadable';
import { presentOutcome, rungLabel, systemLabel } from './presentation';

/** Candidates shown before "show all": enough for every case but a key shared by many. */
const SHORT_LIST = 5;

/** Why a verdict came out as it did: the resolution order, step by step, and the candidates that lost. */
export default class LinkproofEvidence extends LightningElement {
  labels = { empty: emptyLabel, rejected: rejectedLabel, steps: stepsLabel, unreadable: unreadableLabel };
  evidence?: VerdictEvidence;
  showsAll = false;

  /** JSON of VerdictEvidence, as stored with the verdict. */
  @api
  get value() {
    return this._value;
  }
  set value(json: string) {
    this._value = json;
    this.evidence = parseEvidence(json);
    this.showsAll = false;
  }
  _value = '';

  handleShowAll() {
    this.showsAll = true;
  }

  get steps() {
    return this.evidence?.steps.map((step, index) => ({
      key: index,
      outcome: presentOutcome(step.outcome),
      rung: rungLabel(step.rung),
      source: `${systemLabel(step.system)} ${step.field}`,
      said: step.said,
      isSilent: step.said === null || step.said === '',
      meaning: step.meaning,
    }));
  }

  get hasRejected() {
    return this.rejected.length > 0;
  }

  get shownCandidates() {
    const shown = this.showsAll ? this.rejected : this.rejected.slice(0, SHORT_LIST);
    return shown.map((candidate, index) => ({
      key: index,
      title: candidate.name ?? idsOf(candidate),
      ids: candidate.name === null ? '' : idsOf(candidate),
      because: candidate.because,
    }));
  }

  get hidesSome() {
    return !this.showsAll && this.rejected.length > SHORT_LIST;
  }

  get showAllText() {
    return fillIn(showAllLabel, this.rejected.length);
  }

  private get rejected() {
    return this.evidence?.rejected ?? [];
  }
}

/** Undefined when the text is no evidence; the panel then says so instead of showing half of it. */
function parseEvidence(json: string): VerdictEvidence | undefined {
  let parsed: Partial<VerdictEvidence> | null;
  try {
    parsed = JSON.parse(json) as Partial<VerdictEvidence> | null;
  } catch {
    return undefined;
  }
  return Array.isArray(parsed?.steps) && Array.isArray(parsed.rejected) ? (parsed as VerdictEvidence) : undefined;
}

function idsOf(candidate: RejectedCandidate): string {
  const ids = [];
  if (candidate.organizationId !== null) ids.push(fillIn(organizationLabel, candidate.organizationId));
  if (candidate.accountId !== null) ids.push(fillIn(accountLabel, candidate.accountId));
  return ids.join(', ');
}
