import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { LinkproofError } from '../../errors.ts';
import type { CliApp } from './CliApp.ts';
import { applyCommand, approveCommand, undoCommand } from './commands/applyCommands.ts';
import { auditCommand } from './commands/auditCommand.ts';
import { compareCommand } from './commands/compareCommand.ts';
import { exceptionsCommand } from './commands/exceptionsCommand.ts';
import { doctorCommand } from './commands/doctorCommand.ts';
import { explainCommand } from './commands/explainCommand.ts';
import { exportCommand } from './commands/exportCommand.ts';
import { historyCommand } from './commands/historyCommand.ts';
import { backfillCommand, planCommand } from './commands/planCommands.ts';
import { plansCommand } from './commands/plansCommand.ts';
import { digestCommand } from './commands/digestCommand.ts';
import { sampleCommand } from './commands/sampleCommand.ts';
import { demoCommand, sandboxCommand, serveCommand } from './commands/serviceCommands.ts';
import { baselineCommand, releaseCommand } from './commands/triageCommands.ts';
import { EXIT, EXIT_CODES_HELP, type ExitCode } from './exitCodes.ts';
import { plainText } from './output/plainText.ts';
import { print } from './output/print.ts';
import { isClosedPipe } from './output/writeStream.ts';

/**
 * Carries out one command line and answers what the process is to end with. Never rejects: what went wrong is on
 * stderr, in one paragraph.
 *
 * @param args without the interpreter and the script
 */
export async function runCli(args: readonly string[], app: CliApp): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  // A reader that closes the pipe early has seen enough. The listener stays: the stream may tell of it late.
  app.stdout.on('error', (error: Error) => {
    if (!isClosedPipe(error)) throw error;
  });
  try {
    await program(app, (code) => (exitCode = code)).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, app);
  }
}

function program(app: CliApp, finish: (code: ExitCode) => void): Command {
  const root = new Command('linkproof')
    .description('Proves that a Salesforce Account and a Zendesk Organization are the same customer.')
    .version(app.version)
    .addHelpText('after', EXIT_CODES_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => app.stdout.write(text),
      writeErr: (text) => app.stderr.write(text),
    });
  const commands = [
    auditCommand(app, finish),
    baselineCommand(app),
    releaseCommand(app),
    explainCommand(app),
    historyCommand(app),
    exceptionsCommand(app, finish),
    compareCommand(app),
    planCommand(app, finish),
    backfillCommand(app, finish),
    approveCommand(app, finish),
    applyCommand(app, finish),
    undoCommand(app, finish),
    plansCommand(app),
    sampleCommand(app),
    digestCommand(app),
    exportCommand(app),
    doctorCommand(app, finish),
    serveCommand(app),
    sandboxCommand(app),
    demoCommand(app),
  ];
  for (const command of commands) root.addCommand(inherit(root, command));
  return root;
}

/** Subcommands, too, tell of errors as the root does instead of ending the process. */
function inherit(parent: Command, command: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(command, child);
  return command;
}

function report(error: unknown, { stderr, debug }: CliApp): ExitCode {
  // Commander has already said what it has to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (debug) print(stderr, inspect(error));
  else print(stderr, `linkproof: ${paragraph(error)}`);
  return EXIT.error;
}

function paragraph(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.split('\n').map(plainText).join('\n');
  if (error instanceof LinkproofError) return lines;
  return `${lines} This is a fault in Linkproof; LINKPROOF_LOG_LEVEL=debug shows where.`;
}
