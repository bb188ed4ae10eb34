/** A plan whose execution is killed again and again, and goes on each time: what became of every change. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addStaff } from '../../../server/sandbox/demo/addStaff.ts';
import { Random } from '../../../server/sandbox/demo/Random.ts';
import { addContact } from '../../../server/sandbox/demo/records/addContact.ts';
import { addTicket } from '../../../server/sandbox/demo/records/addTickets.ts';
import { addUser } from '../../../server/sandbox/demo/records/addUser.ts';
import { WorldBuilder } from '../../../server/sandbox/demo/records/WorldBuilder.ts';
import type { Plan, Receipt } from '../../../server/core/plans/Plan.ts';
import type { JournalEntry } from '../../../server/sandbox/salesforce/control/RequestJournal.ts';
import { Journey } from '../journey/Journey.ts';
import { startCli } from '../journey/runCli.ts';
import { writeWorldFiles } from '../worlds/generateWorld.ts';
import { snapshotOf } from './snapshotOf.ts';

export interface Killing {
  readonly seed: number;
  /** About so many; a third each of keys, memberships and tickets. */
  readonly changes: number;
  readonly kills: number;
  readonly say?: (line: string) => void;
}

export interface KillReport {
  readonly kills: number;
  readonly plans: number;
  /** What should not have been: empty. */
  readonly wrong: readonly string[];
}

const CODES = ['one_sided_link', 'user_missing_membership', 'ticket_no_org'];
/** An execution takes a few seconds, its start included: later ones are over before they are killed. */
const KILLED_WITHIN_MS = 4_000;
/** Past the time in which a change counts as settling. */
const LATER_MS = 10 * 60_000;

/** Plans, approves, kills and resumes until enough kills have happened; undoes every plan, and looks that all is as before. */
export async function killAndResume({ seed, changes, kills, say = () => undefined }: Killing): Promise<KillReport> {
  const random = new Random(seed);
  const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-kill-'));
  await writeWorldFiles(path.join(folder, 'world'), worldOf(new Random(seed), changes));
  const journey = await Journey.startOnServer(path.join(folder, 'world'));
  const file = path.join(folder, 'plan.json');
  const wrong: string[] = [];
  let killed = 0;
  let plans = 0;
  try {
    await journey.audit();
    await journey.acceptBaseline();
    const before = snapshotOf(journey);
    while (killed < kills) {
      plans += 1;
      if (plans > 1) await journey.audit({}, ['--now', new Date(Date.now() + plans * LATER_MS).toISOString()]);
      const plan = (await must(journey, [
        'plan',
        ...CODES.flatMap((code) => ['--code', code]),
        '--out',
        file,
        '--json',
      ])) as Plan;
      await must(journey, ['approve', file, '--json']);
      const puts = countPuts(journey);
      await journey.forgetJournals();
      for (;;) {
        const startedAt = performance.now();
        const process = startCli(['apply', file, '--json'], { env: { ...journey.env } });
        if (killed < kills) void sleep(random.between(300, KILLED_WITHIN_MS)).then(() => process.kill());
        const { exitCode, stdout, stderr } = await process.finished;
        if (exitCode === 0) {
          wrong.push(...withoutReceipt(plan, (JSON.parse(stdout) as { receipts: readonly Receipt[] }).receipts));
          break;
        }
        if (exitCode !== null) {
          wrong.push(`apply ended with ${exitCode}: ${stderr.slice(-500)} ${stdout.slice(0, 500)}`);
          break;
        }
        killed += 1;
        say(`kill ${killed} after ${Math.round(performance.now() - startedAt)} ms`);
      }
      wrong.push(...puts.twice(), ...(await accountsWrittenTwice(journey, plan)));
      puts.stop();
      const undone = await journey.cli(['undo', plan.planId, '--json']);
      if (undone.exitCode !== 0) wrong.push(`undo ended with ${String(undone.exitCode)}: ${undone.stderr.slice(-500)}`);
      wrong.push(...differences(before, snapshotOf(journey)));
      if (wrong.length > 0) break;
    }
  } finally {
    await journey.close();
    await rm(folder, { recursive: true, force: true });
  }
  return { kills: killed, plans, wrong };
}

function worldOf(random: Random, changes: number) {
  const world = new WorldBuilder(random);
  addStaff(world);
  for (let at = 0; at < changes; at += 3) {
    world.pair(`One-sided ${at}`, at % 2 === 0 ? { key: null } : { storedId: null });
    const { account, organization } = world.pair(`Missing ${at}`);
    addUser(world, addContact(world, account), []);
    const member = addUser(world, addContact(world, account), [organization]);
    addTicket(world, member, null, { status: 'open' });
  }
  return world.files;
}

async function must(journey: Journey, args: readonly string[]): Promise<unknown> {
  const { exitCode, stdout, stderr } = await journey.cli(args);
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${String(exitCode)}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Every receipt says applied, and there is one for each change. */
function withoutReceipt(plan: Plan, receipts: readonly Receipt[]): readonly string[] {
  const applied = new Set(receipts.filter(({ outcome }) => outcome === 'applied').map(({ changeId }) => changeId));
  const missing = plan.groups.flatMap(({ changes }) => changes).filter(({ changeId }) => !applied.has(changeId));
  return missing.map(({ changeId }) => `${changeId} has no receipt that says applied`);
}

/** How often Zendesk has written each record since; a plan here writes none of them twice. */
function countPuts({ zendesk }: Journey): { twice(): readonly string[]; stop(): void } {
  const { organizations, tickets } = zendesk.state;
  const counts = new Map<string, number>();
  const watched = [organizations, tickets].map((table, at) => {
    const put = table.put.bind(table) as (row: never) => never;
    const counted = (row: { readonly id: unknown }) => {
      const name = `${at === 0 ? 'organization' : 'ticket'} ${String(row.id)}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return put(row as never);
    };
    Object.assign(table, { put: counted });
    return () => Object.assign(table, { put });
  });
  return {
    twice: () =>
      [...counts].filter(([, count]) => count > 1).map(([name, count]) => `${name} was written ${count} times`),
    stop: () => watched.forEach((restore) => restore()),
  };
}

async function accountsWrittenTwice(journey: Journey, plan: Plan): Promise<readonly string[]> {
  const planned = plan.groups
    .flatMap(({ changes }) => changes)
    .filter(({ kind }) => kind === 'set_account_field').length;
  const entries = (await (await fetch(`${journey.salesforce.url}/__journal`)).json()) as readonly JournalEntry[];
  const written = entries
    .flatMap(({ operations }) => operations)
    .filter(({ object, operation }) => object === 'Account' && operation === 'update')
    .reduce((sum, { records }) => sum + records, 0);
  return written === planned ? [] : [`${written} accounts were written, ${planned} were planned`];
}

function differences(before: readonly string[], after: readonly string[]): readonly string[] {
  const known = new Set(before);
  return after
    .filter((line) => !known.has(line))
    .slice(0, 5)
    .map((line) => `after undo there is ${line}`);
}
