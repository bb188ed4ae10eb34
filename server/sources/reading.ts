/** What both sources share in shape: how a read hands over its pages and proves its completeness. */
import type { SourceReport } from '../core/model.ts';

/** A record as the API sent it: validated as an object with an id, otherwise untouched. Zendesk ids are strings here. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** Takes one page; reading goes on when the promise resolves, so that a slow store holds the source back. */
export type OnPage = (records: readonly RawRecord[]) => Promise<void>;

/** Reads everything of one kind, page by page, and ends with the completeness proof. Never throws for a cut read. */
export type Read = (onPage: OnPage) => Promise<SourceReport>;

/** Whether the reader provably sees everything; `problem` says which right is missing and how to grant it. */
export interface Rights {
  readonly complete: boolean;
  readonly problem: string | null;
}
