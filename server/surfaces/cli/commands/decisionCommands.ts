import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { TriageAction } from '../../../core/triage/TriageAction.ts';
import type { DecisionOutcome } from '../../../flows/Flows.ts';
import type { CliApp } from '../CliApp.ts';
import { EXIT, type ExitCode } from '../exitCodes.ts';
import { print, printJson } from '../output/print.ts';
import { outcomesText } from '../views/exceptionsView.ts';
import { byOption } from './byOption.ts';
import type { Finish } from './Finish.ts';

interface Options {
  readonly by: string;
  readonly json?: true;
  readonly reason?: string;
  readonly until?: string;
  readonly owner?: string;
  readonly queue?: true;
  readonly note?: string;
}

/** One command for each thing that may be done about exceptions; each takes any number of fingerprints. */
export function decisionCommands(app: CliApp, finish: Finish): readonly Command[] {
  const decisionCommand = (
    name: string,
    description: string,
    options: readonly Option[],
    actionOf: (options: Options) => TriageAction,
  ): Command => {
    const command = new Command(name)
      .description(description)
      .argument('<fingerprint...>', 'of the exceptions')
      .addOption(byOption())
      .option('--json', 'print one JSON document')
      .action((fingerprints: string[], given: Options) => decide(app, finish, fingerprints, actionOf(given), given));
    for (const option of options) command.addOption(option);
    return command;
  };
  return [
    decisionCommand(
      'assign',
      'give them to somebody, or back to the queue',
      [
        new Option('--owner <user id>', 'who works on them: the id of a Salesforce user').conflicts('queue'),
        new Option('--queue', 'nobody: back to the queue'),
      ],
      ({ owner, queue }) => ({ kind: 'assign', ownerId: ownerOf(owner, queue) }),
    ),
    decisionCommand(
      'note',
      'write something down; their status stays',
      [new Option('--note <text>', 'what').makeOptionMandatory()],
      ({ note = '' }) => ({ kind: 'note', note }),
    ),
    decisionCommand(
      'wait',
      'wait for something outside, until a date or until the evidence changes',
      [reasonOption('what for'), untilOption()],
      ({ reason = '', until = null }) => ({ kind: 'wait', reason, until }),
    ),
    decisionCommand(
      'accept',
      'let them be as they are, until a date or until the evidence changes',
      [reasonOption('why, in ten characters or more'), untilOption()],
      ({ reason = '', until = null }) => ({ kind: 'accept', reason, until }),
    ),
    decisionCommand(
      'not-same',
      'of a collision: they only look alike, until the evidence changes',
      [reasonOption('why they are two, in ten characters or more')],
      ({ reason = '' }) => ({ kind: 'not_same', reason }),
    ),
    decisionCommand(
      'resolve',
      'it is done; an audit that finds one again calls it regressed',
      [reasonOption('what was done')],
      ({ reason = '' }) => ({ kind: 'resolve', reason }),
    ),
    decisionCommand('reopen', 'take back the decision that holds', [reasonOption('why')], ({ reason = '' }) => ({
      kind: 'reopen',
      reason,
    })),
  ];
}

async function decide(
  app: CliApp,
  finish: Finish,
  fingerprints: readonly string[],
  action: TriageAction,
  { by, json }: Options,
): Promise<void> {
  const flows = await app.openFlows();
  try {
    const exceptions = fingerprints.map((fingerprint) => ({ fingerprint, revision: null }));
    const outcomes = await flows.decide({ action, exceptions, by });
    if (json) printJson(app.stdout, { outcomes });
    else print(app.stdout, outcomesText(outcomes));
    finish(exitCodeOf(outcomes));
  } finally {
    await flows.close();
  }
}

/** Nobody is given up by a forgotten option. */
function ownerOf(owner: string | undefined, queue: true | undefined): string | null {
  if (owner !== undefined) return owner;
  if (queue) return null;
  throw new CommanderError(
    EXIT.usage,
    'linkproof.missingOwner',
    'error: found neither --owner nor --queue, expected one of them',
  );
}

function exitCodeOf(outcomes: readonly DecisionOutcome[]): ExitCode {
  const done = outcomes.filter(({ outcome }) => outcome === 'done').length;
  if (done === outcomes.length) return EXIT.ok;
  return done === 0 ? EXIT.error : EXIT.partly;
}

function reasonOption(description: string): Option {
  return new Option('--reason <text>', description).makeOptionMandatory();
}

function untilOption(): Option {
  return new Option('--until <date>', 'a date (its beginning, UTC) or a moment in ISO 8601').argParser(readUntil);
}

function readUntil(text: string): string {
  const time = Date.parse(text);
  if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(text) && !Number.isNaN(time)) return new Date(time).toISOString();
  throw new InvalidArgumentError('Expected ISO 8601, such as 2026-12-01 or 2026-12-01T08:00:00Z.');
}
