/** What a remedy answers, before it becomes a group of a plan: changes without ids, and all that they rest on. */
import type { Code } from '../catalogue.ts';
import type { Contract } from '../contract.ts';
import type { Exception, PersonFact } from '../model.ts';
import type { FactRef, LiveUser, LiveWorld } from './facts.ts';
import type { FieldChange, Refusal } from './Plan.ts';

export interface Proposal {
  /** One plain sentence: what it does to whom. */
  readonly title: string;
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
  readonly fingerprints: readonly string[];
  readonly codes: readonly Code[];
  readonly rests: readonly FactRef[];
  readonly steps: readonly Step[];
}

/** A change of a proposal. */
export interface Step extends FieldChange {
  readonly reason: string;
  readonly inverse: FieldChange | null;
  /** Positions in `steps` of those that must be verified first. */
  readonly waitsFor: readonly number[];
}

export interface Proposed {
  readonly proposals: readonly Proposal[];
  readonly refused: readonly Refusal[];
}

/** All that a remedy may look at. */
export interface PlanningWorld {
  readonly contract: Contract;
  readonly live: LiveWorld;
  /** The exceptions to be answered, and every other open one about the same records. */
  readonly asked: readonly Exception[];
  readonly others: readonly Exception[];
  /** The people whose contacts belong to the accounts in question, as last audited. */
  readonly persons: readonly PersonFact[];
  /** Whether a user may have several organizations; null: nobody knows. */
  readonly severalOrganizations: boolean | null;
}

/** Organizations of which somebody may gain or lose sight, as they are right now. */
export interface SightWorld {
  readonly organizations: ReadonlyMap<string, SightOrganization>;
  /** By organization id: why it could not be read. */
  readonly unreadable: ReadonlyMap<string, string>;
}

export interface SightOrganization {
  readonly sharesTickets: boolean;
  /** Tickets that carry it, archived ones included. */
  readonly ticketCount: number;
  readonly members: readonly LiveUser[];
}
