import type { ApexTransaction } from './ApexTransaction.ts';

/** Types of parameters that actions take so far. */
export type ApexParameterType = 'Id' | 'String';

/** The counterpart of one `@AuraEnabled` method. */
export interface ApexAction {
  /** Parameter types by name, as the Apex method declares them. */
  parameters: Record<string, ApexParameterType>;
  /** Arguments by parameter name; null for one that the caller left out. The answer becomes the JSON that a component gets. */
  run(transaction: ApexTransaction, parameters: Record<string, string | null>): unknown;
}
