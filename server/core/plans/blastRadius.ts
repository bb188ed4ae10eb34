import type { Contract } from '../contract.ts';
import type { LiveWorld } from './facts.ts';
import type { BlastRadius } from './Plan.ts';
import type { Proposal, SightWorld } from './Proposal.ts';

/** What stands behind an organization, as last audited. */
export interface Figures {
  readonly members: number;
  readonly openTickets: number;
}

export interface BlastInput {
  readonly live: LiveWorld;
  readonly sight: SightWorld;
  /** By organization id. */
  readonly figures: ReadonlyMap<string, Figures>;
  readonly contract: Contract;
  /** Whether a user may have several organizations; null: nobody knows, and that is exposure where somebody gets another one. */
  readonly severalOrganizations?: boolean | null;
}

/** The organizations of which these proposals may give or take sight; sorted. */
export function sightQuestions(_proposals: readonly Proposal[]): readonly string[] {
  return [];
}

export function blastRadiusOf(_proposal: Proposal, _input: BlastInput): BlastRadius {
  return {
    gainSight: [],
    loseSight: [],
    autoJoined: [],
    ticketsMoved: {},
    ticketsLeft: 0,
    shown: null,
    nativeApp: null,
    unreadable: [],
  };
}
