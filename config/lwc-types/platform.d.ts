/** Modules that the Salesforce platform provides and @salesforce/lightning-types does not describe. */

declare module '@salesforce/apex' {
  /** Provisions a wire again; `wired` is the object that the wire handed over. */
  export function refreshApex(wired: unknown): Promise<unknown>;
}

declare module '@salesforce/apex/ZendeskLinkController.getLink' {
  /** Null when no audit has judged the account. */
  const getLink: CacheableApexMethod<{ accountId: string }, LinkView | null>;
  export default getLink;
}

declare module '@salesforce/apex/ZendeskLinkController.getExceptions' {
  const getExceptions: CacheableApexMethod<{ accountId: string }, readonly ExceptionView[]>;
  export default getExceptions;
}

declare module '@salesforce/apex/ZendeskLinkController.recheck' {
  export default function recheck(callArguments: { accountId: string }): Promise<LinkView | null>;
}

declare module '@salesforce/apex/ZendeskLinkController.getHistory' {
  export default function getHistory(callArguments: { accountId: string }): Promise<readonly HistoryEntryView[]>;
}

declare module '@salesforce/apex/ZendeskSampleController.getSample' {
  /** Null where chance has not picked the account's link. */
  const getSample: CacheableApexMethod<{ accountId?: string }, SampleView | null>;
  export default getSample;
}

declare module '@salesforce/apex/ZendeskSampleController.answer' {
  export default function answer(callArguments: {
    accountId: string;
    answer: SampleAnswer;
    note: string;
  }): Promise<SampleView | null>;
}

declare module '@salesforce/apex/ZendeskRepairController.searchOrganizations' {
  export default function searchOrganizations(callArguments: {
    accountId: string;
    text: string;
  }): Promise<{ readonly organizations: readonly OrganizationCandidate[] }>;
}

declare module '@salesforce/apex/ZendeskRepairController.compare' {
  export default function compare(callArguments: { accountId: string; organizationId: string }): Promise<Comparison>;
}

declare module '@salesforce/apex/ZendeskRepairController.compareException' {
  export default function compareException(callArguments: {
    accountId: string;
    fingerprint: string;
  }): Promise<Comparison>;
}

declare module '@salesforce/apex/ZendeskRepairController.preview' {
  export default function preview(callArguments: {
    accountId: string;
    requestJson: string;
    reason: string;
  }): Promise<PlanView>;
}

declare module '@salesforce/apex/ZendeskRepairController.getPlan' {
  export default function getPlan(callArguments: { accountId: string; planId: string }): Promise<PlanView>;
}

declare module '@salesforce/apex/ZendeskRepairController.getPlans' {
  export default function getPlans(callArguments: {
    accountId: string;
  }): Promise<{ readonly plans: readonly PlanSummary[] } & WithUserNames>;
}

declare module '@salesforce/apex/ZendeskRepairController.approve' {
  export default function approve(callArguments: {
    accountId: string;
    planId: string;
    hash: string;
  }): Promise<PlanView>;
}

declare module '@salesforce/apex/ZendeskRepairController.apply' {
  export default function apply(callArguments: {
    accountId: string;
    planId: string;
  }): Promise<{ readonly applyId: string }>;
}

declare module '@salesforce/apex/ZendeskRepairController.undo' {
  export default function undo(callArguments: { accountId: string; planId: string; reason: string }): Promise<PlanView>;
}

declare module '@salesforce/apex/ZendeskRepairController.keepApart' {
  export default function keepApart(callArguments: {
    accountId: string;
    fingerprint: string;
    reason: string;
  }): Promise<unknown>;
}

declare module '@salesforce/apex/ZendeskExceptionQueueController.getPage' {
  export default function getPage(callArguments: {
    filterJson: string;
    cursorJson: string | null;
  }): Promise<QueuePageView>;
}

declare module '@salesforce/apex/ZendeskExceptionQueueController.getGroups' {
  export default function getGroups(callArguments: { filterJson: string }): Promise<readonly QueueGroupView[]>;
}

declare module '@salesforce/apex/ZendeskExceptionQueueController.getCounts' {
  export default function getCounts(callArguments: { filterJson: string }): Promise<QueueCountsView>;
}

declare module '@salesforce/apex/ZendeskExceptionQueueController.getException' {
  export default function getException(callArguments: { exceptionId: string }): Promise<QueueDetailView>;
}

declare module '@salesforce/apex/ZendeskExceptionQueueController.getChoices' {
  export default function getChoices(): Promise<QueueChoicesView>;
}

declare module '@salesforce/apex/ZendeskExceptionQueueController.decide' {
  export default function decide(callArguments: { requestJson: string }): Promise<DecisionAnswer>;
}

declare module '@salesforce/label/c.*' {
  const text: string;
  export default text;
}

declare module '@salesforce/customPermission/*' {
  /** True for holders, undefined for everybody else. */
  const hasPermission: true | undefined;
  export default hasPermission;
}

declare module 'lightning/refresh' {
  /** Asks every component on the page that registered a handler to read its data again. */
  export class RefreshEvent extends CustomEvent<never> {
    constructor();
  }
  export function registerRefreshHandler(element: object, handler: () => Promise<unknown>): number;
  export function unregisterRefreshHandler(handlerId: number): void;
}
