import type { Exception } from '../../../server/core/model.ts';
import type { TriageAction } from '../../../server/core/triage/TriageAction.ts';
import { decideExceptions } from '../../../server/flows/triage/decideExceptions.ts';
import { Random } from '../../../server/sandbox/demo/Random.ts';
import type { Edit } from '../worlds/Edit.ts';
import { drawEdit } from '../worlds/randomEdits.ts';
import { answersOf, livesOf, type AuditedWorld, type Installation } from './AuditedWorld.ts';

export interface HistoryOptions {
  readonly seed: number;
  readonly rounds: number;
  readonly editsARound: number;
}

/** What two installations disagreed on, and the edits that led there. */
export interface Disagreement {
  readonly round: number;
  readonly edits: readonly Edit[];
  readonly onlyIncremental: readonly string[];
  readonly onlyFull: readonly string[];
}

/**
 * Edits both systems at random, and decides about exceptions at random, the same in both installations. After each round
 * one installation audits what changed and another everything, read whole; answers the first round in which they did not come to the same, byte for byte; null when they always did.
 */
export async function compareHistories(
  world: AuditedWorld,
  { seed, rounds, editsARound }: HistoryOptions,
): Promise<Disagreement | null> {
  const random = new Random(seed);
  const following = await world.install();
  const reading = await world.install();
  for (const installation of [following, reading]) await mustEnd(installation.audit({ mode: 'full' }));
  const edits: Edit[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (let left = random.between(1, editsARound); left > 0; left -= 1) {
      const edit = drawEdit(random, world);
      edits.push(edit);
      await world.edit(edit);
    }
    edits.push(...(await decideAtRandom(random, [following, reading])));
    await world.settle();
    await mustEnd(following.audit({ mode: 'incremental' }));
    await mustEnd(reading.audit({ mode: 'full', refetch: true }));
    const said = async (installation: Installation) => [
      ...(await answersOf(installation)),
      ...(await livesOf(installation)),
    ];
    const [incremental, full] = [await said(following), await said(reading)];
    const onlyIncremental = incremental.filter((line) => !full.includes(line));
    const onlyFull = full.filter((line) => !incremental.includes(line));
    if (onlyIncremental.length + onlyFull.length > 0) return { round, edits, onlyIncremental, onlyFull };
  }
  return null;
}

const REASON = 'It is to stay as it is.';

/** A few decisions, told as edits: a date that passes with the round, and words that are not true, among them. */
async function decideAtRandom(
  random: Random,
  installations: readonly [Installation, Installation],
): Promise<readonly Edit[]> {
  const [first] = installations;
  const open: Exception[] = [];
  for await (const exception of first.store.ledger.exceptions()) open.push(exception);
  if (open.length === 0) return [];
  const soon = new Date(first.stages.clock().getTime() + 1_000).toISOString();
  const told: Edit[] = [];
  for (let left = random.between(2, 6); left > 0; left -= 1) {
    const { fingerprint, code } = random.pick(open);
    const action = random.pick<TriageAction>([
      { kind: 'accept', reason: REASON, until: null },
      { kind: 'accept', reason: REASON, until: soon },
      { kind: 'wait', reason: REASON, until: soon },
      { kind: 'not_same', reason: REASON },
      { kind: 'resolve', reason: REASON },
      { kind: 'reopen', reason: REASON },
      { kind: 'note', note: REASON },
    ]);
    for (const { stages } of installations) {
      await decideExceptions({ action, exceptions: [{ fingerprint, revision: null }], by: 'a test' }, stages);
    }
    const says = `decides ${action.kind} about ${code} ${fingerprint}`;
    told.push({ says, system: 'salesforce', method: 'POST', path: '' });
  }
  return told;
}

async function mustEnd(run: Promise<{ readonly status: string; readonly problems: readonly string[] }>): Promise<void> {
  const { status, problems } = await run;
  if (status !== 'complete') throw new Error(`an audit ended ${status}: ${problems.join('; ')}`);
}

/** For people: what happened, and what the two said of it. The edits themselves are in `edits`, to be replayed. */
export function describeDisagreement({ round, edits, onlyIncremental, onlyFull }: Disagreement): string {
  return [
    `round ${String(round)}, after:`,
    ...edits.map(({ says }) => `  ${says}`),
    'only the incremental audit says:',
    ...onlyIncremental.map((line) => `  ${line}`),
    'only the full audit says:',
    ...onlyFull.map((line) => `  ${line}`),
  ].join('\n');
}
