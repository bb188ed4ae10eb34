import { LightningElement, api } from 'lwc';
import {
  changeText,
  personText,
  planStateText,
  presentOutcome,
  recordAddress,
  valueText,
} from 'c/linkproofRepairWords';
import { fillIn } from 'c/linkproofText';
import { consequencesOf } from './blastRadius';

// Labels
import accountFlowsLabel from '@salesforce/label/c.Linkproof_Fires_Account_Flows';
import accountTriggersLabel from '@salesforce/label/c.Linkproof_Fires_Account_Triggers';
import approvedByLabel from '@salesforce/label/c.Linkproof_Plan_Approved_By';
import automationsLabel from '@salesforce/label/c.Linkproof_Fires_Automations';
import becomesLabel from '@salesforce/label/c.Linkproof_Change_Becomes';
import changesLabel from '@salesforce/label/c.Linkproof_Plan_Changes';
import consequencesLabel from '@salesforce/label/c.Linkproof_Plan_Consequences';
import exposesLabel from '@salesforce/label/c.Linkproof_Blast_Exposes';
import firesLabel from '@salesforce/label/c.Linkproof_Plan_Fires';
import firesNothingLabel from '@salesforce/label/c.Linkproof_Fires_Nothing';
import firesUnreadableLabel from '@salesforce/label/c.Linkproof_Blast_Unreadable';
import moreChangesLabel from '@salesforce/label/c.Linkproof_Plan_More_Changes';
import newTabLabel from '@salesforce/label/c.Linkproof_Open_In_Zendesk';
import noInverseLabel from '@salesforce/label/c.Linkproof_Change_No_Inverse';
import problemsLabel from '@salesforce/label/c.Linkproof_Plan_Problems';
import proposedByLabel from '@salesforce/label/c.Linkproof_Plan_Proposed_By';
import reasonLabel from '@salesforce/label/c.Linkproof_Repair_Reason';
import refusedLabel from '@salesforce/label/c.Linkproof_Plan_Refused';
import triggersLabel from '@salesforce/label/c.Linkproof_Fires_Triggers';
import validUntilLabel from '@salesforce/label/c.Linkproof_Plan_Valid_Until';
import waitsForLabel from '@salesforce/label/c.Linkproof_Plan_Waits_For';
import webhooksLabel from '@salesforce/label/c.Linkproof_Fires_Webhooks';

/** What a dialog can show; a plan of thousands is reviewed as a file. */
const MOST_CHANGES = 200;

/** A plan as a person reviews it: what changes, whom that affects, what it may set off; and what became of it. */
export default class ZendeskPlan extends LightningElement {
  @api view!: PlanView;

  labels = {
    approvedBy: approvedByLabel,
    becomes: becomesLabel,
    changes: changesLabel,
    consequences: consequencesLabel,
    exposes: exposesLabel,
    fires: firesLabel,
    firesNothing: firesNothingLabel,
    newTab: newTabLabel,
    noInverse: noInverseLabel,
    problems: problemsLabel,
    proposedBy: proposedByLabel,
    reason: reasonLabel,
    refused: refusedLabel,
    validUntil: validUntilLabel,
    waitsFor: waitsForLabel,
  };

  get plan() {
    return this.view.plan;
  }

  get stateText() {
    return planStateText(this.view.state);
  }

  /** It may still be approved or applied. */
  get isOpen() {
    return this.view.state === 'proposed' || this.view.state === 'approved';
  }

  get proposedBy() {
    return personText(this.plan.proposedBy, this.view.userNames);
  }

  get approvedBy() {
    return this.view.approvals.map(({ by }) => personText(by, this.view.userNames)).join(', ');
  }

  get groups() {
    let room = MOST_CHANGES;
    return this.plan.groups
      .filter(() => room > 0)
      .map((group) => {
        const changes = group.changes.slice(0, room);
        room -= changes.length;
        return {
          groupId: group.groupId,
          title: group.title,
          changes: changes.map((change) => this.presentChange(change)),
          consequences: consequencesOf(group),
        };
      });
  }

  get moreText() {
    const all = this.plan.groups.reduce((sum, { changes }) => sum + changes.length, 0);
    return all > MOST_CHANGES ? fillIn(moreChangesLabel, all - MOST_CHANGES, this.plan.planId) : '';
  }

  get refusals() {
    return this.plan.refused.map(({ detail }, index) => ({ key: index, detail }));
  }

  get waits() {
    return this.isOpen ? this.view.waitsFor.map((text, index) => ({ key: index, text })) : [];
  }

  get problems() {
    return this.view.problems.map((text, index) => ({ key: index, text }));
  }

  get fires() {
    const { zendeskTriggers, zendeskAutomations, zendeskWebhooks, accountTriggers, accountFlows, unreadable } =
      this.plan.mayFire;
    const named = [
      { label: triggersLabel, items: zendeskTriggers },
      { label: automationsLabel, items: zendeskAutomations },
      { label: webhooksLabel, items: zendeskWebhooks },
      { label: accountTriggersLabel, items: accountTriggers },
      { label: accountFlowsLabel, items: accountFlows },
    ];
    return [
      ...named
        .filter(({ items }) => items.length > 0)
        .map(({ label, items }) => ({ key: label, label, text: items.map(({ name }) => name).join(', ') })),
      ...unreadable.map((text, index) => ({ key: String(index), label: firesUnreadableLabel, text })),
    ];
  }

  private presentChange(change: PlannedChange) {
    const { changeId, record, field, reason } = change;
    const receipt = this.view.receipts.find((candidate) => candidate.changeId === changeId);
    return {
      changeId,
      what: changeText(change.kind),
      record,
      address: recordAddress(change, this.plan.instance.zendeskSubdomain),
      field,
      before: valueText(change.before),
      after: valueText(change.after),
      reason,
      hasNoInverse: (change.inverse ?? null) === null,
      outcome: receipt && presentOutcome(receipt.outcome),
      detail: receipt?.detail,
    };
  }
}
