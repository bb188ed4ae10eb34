import type { Exception, Run } from '../../core/model.ts';
import type { LedgerStore, RecordIds, Store } from '../../store/Store.ts';
import { collectLinks } from './collectLinks.ts';
import { EXCEPTIONS } from './exceptionRow.ts';
import { newestAudit } from './newestAudit.ts';
import type { PublishedLinks, Publisher } from './Publisher.ts';

interface Stages {
  readonly store: Store;
  readonly publisher: Publisher;
}

/**
 * Shows in Salesforce what a person has just said about these records. What an audit found and holds back stays back: it
 * would be published along with it. `decided`: fingerprints of exceptions, whose rows are shown also then, if they stand
 * in Salesforce already.
 *
 * @returns null when it stands there; else one sentence that says why not yet
 */
export async function publishAround(
  around: RecordIds,
  { store, publisher }: Stages,
  decided: readonly string[] = [],
): Promise<string | null> {
  const { ledger } = store;
  const instance = await ledger.pinnedInstance();
  if (instance === null || (await ledger.baseline()) === null) {
    return 'Salesforce shows it when the first audit is published.';
  }
  const audit = await newestAudit(ledger);
  const [newest] = await ledger.runs(1);
  if (newest === undefined || audit === undefined) return 'Salesforce shows it when the next audit is published.';
  const collected = await collectLinks(store, { instance, runId: newest.runId, around });
  const held = audit.status === 'held';
  const links = held ? await standing(collected, decided, ledger) : showable(collected, audit);
  const { failed } = await publisher.publishLinks(links);
  const first = failed[0];
  if (first !== undefined) {
    return `Salesforce does not show it yet (${first.errorCode}: ${first.message}); the next audit tries again.`;
  }
  if (!held) return null;
  const whole = decided.length > 0 && links.exceptions.length === decided.length;
  return `Salesforce ${whole ? 'counts it on the account' : 'shows it'} when the held run ${audit.runId} is released.`;
}

/**
 * The records on which exceptions show: their own, and whoever is linked to these, since the rows of both count them.
 */
export async function recordsShowing(
  exceptions: readonly Pick<Exception, 'accountIds' | 'organizationIds'>[],
  ledger: Pick<LedgerStore, 'verdictOf'>,
): Promise<RecordIds> {
  const accountIds = new Set(exceptions.flatMap((exception) => exception.accountIds));
  const organizationIds = new Set(exceptions.flatMap((exception) => exception.organizationIds));
  for (const id of [...organizationIds]) {
    const linked = (await ledger.verdictOf('organization', id))?.accountId ?? null;
    if (linked !== null) accountIds.add(linked);
  }
  for (const id of accountIds) {
    const linked = (await ledger.verdictOf('account', id))?.organizationId ?? null;
    if (linked !== null) organizationIds.add(linked);
  }
  return { accountIds: [...accountIds], organizationIds: [...organizationIds] };
}

/** No verdict; of the exceptions only what was decided on and is there: that tells nothing new of what is held back. */
async function standing(
  links: PublishedLinks,
  decided: readonly string[],
  ledger: Pick<LedgerStore, 'published'>,
): Promise<PublishedLinks> {
  const there = await ledger.published(EXCEPTIONS.objectName);
  const exceptions = links.exceptions.filter(
    ({ fingerprint }) => decided.includes(fingerprint) && there.has(fingerprint),
  );
  return { ...links, verdicts: [], gone: [], exceptions };
}

/** A run that could not read everything publishes no verdict: what it could not tell stays as it stands. */
function showable(links: PublishedLinks, { status }: Run): PublishedLinks {
  if (status === 'complete') return links;
  return { ...links, verdicts: links.verdicts.filter((verdict) => verdict.status !== 'unknown') };
}
