import type { BlastRadius, MayFire, ShownContext } from '../../../core/plans/Plan.ts';
import { plainText } from '../output/plainText.ts';
import { count, counted } from '../output/print.ts';
import { idsText } from '../output/shorten.ts';

/** Who is affected by a group; empty where nobody is. */
export function blastRadiusLines(radius: BlastRadius): string[] {
  const { ticketsLeft, shown, nativeApp, unreadable } = radius;
  const moved = Object.entries(radius.ticketsMoved).filter(([, tickets]) => tickets > 0);
  const movedText = moved.map(([status, tickets]) => `${count(tickets)} ${plainText(status)}`).join(', ');
  return [
    ...peopleLines('gain sight of tickets', radius.gainSight),
    ...peopleLines('lose sight of tickets', radius.loseSight),
    ...peopleLines('become members by a domain', radius.autoJoined),
    ...(moved.length === 0 ? [] : [`Open tickets that get another organization: ${movedText}`]),
    ...(ticketsLeft === 0 ? [] : [`Closed tickets that stay where they are: ${count(ticketsLeft)}`]),
    ...(shown === null ? [] : [`The account shows ${shownText(shown.before)} -> ${shownText(shown.after)}`]),
    ...(nativeApp === null ? [] : [`Native app: ${plainText(nativeApp)}`]),
    ...unreadable.map((text) => `Could not be read: ${plainText(text)}`),
  ];
}

/** What the writes may set off, as a section of its own; empty where nothing is. */
export function mayFireLines(mayFire: MayFire): string[] {
  const kinds = [
    ['Zendesk trigger', mayFire.zendeskTriggers],
    ['Zendesk automation', mayFire.zendeskAutomations],
    ['Zendesk webhook', mayFire.zendeskWebhooks],
    ['Apex trigger on Account', mayFire.accountTriggers],
    ['Flow on Account', mayFire.accountFlows],
  ] as const;
  const lines = [
    ...kinds.flatMap(([kind, named]) =>
      named.map(({ id, name }) => `  ${kind} ${JSON.stringify(plainText(name))} (${id})`),
    ),
    ...mayFire.unreadable.map((text) => `  Could not be read: ${plainText(text)}`),
  ];
  return lines.length === 0 ? [] : ['', 'May be set off by the writes', ...lines];
}

function peopleLines(what: string, userIds: readonly string[]): string[] {
  return userIds.length === 0 ? [] : [`People who ${what}: ${count(userIds.length)} (users ${idsText(userIds)})`];
}

function shownText({ organizationId, members, openTickets }: ShownContext): string {
  if (organizationId === null) return 'no organization';
  return `organization ${organizationId} (${counted(members, 'member')}, ${counted(openTickets, 'open ticket')})`;
}
