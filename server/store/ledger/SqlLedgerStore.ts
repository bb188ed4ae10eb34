import type { Exception, Instance, Run, SourceName, Verdict } from '../../core/model.ts';
import type { MergeRedirect } from '../../ingest/rows.ts';
import type { Database } from '../database/Database.ts';
import type { Baseline, LedgerStore, PublishedRow, RecordIds } from '../Store.ts';
import { BaselineLedger } from './BaselineLedger.ts';
import { ExceptionLedger, type ExceptionFilter } from './ExceptionLedger.ts';
import { HistoryLedger } from './HistoryLedger.ts';
import type { Judgement } from './Judgement.ts';
import { PublicationLedger } from './PublicationLedger.ts';
import { PublishedStatusLedger } from './PublishedStatusLedger.ts';
import { RedirectLedger } from './RedirectLedger.ts';
import { RunLedger } from './RunLedger.ts';
import { TicketLossLedger, type TicketLossThreshold } from './TicketLossLedger.ts';
import { VerdictLedger, type Judged } from './VerdictLedger.ts';

/** The ledger in the database's schema `ledger`: one part for each noun. */
export class SqlLedgerStore implements LedgerStore {
  readonly #runs: RunLedger;
  readonly #verdicts: VerdictLedger;
  readonly #exceptions: ExceptionLedger;
  readonly #redirects: RedirectLedger;
  readonly #publications: PublicationLedger;
  readonly #publishedStatuses: PublishedStatusLedger;
  readonly #baseline: BaselineLedger;
  readonly #history: HistoryLedger;
  readonly #ticketLosses: TicketLossLedger;

  constructor(database: Database) {
    this.#runs = new RunLedger(database);
    this.#verdicts = new VerdictLedger(database);
    this.#exceptions = new ExceptionLedger(database);
    this.#redirects = new RedirectLedger(database);
    this.#publications = new PublicationLedger(database);
    this.#publishedStatuses = new PublishedStatusLedger(database);
    this.#baseline = new BaselineLedger(database);
    this.#history = new HistoryLedger(database);
    this.#ticketLosses = new TicketLossLedger(database);
  }

  openRun = (run: Run) => this.#runs.open(run);
  updateRun = (run: Run) => this.#runs.update(run);
  run = (runId: string) => this.#runs.find(runId);
  runs = (limit: number) => this.#runs.list(limit);
  newestCompleteFullRun = () => this.#runs.newestCompleteFull();
  closeAbandonedRuns = (finishedAt: string) => this.#runs.closeAbandoned(finishedAt);
  lastGoodCount = (source: SourceName) => this.#runs.lastGoodCount(source);
  pinnedInstance = () => this.#runs.pinnedInstance();
  pinInstance = (instance: Instance) => this.#runs.pinInstance(instance);

  keepVerdicts = (run: Judgement, verdicts: readonly Verdict[], judged: Judged) =>
    this.#verdicts.keep(run, verdicts, judged);
  verdictOf = (subject: Verdict['subject'], id: string) => this.#verdicts.find(subject, id);
  verdicts = () => this.#verdicts.all();
  verdictCounts = () => this.#verdicts.counts();
  quality = () => this.#verdicts.quality();

  keepExceptions = (run: Judgement, exceptions: readonly Exception[]) => this.#exceptions.keep(run, exceptions);
  exceptions = (filter: ExceptionFilter = {}) => this.#exceptions.all(filter);
  exception = (fingerprint: string) => this.#exceptions.find(fingerprint);

  bankRedirects = (redirects: readonly MergeRedirect[], seenAt: string) => this.#redirects.bank(redirects, seenAt);
  redirects = () => this.#redirects.all();

  flips = () => this.#publishedStatuses.flips();
  markPublished = (of: RecordIds | null) => this.#publishedStatuses.mark(of);
  baseline = () => this.#baseline.read();
  acceptBaseline = (baseline: Baseline) => this.#baseline.accept(baseline);

  history = (subject: Verdict['subject'], id: string) => this.#history.of(subject, id);
  noteTicketLosses = (judgedAt: string, least: TicketLossThreshold) => this.#ticketLosses.note(judgedAt, least);

  published = (objectName: string) => this.#publications.read(objectName);
  keepPublished = (rows: readonly PublishedRow[]) => this.#publications.keep(rows);
  forgetPublished = (objectName: string, externalKeys: readonly string[]) =>
    this.#publications.forget(objectName, externalKeys);
}
