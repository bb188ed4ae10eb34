import { fillIn } from 'c/linkproofText';

// Labels
import autoJoinedLabel from '@salesforce/label/c.Linkproof_Blast_Auto_Joined';
import gainSightLabel from '@salesforce/label/c.Linkproof_Blast_Gain_Sight';
import loseSightLabel from '@salesforce/label/c.Linkproof_Blast_Lose_Sight';
import moreLabel from '@salesforce/label/c.Linkproof_And_More';
import nativeAppLabel from '@salesforce/label/c.Linkproof_Blast_Native_App';
import nobodyLabel from '@salesforce/label/c.Linkproof_Blast_Nobody';
import noneLabel from '@salesforce/label/c.Linkproof_Blast_None';
import nothingShownLabel from '@salesforce/label/c.Linkproof_Blast_Shows_Nothing';
import shownAfterLabel from '@salesforce/label/c.Linkproof_Blast_Shown_After';
import shownBeforeLabel from '@salesforce/label/c.Linkproof_Blast_Shown_Before';
import shownLabel from '@salesforce/label/c.Linkproof_Blast_Shown';
import ticketsLeftLabel from '@salesforce/label/c.Linkproof_Blast_Tickets_Left';
import ticketsMovedLabel from '@salesforce/label/c.Linkproof_Blast_Tickets_Moved';
import unreadableLabel from '@salesforce/label/c.Linkproof_Blast_Unreadable';

/** People who are named one by one; of more, their number says enough. */
const MOST_NAMED = 10;

export interface Consequence {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  /** Counts as exposure. */
  readonly exposes: boolean;
}

/** Whom a group affects, line by line; the questions that everybody asks are answered even where the answer is nobody. */
export function consequencesOf({ blastRadius }: PlanGroup): readonly Consequence[] {
  const { gainSight, loseSight, autoJoined, ticketsMoved, ticketsLeft, shown, nativeApp, unreadable } = blastRadius;
  const exposing = (key: string, label: string, ids: readonly string[]) => ({
    ...line(key, label, people(ids)),
    exposes: ids.length > 0,
  });
  return [
    exposing('gain', gainSightLabel, gainSight),
    line('lose', loseSightLabel, people(loseSight)),
    ...(autoJoined.length === 0 ? [] : [exposing('joined', autoJoinedLabel, autoJoined)]),
    line('moved', ticketsMovedLabel, byStatus(ticketsMoved)),
    ...(ticketsLeft === 0 ? [] : [line('left', ticketsLeftLabel, String(ticketsLeft))]),
    ...(shown
      ? [line('before', shownBeforeLabel, context(shown.before)), line('after', shownAfterLabel, context(shown.after))]
      : []),
    ...(nativeApp ? [line('native', nativeAppLabel, nativeApp)] : []),
    ...unreadable.map((text, index) => ({ ...line(`unreadable ${index}`, unreadableLabel, text), exposes: true })),
  ];
}

function line(key: string, label: string, text: string): Consequence {
  return { key, label, text, exposes: false };
}

function people(ids: readonly string[]): string {
  if (ids.length === 0) return nobodyLabel;
  const named = ids.slice(0, MOST_NAMED).join(', ');
  const more = ids.length - MOST_NAMED;
  return `${ids.length}: ${more > 0 ? `${named} ${fillIn(moreLabel, more)}` : named}`;
}

function byStatus(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).filter(([, count]) => count > 0);
  if (entries.length === 0) return noneLabel;
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return `${total}: ${entries.map(([status, count]) => `${count} ${status}`).join(', ')}`;
}

function context(shown: NonNullable<PlanGroup['blastRadius']['shown']>['before']): string {
  const { organizationId, members, openTickets } = shown;
  return organizationId ? fillIn(shownLabel, organizationId, members, openTickets) : nothingShownLabel;
}
