/** THE FLOW: tell each account owner once a week which of his accounts can't be relied on. */
import { composeDigest } from '../core/notices/composeDigest.ts';
import { digestNotice } from '../core/notices/ownerNotices.ts';
import type { Contract } from '../core/contract.ts';
import { ConflictError } from '../errors.ts';
import type { Store } from '../store/Store.ts';
import type { Noticer } from '../writeback/notices/Noticer.ts';
import type { Digest, DigestLine } from './Flows.ts';

export interface DigestStages {
  readonly contract: Contract;
  readonly store: Store;
  readonly noticer: Noticer;
  readonly clock: () => Date;
}

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Of what stands in Salesforce, never of what an audit holds back. Nobody gets two on one day (UTC), so that a job that is
 * carried out again sends nothing anew.
 *
 * @throws ConflictError before the baseline is accepted, and while the newest complete audit is too old to vouch for anything
 */
export async function digest({ send }: { send: boolean }, stages: DigestStages): Promise<Digest> {
  const { store, noticer, clock } = stages;
  const now = clock();
  await refuseWithoutFreshAudit(stages, now);
  const since = new Date(now.getTime() - WEEK_MS).toISOString();
  const owners = composeDigest(await store.notices.announcedAccounts(), since);
  const notices = owners.map((owner) => digestNotice(owner, now.toISOString().slice(0, 10)));
  const before = await store.notices.outcomes(notices.map(({ noticeId }) => noticeId));
  let problem: string | null = null;
  if (send) {
    await store.notices.add(notices, now.toISOString());
    ({ problem } = await noticer.send());
  }
  const after = await store.notices.outcomes(notices.map(({ noticeId }) => noticeId));
  const lines = owners.map(({ ownerId, accounts, untrusted }, index): DigestLine => {
    const { noticeId = '', title = '', body = '' } = notices[index] ?? {};
    const sent = after.get(noticeId) === true;
    return {
      ownerId,
      accounts,
      untrusted: untrusted.length,
      newlyUntrusted: untrusted.filter(({ isNew }) => isNew).length,
      title,
      body,
      delivery: sent ? (before.get(noticeId) === true ? 'sent_before' : 'sent') : send ? 'failed' : 'not_sent',
    };
  });
  return { at: now.toISOString(), lines, problem };
}

async function refuseWithoutFreshAudit({ contract, store }: DigestStages, now: Date): Promise<void> {
  const newest = await store.ledger.newestCompleteFullRun();
  if (newest === null || (await store.ledger.baseline()) === null) {
    throw new ConflictError(
      'Found nothing published yet. Expected an accepted baseline: type `linkproof baseline accept` first.',
    );
  }
  const { staleAfterHours } = contract.thresholds;
  for (const run of await store.ledger.runs(RUNS_LOOKED_THROUGH)) {
    const vouches = run.mode !== 'account' && run.status === 'complete';
    if (vouches && now.getTime() - Date.parse(run.judgedAt) <= staleAfterHours * 3_600_000) return;
  }
  throw new ConflictError(
    `Found no complete audit within ${staleAfterHours} hours. Expected one: what is older vouches for nothing. Run \`linkproof audit\`.`,
  );
}

/** Enough runs to find the newest that was complete among re-checks. */
const RUNS_LOOKED_THROUGH = 200;
