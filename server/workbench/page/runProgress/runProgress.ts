import { LightningElement, api } from 'lwc';
import type { ProgressView } from '../../views.ts';

const STAGES = [
  { stage: 'read', label: 'Read' },
  { stage: 'prove', label: 'Prove' },
  { stage: 'judge', label: 'Judge' },
  { stage: 'raise', label: 'Raise' },
  { stage: 'publish', label: 'Publish' },
] as const;

/** A run as it happens: the stage, how far it is, what it has cost. */
export default class RunProgress extends LightningElement {
  @api progress?: ProgressView;

  get message() {
    return this.progress?.message ?? 'The audit begins.';
  }

  get stages() {
    const current = STAGES.findIndex(({ stage }) => stage === this.progress?.stage);
    return STAGES.map(({ stage, label }, index) => ({
      stage,
      label,
      icon: index < current ? 'utility:success' : index === current ? 'utility:sync' : 'utility:routing_offline',
      state: index < current ? 'done' : index === current ? 'under way' : 'to come',
      current: index === current ? 'step' : undefined,
    }));
  }

  /** Whole percent of the stage; 0 where nobody can know. */
  get percent() {
    const { done = 0, expected = null } = this.progress ?? {};
    return expected ? Math.min(100, Math.round((100 * done) / expected)) : 0;
  }

  get barStyle() {
    return `width: ${this.percent}%`;
  }

  get figures() {
    const { apiCalls, allowanceLeft, elapsedMs = 0 } = this.progress ?? {};
    return [
      { label: 'Salesforce calls', value: withShare(apiCalls?.salesforce, allowanceLeft?.salesforce) },
      { label: 'Zendesk calls', value: withShare(apiCalls?.zendesk, allowanceLeft?.zendesk) },
      { label: 'Elapsed', value: `${(elapsedMs / 1000).toFixed(0)} s` },
    ];
  }
}

function withShare(calls = 0, shareLeft: number | null = null): string {
  return shareLeft === null ? `${calls}` : `${calls} (${Math.floor(shareLeft * 100)} % of the allowance left)`;
}
