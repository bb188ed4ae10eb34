/** The stand-in of lightning/refresh: the page is the one container, and every registered handler reads again. */

type Handler = () => Promise<unknown>;

const handlers = new Map<number, Handler>();
let lastHandlerId = 0;

export class RefreshEvent extends CustomEvent<undefined> {
  constructor() {
    super('lightning__refresh', { bubbles: true, cancelable: true, composed: true });
  }
}

export function registerRefreshHandler(_element: object, handler: Handler): number {
  handlers.set(++lastHandlerId, handler);
  return lastHandlerId;
}

export function unregisterRefreshHandler(handlerId: number): void {
  handlers.delete(handlerId);
}

/** What the record page does on a RefreshEvent. */
export function refreshPage(): void {
  for (const handler of handlers.values()) void handler();
}

document.addEventListener('lightning__refresh', refreshPage);
