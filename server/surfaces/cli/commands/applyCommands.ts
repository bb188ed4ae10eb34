import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import type { UndoTarget } from '../../../core/plans/Plan.ts';
import { NotFoundError } from '../../../errors.ts';
import type { Author, PlanView } from '../../../flows/Flows.ts';
import type { CliApp, CliFlows } from '../CliApp.ts';
import { EXIT, type ExitCode } from '../exitCodes.ts';
import { print, printJson } from '../output/print.ts';
import { ApplyView } from '../views/ApplyView.ts';
import { exitCodeOfApply, outcomeText, receiptsOf } from '../views/outcomeText.ts';
import { summaryLines } from '../views/planText.ts';
import { byOption } from './byOption.ts';
import type { Finish } from './Finish.ts';
import { findPlan } from './planFile.ts';
import { showPlan } from './planCommands.ts';
import { unlessBlocked } from './unlessBlocked.ts';

interface Options {
  readonly by: string;
  readonly json?: true;
}

interface UndoOptions extends Options {
  readonly reason: string;
  readonly out?: string;
}

/** Between two looks at a plan that is being applied, in milliseconds: a log needs fewer lines than a terminal. */
const LIVE_INTERVAL_MS = 1_000;
const LOG_INTERVAL_MS = 5_000;
/** Looking at a large plan takes a while, and takes it from applying it. */
const PAUSE_PER_LOOK = 5;

export function approveCommand(app: CliApp, finish: Finish): Command {
  return new Command('approve')
    .description('say yes to exactly this plan')
    .argument('<plan>', 'a plan file, or the id of a plan')
    .addOption(byOption())
    .option('--json', 'print one JSON document')
    .action(async (fileOrId: string, { by, json }: Options) => {
      finish(await unlessBlocked(app, json, (flows) => approvePlan(app, flows, fileOrId, { by, json })));
    });
}

export function applyCommand(app: CliApp, finish: Finish): Command {
  return new Command('apply')
    .description('carry out an approved plan, or go on with one; every change is read back')
    .argument('<plan>', 'a plan file, or the id of a plan')
    .addOption(byOption())
    .option('--json', 'print the receipts as one JSON document')
    .action(async (fileOrId: string, { by, json }: Options) => {
      finish(
        await unlessBlocked(app, json, async (flows) =>
          applyPlan(app, flows, await findPlan(flows, fileOrId), { by, json }),
        ),
      );
    });
}

export function undoCommand(app: CliApp, finish: Finish): Command {
  return new Command('undo')
    .description('take back what a plan did; what somebody has changed since is kept, and told')
    .argument('<id>', 'of a plan, or of one execution of it; PLAN/g0001 of a group, PLAN/g0001.c01 of a change')
    .addOption(new Option('--reason <text>', 'why, in your own words').default('Taken back on the command line.'))
    .addOption(byOption())
    .option('--out <file>', 'only write the plan that takes it back, to be reviewed, approved and applied')
    .option('--json', 'print the receipts, or with --out the plan, as one JSON document')
    .action(async (id: string, options: UndoOptions) => {
      finish(await unlessBlocked(app, options.json, (flows) => undo(app, flows, id, options)));
    });
}

async function approvePlan(app: CliApp, flows: CliFlows, fileOrId: string, { by, json }: Options): Promise<ExitCode> {
  const { plan } = await findPlan(flows, fileOrId);
  const view = await flows.approvePlan(plan.planId, { hash: plan.hash, by });
  if (json) printJson(app.stdout, receiptsOf(view));
  else print(app.stdout, [...summaryLines(plan), outcomeText(view)].join('\n'));
  if (view.waitsFor.length > 0) return EXIT.waits;
  print(app.stderr, `Carry it out with: linkproof apply ${fileOrId}`);
  return EXIT.ok;
}

async function undo(app: CliApp, flows: CliFlows, id: string, options: UndoOptions): Promise<ExitCode> {
  const { by, reason, out, json } = options;
  const { plan } = await planUndo(flows, id, { by, reason });
  if (out !== undefined) return showPlan(app, plan, { out, json });
  const approved = await flows.approvePlan(plan.planId, { hash: plan.hash, by });
  if (approved.waitsFor.length === 0) return applyPlan(app, flows, approved, { by, json });
  if (json) printJson(app.stdout, receiptsOf(approved));
  else print(app.stdout, [...summaryLines(plan), outcomeText(approved)].join('\n'));
  print(app.stderr, `Nothing is changed yet. When it is approved, carry it out with: linkproof apply ${plan.planId}`);
  return EXIT.waits;
}

/** Plans and executions have ids of one form: what is no plan may be an execution. */
async function planUndo(flows: CliFlows, id: string, author: Author): Promise<PlanView> {
  const [whole = '', part] = id.split('/', 2);
  const nothing: UndoTarget = { planId: null, groupId: null, changeId: null, applyId: null };
  const target = { ...nothing, planId: whole };
  if (part?.includes('.')) return flows.planUndo({ ...target, changeId: part }, author);
  if (part !== undefined) return flows.planUndo({ ...target, groupId: part }, author);
  try {
    return await flows.planUndo(target, author);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return flows.planUndo({ ...nothing, applyId: whole }, author);
  }
}

async function applyPlan(app: CliApp, flows: CliFlows, { plan }: PlanView, { by, json }: Options): Promise<ExitCode> {
  const { finished } = await flows.applyPlan(plan.planId, by);
  const view = await follow(app, flows, plan.planId, finished);
  if (view === 'interrupted') {
    print(
      app.stderr,
      `Stopped while plan ${plan.planId} was being applied; a server that carries it out goes on. Go on with: linkproof apply ${plan.planId}`,
    );
    return EXIT.interrupted;
  }
  if (json) printJson(app.stdout, receiptsOf(view));
  else print(app.stdout, outcomeText(view));
  if (view.receipts.some(({ outcome }) => outcome === 'applied') && plan.kind === 'repair') {
    print(app.stderr, `Take it back with: linkproof undo ${plan.planId}`);
  }
  return exitCodeOfApply(view);
}

async function follow(
  { stderr, stopping }: CliApp,
  flows: CliFlows,
  planId: string,
  finished: Promise<PlanView>,
): Promise<PlanView | 'interrupted'> {
  const view = new ApplyView(stderr);
  const interrupted = new Promise<'interrupted'>((resolve) => {
    stopping.addEventListener('abort', () => resolve('interrupted'), { once: true });
  });
  const ended = new AbortController();
  const interval = stderr.isTTY ? LIVE_INTERVAL_MS : LOG_INTERVAL_MS;
  const look = async () => {
    // What fails here is what `finished` rejects with, or a look that it outlives.
    const now = await flows.plan(planId).catch(() => null);
    if (now !== null && !ended.signal.aborted) view.show(now);
  };
  const watched = repeat(look, interval, ended.signal);
  try {
    const outcome = await Promise.race([finished, interrupted]);
    if (outcome === 'interrupted') return outcome;
    ended.abort();
    await watched;
    view.show(outcome);
    return outcome;
  } finally {
    ended.abort();
    view.end();
  }
}

async function repeat(look: () => Promise<void>, interval: number, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    const askedAt = performance.now();
    await look();
    const pause = Math.max(interval, PAUSE_PER_LOOK * (performance.now() - askedAt));
    await sleep(pause, undefined, { signal: ended }).catch(() => undefined);
  }
}
