import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import type { Run } from '../../../core/model.ts';
import type { AuditRequest } from '../../../flows/Flows.ts';
import type { CliApp, CliFlows } from '../CliApp.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../exitCodes.ts';
import { print, printJson } from '../output/print.ts';
import { ProgressView } from '../views/ProgressView.ts';
import { holdLines, problemLines, runDocument, runText } from '../views/runView.ts';
import type { Finish } from './Finish.ts';

interface Options {
  readonly full?: true;
  readonly incremental?: true;
  readonly refetch?: true;
  readonly account?: string;
  readonly now?: string;
  readonly json?: true;
}

export function auditCommand(app: CliApp, finish: Finish): Command {
  return new Command('audit')
    .description(
      'judge every account and organization, and publish the verdicts; by default what changed since the last run',
    )
    .addOption(new Option('--full', 'judge everything again').conflicts('account'))
    .addOption(
      new Option(
        '--incremental',
        'read what changed since the last run and judge whom it concerns; the default',
      ).conflicts(['full', 'account']),
    )
    .option('--refetch', 'with --full: read everything as if nothing had been read before')
    .option('--account <id>', 'read and judge one account, live')
    .option('--now <ISO>', 'the clock of judgement, such as 2026-11-22T08:00:00Z', readMoment)
    .option('--json', 'print one JSON document')
    .action(async (options: Options, command: Command) => {
      if (options.refetch && !options.full) command.error("error: option '--refetch' cannot be used without '--full'");
      finish(await runAudit(app, options));
    });
}

async function runAudit(app: CliApp, options: Options): Promise<ExitCode> {
  const flows = await app.openFlows();
  try {
    const run = await carryOut(flows, requestOf(options), app);
    if (run === 'interrupted') return EXIT.interrupted;
    if (options.json) {
      printJson(app.stdout, runDocument(run));
      for (const line of [...problemLines(run), ...holdLines(run)]) print(app.stderr, line);
    } else {
      print(app.stdout, runText(run));
    }
    return exitCodeOf(run.status);
  } finally {
    await flows.close();
  }
}

function requestOf({ full, refetch, account, now }: Options): AuditRequest {
  if (account !== undefined) return { mode: 'account', accountId: account, now };
  return full ? { mode: 'full', now, refetch } : { mode: 'incremental', now };
}

async function carryOut(
  flows: CliFlows,
  request: AuditRequest,
  { stderr, stopping }: CliApp,
): Promise<Run | 'interrupted'> {
  const { runId, finished } = await flows.startAudit(request);
  const view = new ProgressView(stderr);
  const follow = async () => {
    for await (const progress of flows.progress(runId)) if (!stopping.aborted) view.show(progress);
  };
  // What fails while following is what `finished` rejects with, or a lost connection that it outlives.
  const followed = follow().catch(() => undefined);
  const interrupted = new Promise<'interrupted'>((resolve) => {
    stopping.addEventListener('abort', () => resolve('interrupted'), { once: true });
  });
  try {
    const outcome = await Promise.race([finished, interrupted]);
    if (outcome !== 'interrupted') await followed;
    return outcome;
  } finally {
    view.end();
    if (stopping.aborted) {
      print(
        stderr,
        `Stopped while run ${runId} was under way. It is recorded as incomplete, unless a server carries it out: there it goes on.`,
      );
    }
  }
}

/** Commander's parser: any ISO 8601 moment with its zone, or a date, which is midnight UTC; answers UTC. */
function readMoment(text: string): string {
  const known = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).safeParse(text);
  if (!known.success) {
    throw new InvalidArgumentError('Expected ISO 8601 with a zone, such as 2026-11-22T08:00:00Z, or a date.');
  }
  return new Date(text).toISOString();
}
