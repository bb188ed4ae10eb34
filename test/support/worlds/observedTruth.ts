/** What the product says of a world, in the words in which the generator says what is true. */
import type { ExceptionLine, VerdictLine } from '../../../server/flows/Flows.ts';
import type { Truth } from './TruthBook.ts';

const USER_CODES = [
  'user_missing_membership',
  'user_in_foreign_org',
  'user_wrong_default_org',
  'contact_shared_email',
  'user_external_id_noncanonical',
  'user_external_id_unknown_contact',
];
const TICKET_CODES = ['ticket_wrong_org', 'ticket_no_org', 'ticket_closed_wrong_org'];

/** From the lines of `export verdicts` and `export exceptions`; only open exceptions count. */
export function observedTruth(verdicts: readonly VerdictLine[], exceptions: readonly ExceptionLine[]): Truth {
  const open = exceptions.filter(({ status }) => status !== 'resolved');
  return {
    accounts: verdictsOf(verdicts, 'account'),
    organizations: verdictsOf(verdicts, 'organization'),
    users: pairsOf(open, USER_CODES, ({ userIds }) => userIds),
    tickets: pairsOf(open, TICKET_CODES, ({ ticketIds }) => ticketIds),
  };
}

function verdictsOf(verdicts: readonly VerdictLine[], subject: VerdictLine['subject']): Record<string, string> {
  return Object.fromEntries(
    verdicts
      .filter((verdict) => verdict.subject === subject)
      .map(({ accountId, organizationId, status, codes }) => [
        (subject === 'account' ? accountId : organizationId) ?? '',
        [status, ...codes].join(' '),
      ]),
  );
}

/** Code and id, each pair once, sorted. */
function pairsOf(
  exceptions: readonly ExceptionLine[],
  codes: readonly string[],
  idsOf: (exception: ExceptionLine) => readonly string[],
): readonly string[] {
  const pairs = exceptions
    .filter(({ code }) => codes.includes(code))
    .flatMap((exception) => idsOf(exception).map((id) => `${exception.code} ${id}`));
  return [...new Set(pairs)].sort();
}
