import type { FailedRow, PublishedLinks } from '../publish/Publisher.ts';

/** Tells people and flows in Salesforce what a publication changed: at least once, and never twice on purpose. */
export interface Noticer {
  /**
   * Notes what is news in what was just published, without sending anything: after a crash it is still known. Rows that
   * failed are no news yet.
   */
  note(
    published: PublishedLinks,
    outcome: { readonly failed: readonly FailedRow[]; readonly first: boolean },
  ): Promise<void>;
  /** Sends all that waits. What Salesforce does not take is reported, never thrown, and waits for the next time. */
  send(): Promise<SendReport>;
}

export interface SendReport {
  readonly events: number;
  readonly notifications: number;
  /** Still waiting. */
  readonly waiting: number;
  /** Given up: refused for what they say, or too old to be news. */
  readonly givenUp: number;
  /** Of the first that could not be sent. */
  readonly problem: string | null;
}

/** Why a notice was not sent, and whether trying again is in vain; null: it was. */
export type Refusal = { readonly problem: string; readonly final: boolean } | null;
