import type { Exception, VerdictStatus } from '../model.ts';
import type {
  Announced,
  AnnouncedLink,
  Announcement,
  ContradictedNotice,
  Publication,
  PublishedLink,
} from './Notice.ts';

const TRUSTED: readonly VerdictStatus[] = ['verified', 'verified_with_notes'];
/** Decided or over: nobody needs to look at them. */
const SETTLED: readonly Exception['status'][] = ['resolved', 'accepted', 'not_same'];

/** Whether a published verdict says that an account's tickets may be relied on. */
export function isTrusted(status: VerdictStatus): boolean {
  return TRUSTED.includes(status);
}

/**
 * What a publication makes news: by what was announced before, never by what a run happened to change, so that a run that
 * was held, crashed or could not publish is made up for by the next one, and nothing is told twice. Pure.
 */
export function announce(publication: Publication, before: Announced): Announcement {
  const { first, policy } = publication;
  const links = changedLinks(publication, before);
  const openings = newOpenings(publication, before);
  const fingerprints = new Set(openings.keys());
  return {
    contradicted: first || !policy.contradictedEvents ? [] : contradictedNotices(publication, before, links),
    criticals:
      first || !policy.criticalExceptions
        ? new Map()
        : byAccount(publication.exceptions.filter(({ fingerprint }) => fingerprints.has(fingerprint))),
    links,
    goneLinks: goneLinks(publication, before),
    openings,
    closed: publication.exceptions
      .filter((exception) => !isOpenCritical(exception) && before.openings.has(exception.fingerprint))
      .map(({ fingerprint }) => fingerprint),
  };
}

function changedLinks({ links, first, at }: Publication, before: Announced): ReadonlyMap<string, AnnouncedLink> {
  const changed = new Map<string, AnnouncedLink>();
  for (const { accountId, status, codes } of links) {
    const known = before.links.get(accountId);
    // What was not found out leaves in place what was known; people that were not read change no row.
    if (status === 'unknown' || (known !== undefined && codes.includes('scope_not_checked'))) continue;
    if (known?.status === status) continue;
    const turned = known === undefined || isTrusted(known.status) !== isTrusted(status);
    changed.set(accountId, { status, turnedAt: first ? null : turned ? at : known.turnedAt });
  }
  return changed;
}

function contradictedNotices(
  { instance, runId, links }: Publication,
  before: Announced,
  changed: ReadonlyMap<string, AnnouncedLink>,
): readonly ContradictedNotice[] {
  return links
    .filter((link) => link.status === 'contradicted' && changed.has(link.accountId))
    .map(({ accountId, organizationId, codes, sentence }: PublishedLink) => ({
      kind: 'contradicted',
      noticeId: `contradicted:${accountId}:${runId}`,
      accountId,
      instance,
      organizationId,
      statusBefore: before.links.get(accountId)?.status ?? null,
      codes,
      sentence,
      runId,
    }));
}

function goneLinks({ links, whole, gone }: Publication, before: Announced): readonly string[] {
  if (!whole) return gone.filter((accountId) => before.links.has(accountId));
  const there = new Set(links.map(({ accountId }) => accountId));
  return [...before.links.keys()].filter((accountId) => !there.has(accountId));
}

/** A newer opening of a critical exception than the one that was announced, or one that has only now become critical. */
function newOpenings({ exceptions }: Publication, before: Announced): ReadonlyMap<string, string> {
  const openings = new Map<string, string>();
  for (const exception of exceptions) {
    if (!isOpenCritical(exception)) continue;
    const opened = openedSince(exception);
    const announced = before.openings.get(exception.fingerprint);
    if (announced === undefined || isLater(opened, announced)) openings.set(exception.fingerprint, opened);
  }
  return openings;
}

function isOpenCritical({ severity, status }: Exception): boolean {
  return severity === 'critical' && !SETTLED.includes(status);
}

/** Raised, back again, or reopened: whichever was last. */
function openedSince({ openedAt, reopened }: Exception): string {
  return reopened !== null && isLater(reopened.at, openedAt) ? reopened.at : openedAt;
}

/** As moments in UTC, whose text is written with milliseconds or without. */
function isLater(moment: string, other: string): boolean {
  return withMilliseconds(moment) > withMilliseconds(other);
}

function withMilliseconds(moment: string): string {
  return moment.replace(/(?:\.(\d+))?Z$/, (_, fraction: string = '') => `.${fraction.padEnd(3, '0')}Z`);
}

function byAccount(exceptions: readonly Exception[]): ReadonlyMap<string, readonly Exception[]> {
  const grouped = new Map<string, Exception[]>();
  for (const exception of exceptions) {
    for (const accountId of exception.accountIds) {
      const group = grouped.get(accountId);
      if (group === undefined) grouped.set(accountId, [exception]);
      else group.push(exception);
    }
  }
  return grouped;
}
