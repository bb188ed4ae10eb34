/** Modules that the Salesforce platform provides and @salesforce/lightning-types does not describe. */

declare module 'lightning/refresh' {
  /** Asks every component on the page that registered a handler to read its data again. */
  export class RefreshEvent extends CustomEvent<never> {
    constructor();
  }
  export function registerRefreshHandler(element: object, handler: () => Promise<unknown>): number;
  export function unregisterRefreshHandler(handlerId: number): void;
}
