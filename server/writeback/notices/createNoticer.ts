import type { NoticePolicy } from '../../core/contract.ts';
import type { AccountOwner, Announced, Announcement, OwnerNotice, Publication } from '../../core/notices/Notice.ts';
import type { Exception } from '../../core/model.ts';
import type { NoticeStore, Store } from '../../store/Store.ts';
import type { SalesforceConnection } from '../../transport.ts';
import { EXCEPTIONS } from '../publish/exceptionRow.ts';
import { linkKey, LINKS } from '../publish/linkRow.ts';
import type { FailedRow, PublishedLinks } from '../publish/Publisher.ts';
import type { Noticer } from './Noticer.ts';
import { sendPending } from './sendPending.ts';

export interface NoticerParts {
  /** Its calls are counted as the publisher's. */
  readonly connection: SalesforceConnection;
  readonly store: { readonly notices: NoticeStore } & Pick<Store, 'tryHold'>;
  readonly policy: NoticePolicy;
  /** The core's word on what is news. */
  readonly announce: (publication: Publication, before: Announced) => Announcement;
  readonly criticalNotices: (
    criticals: ReadonlyMap<string, readonly Exception[]>,
    owners: ReadonlyMap<string, AccountOwner>,
    runId: string,
  ) => readonly OwnerNotice[];
}

const NOTHING_SENT = { events: 0, notifications: 0, waiting: 0, givenUp: 0, problem: null };

export function createNoticer({ connection, store, policy, announce, criticalNotices }: NoticerParts): Noticer {
  const { notices } = store;
  const now = () => new Date(connection.clock.now()).toISOString();
  return {
    async note(published, { failed, first }) {
      const at = now();
      const publication = { ...standing(published, failed), at, first, policy };
      const before = await notices.announced(published.whole ? null : subjectsOf(publication));
      const { contradicted, criticals, ...announcement } = announce(publication, before);
      const owners = criticals.size === 0 ? new Map() : await notices.owners([...criticals.keys()]);
      await notices.keep(announcement, [...contradicted, ...criticalNotices(criticals, owners, published.runId)], at);
    },

    async send() {
      // Whoever has it sends everything, ours as well.
      const release = await store.tryHold('linkproof notices');
      if (release === null) return NOTHING_SENT;
      try {
        return await sendPending(connection, notices, now);
      } finally {
        await release();
      }
    },
  };
}

function subjectsOf({ links, gone, exceptions }: Pick<Publication, 'links' | 'gone' | 'exceptions'>) {
  return {
    accountIds: [...links.map(({ accountId }) => accountId), ...gone],
    fingerprints: exceptions.map(({ fingerprint }) => fingerprint),
  };
}

/** What of it stands in Salesforce. */
function standing(
  { instance, runId, verdicts, exceptions, whole, gone }: PublishedLinks,
  failed: readonly FailedRow[],
): Omit<Publication, 'at' | 'first' | 'policy'> {
  const failedKeys = new Set(failed.map(({ objectName, externalKey }) => `${objectName} ${externalKey}`));
  return {
    instance,
    runId,
    links: verdicts.flatMap(({ accountId, organizationId, status, codes, sentence }) =>
      accountId === null || failedKeys.has(`${LINKS.objectName} ${linkKey(instance, accountId)}`)
        ? []
        : [{ accountId, organizationId, status, codes, sentence }],
    ),
    exceptions: exceptions.filter(({ fingerprint }) => !failedKeys.has(`${EXCEPTIONS.objectName} ${fingerprint}`)),
    whole,
    gone,
  };
}
