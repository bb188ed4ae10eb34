/**
 * What Apex does not say of its methods. The methods themselves are declared from the Apex: `npm run build:lwc` writes
 * generated.d.ts.
 */

/** What a method answers, where its type says less: null is possible, or the server's JSON is handed on as a map. */
interface ApexResults {
  /** Null when no audit has judged the account. */
  'ZendeskLinkController.getLink': LinkView | null;
  'ZendeskLinkController.recheck': LinkView | null;
  /** Null where chance has not picked the account's link. */
  'ZendeskSampleController.getSample': SampleView | null;
  'ZendeskSampleController.answer': SampleView | null;
  'ZendeskRepairController.searchOrganizations': { readonly organizations: readonly OrganizationCandidate[] };
  'ZendeskRepairController.compare': Comparison;
  'ZendeskRepairController.compareException': Comparison;
  'ZendeskRepairController.preview': PlanView;
  'ZendeskRepairController.getPlan': PlanView;
  'ZendeskRepairController.getPlans': { readonly plans: readonly PlanSummary[] } & WithUserNames;
  'ZendeskRepairController.approve': PlanView;
  'ZendeskRepairController.apply': { readonly applyId: string };
  'ZendeskRepairController.undo': PlanView;
  'ZendeskExceptionQueueController.decide': DecisionAnswer;
}

/** Parameters that may be left out, or null. */
interface ApexOptional {
  'ZendeskSampleController.getSample': 'accountId';
  'ZendeskExceptionQueueController.getPage': 'cursorJson';
}

/** The parameters of an Apex method: those above may be left out. */
type ApexParameters<Name extends string, Declared> = Name extends keyof ApexOptional
  ? Omit<Declared, ApexOptional[Name]> & {
      readonly [Parameter in ApexOptional[Name] & keyof Declared]?: Declared[Parameter] | null;
    }
  : Declared;

/** The answer of an Apex method: as above, else as Apex declares it. */
type ApexResult<Name extends string, Declared> = Name extends keyof ApexResults ? ApexResults[Name] : Declared;
