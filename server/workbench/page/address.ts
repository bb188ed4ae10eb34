/** The page's addresses: `/?account=001...` is an account, `/?page=runs` the audit runs, `/` the start. */

export type Place = { readonly page: 'start' | 'runs' } | { readonly page: 'account'; readonly accountId: string };

const NAVIGATED = 'workbench-navigated';

export function currentPlace(): Place {
  const parameters = new URL(location.href).searchParams;
  const accountId = parameters.get('account');
  if (accountId) return { page: 'account', accountId };
  return { page: parameters.get('page') === 'runs' ? 'runs' : 'start' };
}

export function addressOf(place: Place): string {
  if (place.page === 'account') return `/?account=${encodeURIComponent(place.accountId)}`;
  return place.page === 'runs' ? '/?page=runs' : '/';
}

/** A click on a link of ours changes the place without loading the page; with a modifier key it stays the browser's. */
export function followLink(event: MouseEvent): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, '', (event.currentTarget as HTMLAnchorElement).href);
  window.dispatchEvent(new Event(NAVIGATED));
}

/** Calls back whenever the place has changed, by a link of ours or by the browser's back and forward. */
export function onNavigation(callback: () => void): void {
  window.addEventListener(NAVIGATED, callback);
  window.addEventListener('popstate', callback);
}
