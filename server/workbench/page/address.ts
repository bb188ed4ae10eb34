/**
 * The page's addresses: `/?account=001...` is an account, `/?page=queue` the exception queue, `/?page=runs` the audit
 * runs, `/?page=reports` the reports, `/` the start.
 */

const PAGES = ['queue', 'runs', 'reports'] as const;

export type Place =
  { readonly page: 'start' | (typeof PAGES)[number] } | { readonly page: 'account'; readonly accountId: string };

const NAVIGATED = 'workbench-navigated';

export function currentPlace(): Place {
  const parameters = new URL(location.href).searchParams;
  const accountId = parameters.get('account');
  if (accountId) return { page: 'account', accountId };
  return { page: PAGES.find((page) => page === parameters.get('page')) ?? 'start' };
}

export function addressOf(place: Place): string {
  if (place.page === 'account') return `/?account=${encodeURIComponent(place.accountId)}`;
  return place.page === 'start' ? '/' : `/?page=${place.page}`;
}

/** A click on a link of ours changes the place without loading the page; with a modifier key it stays the browser's. */
export function followLink(event: MouseEvent): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo((event.currentTarget as HTMLAnchorElement).href);
}

/** Changes the place without loading the page. */
export function goTo(address: string): void {
  history.pushState(null, '', address);
  window.dispatchEvent(new Event(NAVIGATED));
}

/**
 * Calls back whenever the place has changed, by a link of ours or by the browser's back and forward, until what it
 * returns is called.
 */
export function onNavigation(callback: () => void): () => void {
  const events = [NAVIGATED, 'popstate'];
  for (const event of events) window.addEventListener(event, callback);
  return () => {
    for (const event of events) window.removeEventListener(event, callback);
  };
}
