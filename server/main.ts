/** The composition root: carries out a command line with what is made from this process's environment. */
import { existsSync } from 'node:fs';
import { cliApp } from './composition/cliApp.ts';
import { EXIT } from './surfaces/cli/exitCodes.ts';
import { runCli } from './surfaces/cli/runCli.ts';

/** What is left of a stopped process is cut off after this time: a supervisor would kill it, and with less grace. */
const STOP_WITHIN_MS = 15_000;

/** Carries out one command line of this process, and sets what the process ends with. */
export async function main(args: readonly string[]): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { env, stdout, stderr } = process;
  const stopping = stopOnSignal();
  process.exitCode = await runCli(args, cliApp({ env, stdout, stderr, stopping }));
  // A command that was stopped may have requests under way that nobody waits for.
  if (stopping.aborted) process.exit();
}

/** Aborted by the first Ctrl-C or SIGTERM; the second ends the process at once. */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
      setTimeout(() => process.exit(EXIT.interrupted), STOP_WITHIN_MS).unref();
    });
  }
  return stop.signal;
}
