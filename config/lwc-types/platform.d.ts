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
