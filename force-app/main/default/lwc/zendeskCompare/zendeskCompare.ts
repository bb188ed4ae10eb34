import { LightningElement, api } from 'lwc';
import { fillIn } from 'c/linkproofText';
import { choiceText, nameOf, questionOf } from './presentation';

// Labels
import accountLabel from '@salesforce/label/c.Linkproof_Candidate_Account';
import changedLabel from '@salesforce/label/c.Linkproof_Compare_Changed';
import choicesLabel from '@salesforce/label/c.Linkproof_Compare_Choices';
import claimLabel from '@salesforce/label/c.Linkproof_Compare_Claim';
import closedTicketsLabel from '@salesforce/label/c.Linkproof_Compare_Closed_Tickets';
import domainsLabel from '@salesforce/label/c.Linkproof_Compare_Domains';
import emptyLabel from '@salesforce/label/c.Linkproof_Nothing_Said';
import factLabel from '@salesforce/label/c.Linkproof_Compare_Fact';
import historyLabel from '@salesforce/label/c.Linkproof_History';
import membersLabel from '@salesforce/label/c.Linkproof_Compare_Members';
import noLabel from '@salesforce/label/c.Linkproof_No';
import noneYetLabel from '@salesforce/label/c.Linkproof_Compare_None_Yet';
import openTicketsLabel from '@salesforce/label/c.Linkproof_Compare_Open_Tickets';
import organizationLabel from '@salesforce/label/c.Linkproof_Candidate_Organization';
import ownerLabel from '@salesforce/label/c.Linkproof_Compare_Owner';
import sharesLabel from '@salesforce/label/c.Linkproof_Compare_Shares';
import unknownLabel from '@salesforce/label/c.Linkproof_Compare_Unknown';
import verdictLabel from '@salesforce/label/c.Linkproof_Compare_Verdict';
import yesLabel from '@salesforce/label/c.Linkproof_Yes';

/** Two sides of one question, fact by fact, and what may be done. Fires `choose` with the choice. */
export default class ZendeskCompare extends LightningElement {
  @api comparison!: Comparison;

  labels = {
    changed: changedLabel,
    choices: choicesLabel,
    fact: factLabel,
    history: historyLabel,
    noneYet: noneYetLabel,
    verdict: verdictLabel,
  };

  handleChoose(event: Event) {
    const { choice } = (event.currentTarget as HTMLElement).dataset;
    this.dispatchEvent(new CustomEvent('choose', { detail: choice }));
  }

  get question() {
    return questionOf(this.comparison);
  }

  get sides() {
    return [presentSide(this.comparison.left, 'left'), presentSide(this.comparison.right, 'right')];
  }

  get facts() {
    const { left, right } = this.comparison;
    const fact = (key: string, label: string, read: (side: ComparedSide) => string) => ({
      key,
      label,
      values: [
        { key: 'left', text: left ? read(left) : '' },
        { key: 'right', text: read(right) },
      ],
    });
    return [
      fact('claim', claimLabel, ({ claim }) => claim ?? emptyLabel),
      fact('domains', domainsLabel, ({ domainNames }) => domainNames.join(', ') || emptyLabel),
      fact('shares', sharesLabel, ({ sharedTickets }) => yesOrNo(sharedTickets)),
      fact('members', membersLabel, ({ members }) => figure(members)),
      fact('open', openTicketsLabel, ({ openTickets }) => figure(openTickets)),
      fact('closed', closedTicketsLabel, ({ closedTickets }) => figure(closedTickets)),
      fact('owner', ownerLabel, ({ ownerId }) => ownerId ?? emptyLabel),
    ];
  }

  get choices() {
    return this.comparison.choices.map((choice) => ({ choice, label: choiceText(choice, this.comparison) }));
  }
}

function presentSide(side: Maybe<ComparedSide>, key: string) {
  if (!side) return { key, isThere: false, title: noneYetLabel, history: [] };
  return {
    key,
    isThere: true,
    title: nameOf(side),
    about: fillIn(side.kind === 'account' ? accountLabel : organizationLabel, side.id),
    modifiedAt: side.modifiedAt,
    status: side.verdict?.status,
    sentence: side.verdict?.sentence,
    history: side.history.map(({ at, changes, sentence }, index) => ({
      // The newest of several at one moment stands first.
      key: `${at} ${index}`,
      at,
      text: changes.join(' ') || sentence,
    })),
  };
}

function yesOrNo(value: Maybe<boolean>): string {
  if (typeof value !== 'boolean') return unknownLabel;
  return value ? yesLabel : noLabel;
}

/** A figure that could not be read is not zero. */
function figure(value: Maybe<number>): string {
  return String(value ?? unknownLabel);
}
