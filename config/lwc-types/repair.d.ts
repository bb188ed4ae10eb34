/** What the repair door answers: the server's own JSON, as Apex hands it on. */
import type * as plans from '../../server/core/plans/Plan.ts';
import type * as flows from '../../server/flows/Flows.ts';

/** JSON after Apex: what the server sends as null may be missing. */
type Received<Value> = Value extends readonly (infer Item)[]
  ? readonly Received<Item>[]
  : Value extends object
    ? {
        readonly [Key in keyof Value as null extends Value[Key] ? never : Key]: Received<Value[Key]>;
      } & {
        readonly [Key in keyof Value as null extends Value[Key] ? Key : never]?: Received<Value[Key]>;
      }
    : Value;

declare global {
  /** Names of the users who are named by id. */
  interface WithUserNames {
    readonly userNames: Readonly<Record<string, string>>;
  }

  type PlanView = Received<flows.PlanView> & WithUserNames;
  type PlanGroup = Received<plans.PlanGroup>;
  type PlannedChange = Received<plans.Change>;
  type Receipt = Received<plans.Receipt>;
  type PlanSummary = Received<flows.PlanSummary>;
  type Comparison = Received<flows.Comparison>;
  type ComparedSide = Received<flows.ComparedSide>;
  type ComparisonChoice = (typeof flows.COMPARISON_CHOICES)[number];
  type OrganizationCandidate = Received<flows.OrganizationCandidate>;
  type RepairRequest = plans.RepairRequest;
  type PeopleChoice = plans.PeopleChoice;

  /** A value that Apex may have left out where the server said null. */
  type Maybe<Value> = Value | null | undefined;

  /** What the repair dialog is opened for. */
  type RepairStart =
    | { readonly kind: 'relink' }
    /** Two sides collide, as an exception says: compare and choose. */
    | { readonly kind: 'collision'; readonly fingerprint: string }
    /** The remedy of an exception. */
    | { readonly kind: 'exception'; readonly fingerprint: string }
    /** A plan that was made before: to look at, approve, apply. */
    | { readonly kind: 'plan'; readonly planId: string }
    | { readonly kind: 'undo'; readonly planId: string };
}
