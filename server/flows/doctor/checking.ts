/** What a check is made of, and how one is run. */
import { LinkproofError } from '../../errors.ts';
import type { Contract } from '../../core/contract.ts';
import type { Installation, PackageParts, SalesforceSource } from '../../sources/salesforce/SalesforceSource.ts';
import type { ZendeskSource } from '../../sources/zendesk/ZendeskSource.ts';
import type { Store } from '../../store/Store.ts';
import type { DoctorCheck } from '../Flows.ts';

/** A text alone says that all is well. With `advice` something is missing; with `note` only what one may leave out. */
export type Finding =
  string | { readonly found: string; readonly advice: string } | { readonly found: string; readonly note: string };

export interface DoctorStages {
  readonly contract: Contract;
  readonly salesforce: SalesforceSource;
  readonly zendesk: ZendeskSource;
  /** Scopes of the token that plans are carried out with, as `ZendeskSource.scopes`. */
  readonly zendeskWriteScopes: () => Promise<readonly string[] | null>;
  readonly store: Store;
  /** What this version of force-app deploys. */
  readonly parts: () => PackageParts;
  /** What the settings let the server take: calls of the panels, which Salesforce signs, and events that Zendesk signs. */
  readonly taken: { readonly calls: boolean; readonly events: boolean };
  readonly clock: () => Date;
}

/** What the checks of one visit share, looked up once. */
export interface Visit extends DoctorStages {
  readonly installation: () => Promise<Installation>;
}

export type Checks = Readonly<Record<string, (visit: Visit) => Promise<Finding> | Finding>>;

/** Runs every check, whatever the others say: an operator wants the whole list at once. */
export async function runChecks(checks: Checks, visit: Visit): Promise<DoctorCheck[]> {
  const results: DoctorCheck[] = [];
  for (const [name, check] of Object.entries(checks)) results.push(await run(name, async () => check(visit)));
  return results;
}

async function run(name: string, check: () => Promise<Finding>): Promise<DoctorCheck> {
  try {
    const finding = await check();
    if (typeof finding === 'string') return { name, ok: true, found: finding, advice: null };
    return 'note' in finding
      ? { name, ok: true, found: finding.found, advice: finding.note }
      : { name, ok: false, ...finding };
  } catch (error) {
    if (!(error instanceof LinkproofError)) throw error;
    return { name, ok: false, found: error.message, advice: 'See the message; nothing else of this step was checked.' };
  }
}

/** `a, b, c and 4 more` */
export function someOf(names: readonly string[], most = 6): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}
