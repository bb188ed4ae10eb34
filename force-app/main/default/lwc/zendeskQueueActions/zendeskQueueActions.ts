import { LightningElement, api } from 'lwc';
import { decisionLabel, decisionsFor } from 'c/linkproofDecisions';

// Labels
import groupLabel from '@salesforce/label/c.Linkproof_Queue_Actions';

/** What can be decided on all of the chosen exceptions. Fires `decide` with the kind of decision. */
export default class ZendeskQueueActions extends LightningElement {
  @api rows: readonly QueueRowView[] = [];

  groupLabel = groupLabel;

  handleDecision(event: Event) {
    const { kind } = (event.currentTarget as HTMLElement).dataset;
    this.dispatchEvent(new CustomEvent('decide', { detail: kind }));
  }

  get decisions() {
    return decisionsFor(this.rows).map((kind) => ({ kind, label: decisionLabel(kind) }));
  }
}
