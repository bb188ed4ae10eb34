import type { Exception } from '../../model.ts';
import type { Proposed } from '../Proposal.ts';
import type { LiveClaims } from './LiveClaims.ts';

/** How an exception was asked for: a person who names it by fingerprint has decided more than one who names its code. */
export interface Asking {
  readonly byFingerprint: boolean;
  /** Whether a link that is found to have one side only is completed along the way. */
  readonly completesLinks: boolean;
}

/** What repairs one exception, decided on live records only. `nothing_to_do` where they are right already. */
export type Remedy = (exception: Exception, claims: LiveClaims, asking: Asking) => Proposed;
