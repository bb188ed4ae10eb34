import { fillIn } from 'c/linkproofText';

// Labels
import applyLinkLabel from '@salesforce/label/c.Linkproof_Compare_Link_To';
import apartLabel from '@salesforce/label/c.Linkproof_Compare_Keep_Apart';
import keepLabel from '@salesforce/label/c.Linkproof_Compare_Keep';
import leaveLabel from '@salesforce/label/c.Linkproof_Compare_Leave';
import mergeLabel from '@salesforce/label/c.Linkproof_Compare_Merge';
import relinkQuestionLabel from '@salesforce/label/c.Linkproof_Compare_Relink';
import twoAccountsLabel from '@salesforce/label/c.Linkproof_Compare_Two_Accounts';
import twoOrganizationsLabel from '@salesforce/label/c.Linkproof_Compare_Two_Organizations';

const QUESTIONS: Readonly<Record<Comparison['question'], string>> = {
  relink: relinkQuestionLabel,
  two_accounts: twoAccountsLabel,
  two_organizations: twoOrganizationsLabel,
};

/** The record by its name, or by its id where it has none. */
export function nameOf(record: Maybe<{ readonly id: string; readonly name?: string | null }>): string {
  return record?.name ?? record?.id ?? '';
}

/** What the two sides ask of whoever looks at them. */
export function questionOf({ question, shared }: Comparison): string {
  return fillIn(QUESTIONS[question], nameOf(shared));
}

/** The text of a choice's button. */
export function choiceText(choice: ComparisonChoice, { question, left, right }: Comparison): string {
  switch (choice) {
    case 'keep_left':
      return question === 'relink' ? leaveLabel : fillIn(keepLabel, nameOf(left));
    case 'keep_right':
      return fillIn(question === 'relink' ? applyLinkLabel : keepLabel, nameOf(right));
    case 'keep_apart':
      return apartLabel;
    case 'recommend_merge':
      return mergeLabel;
  }
}
