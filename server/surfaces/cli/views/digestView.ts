import type { Digest, DigestLine } from '../../../flows/Flows.ts';
import { plainText } from '../output/plainText.ts';
import { counted } from '../output/print.ts';

const DELIVERIES: Readonly<Record<DigestLine['delivery'], string>> = {
  not_sent: 'not sent: type `linkproof digest --send`',
  sent: 'sent',
  sent_before: 'sent earlier today',
  failed: 'not sent',
};

/** The digest as each owner reads it. */
export function digestText({ lines, problem }: Digest): string {
  if (lines.length === 0) return 'Nobody has an account that can’t be relied on: there is nothing to tell.';
  return [
    ...lines.map(
      ({ ownerId, title, body, delivery }) =>
        `${ownerId}  ${plainText(title)}\n  ${plainText(body)}\n  (${DELIVERIES[delivery]})`,
    ),
    `${counted(lines.length, 'owner')}.`,
    ...(problem === null ? [] : [`Not everything was sent: ${plainText(problem)}`]),
  ].join('\n');
}
