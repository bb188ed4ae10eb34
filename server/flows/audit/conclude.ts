import { summaryCounts } from './summaryCounts.ts';
import { raiseExceptions } from '../../core/exceptions/raiseExceptions.ts';
import type { Exception, Facts, Instance, LastKnown, Run, Verdict } from '../../core/model.ts';
import { judge, type Reading } from '../../core/verdicts/judge.ts';
import type { PublishedLinks } from '../../writeback/publish/Publisher.ts';
import type { StoredVerdict } from '../../store/Store.ts';
import type { RunContext } from './stages.ts';

export interface Conclusion {
  readonly verdicts: readonly Verdict[];
  readonly counts: Run['counts'];
  readonly facts: Facts;
}

/** Judges the facts, raises what a person must see, and keeps both in the ledger. `whole`: these are all facts there are. */
export async function conclude(
  context: RunContext,
  facts: Facts,
  reading: Reading,
  whole: boolean,
): Promise<Conclusion> {
  const { contract, store, digest } = context.stages;
  const run = { runId: context.runId, judgedAt: context.judgedAt };
  context.report('judge', {
    done: 0,
    expected: facts.accounts.length + facts.organizations.length,
    message: `judging ${String(facts.accounts.length)} accounts and ${String(facts.organizations.length)} organizations`,
  });
  const lastKnown = reading.identityComplete ? () => null : await lastKnownVerdicts(context);
  const { verdicts, findings } = judge(facts, contract, reading, lastKnown);
  await store.ledger.keepVerdicts(run, verdicts, whole && reading.identityComplete);

  if (reading.identityComplete) {
    const earlier: Exception[] = [];
    for await (const exception of store.ledger.exceptions()) earlier.push(exception);
    const changed = raiseExceptions(findings, earlier, judgedSubjects(facts, whole), context.judgedAt, digest);
    await store.ledger.keepExceptions(run, changed);
    context.report('raise', {
      done: changed.length,
      expected: null,
      message: `${String(changed.length)} exceptions changed`,
    });
  }
  return { verdicts, counts: summaryCounts(verdicts), facts };
}

/** What an incomplete run may still say: the newest verdict that rested on a complete read. */
async function lastKnownVerdicts({
  stages,
}: RunContext): Promise<(subject: Verdict['subject'], id: string) => LastKnown | null> {
  const known = new Map<string, LastKnown | null>();
  for await (const verdict of stages.store.ledger.verdicts()) {
    const id = verdict.subject === 'account' ? verdict.accountId : verdict.organizationId;
    const { status, codes, judgedAt, lastKnown } = verdict;
    known.set(
      `${verdict.subject}:${id ?? ''}`,
      status === 'unknown' ? lastKnown : { status, codes, auditedAt: judgedAt },
    );
  }
  return (subject, id) => known.get(`${subject}:${id}`) ?? null;
}

function judgedSubjects(facts: Facts, whole: boolean): { has(subject: Verdict['subject'], id: string): boolean } {
  if (whole) return { has: () => true };
  const bystanders = new Set(facts.bystanders);
  const judged = new Set([
    ...facts.accounts.map(({ id }) => `account:${id}`),
    ...facts.organizations.map(({ id }) => `organization:${id}`),
  ]);
  return { has: (subject, id) => judged.has(`${subject}:${id}`) && !bystanders.has(id) };
}

/** The account verdicts to publish, with their exceptions and the names of the organizations they speak of. */
export async function linksToPublish(
  context: RunContext,
  instance: Instance,
  { verdicts, facts }: Conclusion,
  whole: boolean,
): Promise<PublishedLinks> {
  const { ledger } = context.stages.store;
  const judged = new Set(verdicts.filter(({ subject }) => subject === 'account').map(({ accountId }) => accountId));
  const stored: StoredVerdict[] = [];
  if (whole) {
    for await (const verdict of ledger.verdicts())
      if (judged.has(verdict.accountId) && verdict.subject === 'account') stored.push(verdict);
  } else {
    for (const id of judged) {
      const verdict = id === null ? null : await ledger.verdictOf('account', id);
      if (verdict !== null) stored.push(verdict);
    }
  }
  const exceptions: Exception[] = [];
  const organizationIds = new Set(facts.organizations.map(({ id }) => id));
  for await (const exception of ledger.exceptions()) {
    const concerned =
      whole ||
      exception.accountIds.some((id) => judged.has(id)) ||
      exception.organizationIds.some((id) => organizationIds.has(id));
    if (concerned) exceptions.push(exception);
  }
  const organizationNames = new Map(
    facts.organizations.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])),
  );
  return { instance, runId: context.runId, verdicts: stored, exceptions, organizationNames, whole };
}
