import { decisionLabel } from 'c/linkproofDecisions';
import ZendeskDecision from 'c/zendeskDecision';

interface DecisionQuestion {
  readonly kind: DecisionKind;
  /** How many exceptions it is about. */
  readonly count: number;
  /** Who can be given them. */
  readonly operators: readonly QueuePersonView[];
}

/** LightningModal's own `open`, which its types do not declare. */
interface Modal {
  open(options: DecisionQuestion & { readonly size: 'small'; readonly label: string }): Promise<Decision | undefined>;
}

/** Asks for a decision's reason, date, owner; undefined when it was called off. */
export function askForDecision(question: DecisionQuestion): Promise<Decision | undefined> {
  const label = decisionLabel(question.kind);
  return (ZendeskDecision as unknown as Modal).open({ size: 'small', label, ...question });
}
