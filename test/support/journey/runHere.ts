import { PassThrough } from 'node:stream';
import { cliApp } from '../../../server/composition/cliApp.ts';
import { runCli } from '../../../server/surfaces/cli/runCli.ts';
import type { CliResult } from './runCli.ts';

/**
 * Runs one command line to its end as `main.ts` does, but in this process: one of its own takes a second to load.
 * `env` is the command's whole environment.
 */
export async function runHere(args: readonly string[], env: Readonly<Record<string, string>>): Promise<CliResult> {
  const [stdout, stderr] = [recorder(), recorder()];
  const stopping = new AbortController().signal;
  const exitCode = await runCli(args, cliApp({ env, stdout: stdout.stream, stderr: stderr.stream, stopping }));
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function recorder(): { readonly stream: PassThrough; text(): string } {
  const stream = new PassThrough({ encoding: 'utf8' });
  let printed = '';
  stream.on('data', (text: string) => (printed += text));
  return { stream, text: () => printed };
}
