/** The words of custom notifications: plain, and without any of a customer's data but the account's name. Pure. */
import { CATALOGUE } from '../catalogue.ts';
import type { Exception } from '../model.ts';
import type { AccountOwner, OwnerNotice } from './Notice.ts';

/** What Salesforce takes. */
const TITLE_LENGTH = 250;
const BODY_LENGTH = 750;
const NAME_LENGTH = 80;
/** Codes that are told one by one; more are counted. */
const CODES_TOLD = 3;

/** To the owner of each account: one notice, however many exceptions there are. Accounts without an active owner have none. */
export function criticalNotices(
  criticals: ReadonlyMap<string, readonly Exception[]>,
  owners: ReadonlyMap<string, AccountOwner>,
  runId: string,
): readonly OwnerNotice[] {
  return [...criticals].flatMap(([accountId, exceptions]): readonly OwnerNotice[] => {
    const owner = owners.get(accountId);
    if (owner === undefined || owner.ownerId === null) return [];
    const codes = [...new Set(exceptions.map(({ code }) => code))].sort();
    const meanings = codes.slice(0, CODES_TOLD).map((code) => asSentence(CATALOGUE[code].meaning));
    const more = codes.length > CODES_TOLD ? [`And ${codes.length - CODES_TOLD} more.`] : [];
    return [
      {
        kind: 'critical',
        noticeId: `critical:${accountId}:${runId}`,
        recipientId: owner.ownerId,
        title: cut(`Don’t rely on the Zendesk tickets of ${cut(owner.name, NAME_LENGTH)}`, TITLE_LENGTH),
        body: cut([...meanings, ...more, 'Open the account to see what to do.'].join(' '), BODY_LENGTH),
        target: { kind: 'record', recordId: accountId },
      },
    ];
  });
}

/** An owner's accounts, as the digest counts them. */
export interface OwnerFigures {
  readonly ownerId: string;
  readonly accounts: number;
  /** Those that can't be relied on, each with whether it turned so since the last week. */
  readonly untrusted: readonly { readonly accountId: string; readonly name: string; readonly isNew: boolean }[];
}

/** To one owner, once a week. @param day `2026-11-23`: nobody gets two on one */
export function digestNotice({ ownerId, accounts, untrusted }: OwnerFigures, day: string): OwnerNotice {
  const isNew = untrusted.filter((account) => account.isNew);
  const before = untrusted.filter((account) => !account.isNew);
  const what = accounts === 1 ? 'Your account can’t' : `${untrusted.length} of your ${accounts} accounts can’t`;
  const parts = [
    isNew.length === 0 ? 'Nothing new since last week.' : `New since last week: ${names(isNew)}.`,
    before.length === 0 ? '' : `Still: ${names(before)}.`,
    'Open the list to see why, and each account to see what to do.',
  ];
  return {
    kind: 'digest',
    noticeId: `digest:${ownerId}:${day}`,
    recipientId: ownerId,
    title: cut(`${what} be relied on for Zendesk tickets`, TITLE_LENGTH),
    body: cut(parts.filter((part) => part !== '').join(' '), BODY_LENGTH),
    target: {
      kind: 'page',
      page: {
        type: 'standard__objectPage',
        attributes: { objectApiName: 'Zendesk_Link__c', actionName: 'list' },
        state: { filterName: 'Not_Trusted' },
      },
    },
  };
}

/** Names that are told one by one; more are counted. */
const NAMES_TOLD = 4;

function names(accounts: readonly { readonly name: string }[]): string {
  const told = accounts.slice(0, NAMES_TOLD).map(({ name }) => cut(name, NAME_LENGTH));
  const more = accounts.length - told.length;
  return more === 0 ? told.join(', ') : `${told.join(', ')} and ${more} more`;
}

function asSentence(meaning: string): string {
  return /[.!?]$/.test(meaning) ? meaning : `${meaning}.`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
