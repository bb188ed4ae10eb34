import type { Session } from '../views.ts';

let current: Session | undefined;

/** Must be awaited before any module that asks the session is imported: a permission is a constant of its module. */
export async function loadSession(): Promise<Session> {
  const response = await fetch('/workbench/session');
  if (!response.ok) throw new Error(`GET /workbench/session answered ${response.status}`);
  current = (await response.json()) as Session;
  return current;
}

export function session(): Session {
  if (!current) throw new Error('loadSession() has not been awaited');
  return current;
}

/** As @salesforce/customPermission answers: true, or undefined. */
export function holdsPermission(name: string): true | undefined {
  return session().permissions.includes(name) ? true : undefined;
}
