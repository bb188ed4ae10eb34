/**
 * THE FLOW: read both systems, ingest into the mirror, prove what is absent, claim and judge, raise, publish.
 * Auditing writes to nothing but Linkproof's own objects.
 */
import { randomUUID } from 'node:crypto';
import { IDENTITY_SOURCES, type Run } from '../core/model.ts';
import { LOSS_LEAST } from '../core/people/ticketRules.ts';
import { SourceBudgetError, SourceUnavailableError } from '../errors.ts';
import { conclude } from './audit/conclude.ts';
import { connect, instanceMismatch } from './audit/connect.ts';
import { factScope, union, withAncestors } from './audit/judgeAround.ts';
import { proveAbsences } from './audit/proveAbsences.ts';
import { publishAndClose } from './audit/publishAndClose.ts';
import { readEverything } from './audit/read.ts';
import { readAccount } from './audit/readAccount.ts';
import { readChanges } from './audit/readChanges.ts';
import { close, NOTHING, open, runRecord } from './audit/runRecord.ts';
import type { Around, AuditStages, Connection, OnProgress, ReadingResult, RunContext } from './audit/stages.ts';
import type { AuditRequest } from './Flows.ts';

export type { AuditStages, OnProgress } from './audit/stages.ts';

/**
 * One run, from its opening record to its publication. A run that could not read everything ends `incomplete`, with
 * its problems in words; it turns nothing missing. Rejects only where nothing could be audited at all (refused
 * credentials, an unreachable store), after closing the run's record.
 */
export async function audit(
  request: AuditRequest,
  stages: AuditStages,
  onProgress: OnProgress,
  runId: string = randomUUID(),
): Promise<Run> {
  const context = await open(request, stages, onProgress, runId);
  await stages.store.ledger.openRun(runRecord(context, 'running', NOTHING));
  // The first sign of life: by now the run can be asked for by its id.
  context.report('read', { message: 'connecting to both systems' });
  try {
    const connection = await connect(context);
    const mismatch = await instanceMismatch(context, connection.instance);
    if (mismatch !== null) return await haltOnMismatch(context, connection, mismatch);
    if (request.accountId !== undefined) return await auditAccount(context, connection, request.accountId);
    return context.request.mode === 'full'
      ? await auditEverything(context, connection)
      : await auditChanges(context, connection);
  } catch (error) {
    context.problems.push(error instanceof Error ? error.message : String(error));
    const run = runRecord(context, 'incomplete', NOTHING);
    await close(context, run);
    // A source that does not answer today, or whose requests are used up, makes the run incomplete; anything else
    // somebody must look at.
    if (error instanceof SourceUnavailableError || error instanceof SourceBudgetError) return run;
    throw error;
  }
}

async function auditEverything(context: RunContext, connection: Connection): Promise<Run> {
  await context.stages.store.mirror.markEverything();
  const reading = await readEverything(context, connection);
  const proven = await proveOrDoubt(context, connection, reading);
  await noteTicketLosses(context, proven);
  // What a re-check marks from here on is not judged by this run.
  await context.stages.store.mirror.affected();
  return publishAndClose(context, connection, proven, await conclude(context, null, proven));
}

/** Reads what changed and judges whom that concerns: the same answer as judging everything, for a fraction of the calls. */
async function auditChanges(context: RunContext, connection: Connection): Promise<Run> {
  const reading = await readChanges(context, connection);
  await noteTicketLosses(context, reading);
  if (reading.identityComplete)
    await proveAbsences(context, connection, factScope(context, await whomChangesConcern(context)));
  // Asked anew: what the proofs brought to light concerns somebody too.
  const around = await whomChangesConcern(context);
  return publishAndClose(context, connection, reading, await conclude(context, around, reading));
}

/** The marked records, and whoever must be judged along with them; null: everybody. */
async function whomChangesConcern({ stages }: RunContext): Promise<Around> {
  const { mirror } = stages.store;
  const { everything, ...marked } = await mirror.affected();
  return everything ? null : union(marked, await mirror.closureOf(marked, withAncestors(stages)));
}

async function auditAccount(context: RunContext, connection: Connection, accountId: string): Promise<Run> {
  const { mirror, ledger } = context.stages.store;
  const newest = await ledger.newestCompleteFullRun();
  if (newest === null)
    context.problems.push('No full audit has been completed yet: what an account is tied to is not known.');
  const seed = { accountIds: [accountId], organizationIds: [] };
  // A reader who may not see everything would put holes into what is known.
  if (connection.sightComplete) {
    await readAccount(context, connection, accountId);
    await proveAbsences(context, connection, factScope(context, seed));
  }
  const reading: ReadingResult = {
    sources: [],
    identityComplete: newest !== null && connection.sightComplete,
    peopleComplete: newest !== null,
  };
  const around = await mirror.closureOf(seed, withAncestors(context.stages));
  return publishAndClose(context, connection, reading, await conclude(context, around, reading));
}

/** A record that a list should have shown and did not proves the list cut: then nothing may rest on its silence. */
async function proveOrDoubt(
  context: RunContext,
  connection: Connection,
  reading: ReadingResult,
): Promise<ReadingResult> {
  if (!reading.identityComplete) return reading;
  const missed = await proveAbsences(context, connection, factScope(context, null));
  if (missed.length === 0) return reading;
  context.problems.push(
    `${String(missed.length)} records exist that the lists did not show (${missed.slice(0, 5).join(', ')}…): the lists were cut. Run the audit again.`,
  );
  for (const source of IDENTITY_SOURCES) await context.stages.store.mirror.dropCursor(source);
  return { ...reading, identityComplete: false };
}

/** Open tickets that lost their organization since the last run are remembered: the next one could not tell any more. */
async function noteTicketLosses({ stages, judgedAt }: RunContext, { peopleComplete }: ReadingResult): Promise<void> {
  if (!peopleComplete) return;
  const { ledger, mirror } = stages.store;
  await mirror.markAffected(await ledger.noteTicketLosses(judgedAt, LOSS_LEAST));
}

/** The connected systems are not the pinned ones: nothing is read into the mirror and nothing is written. */
async function haltOnMismatch(context: RunContext, connection: Connection, mismatch: string): Promise<Run> {
  context.problems.push(`instance_mismatch: ${mismatch}. Check the credentials and addresses; nothing was written.`);
  return close(context, runRecord(context, 'unfit', { ...NOTHING, connection }));
}
