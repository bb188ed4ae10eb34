import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const LINKPROOF = fileURLToPath(new URL('../../../bin/linkproof.mjs', import.meta.url));

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** The whole environment, but for what a program needs to be found and run. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a folder without a `.env`. */
  readonly cwd?: string;
}

/** A `linkproof` process under way. */
export interface CliProcess {
  readonly finished: Promise<CliResult>;
  /** What it has printed so far. */
  stdout(): string;
  stderr(): string;
  /** As Ctrl-C does. */
  stop(): Promise<CliResult>;
  /** At once, without any chance to tidy up (SIGKILL). */
  kill(): void;
}

/** Whoever runs for seconds is slowed down by the compiler that makes the embedded database fast for hours. */
const SHORT_LIVED = '--liftoff-only';

/** Starts the real `linkproof` as a process of its own. */
export function startCli(args: readonly string[], { env = {}, cwd = '/' }: CliOptions = {}): CliProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [SHORT_LIVED, LINKPROOF, ...args], {
    cwd,
    env: { PATH, HOME, TMPDIR, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  const finished = once(child, 'close').then(([exitCode]) => ({ exitCode: exitCode as number | null, ...printed }));
  return {
    finished,
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    async stop() {
      child.kill('SIGINT');
      return finished;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Runs one command line to its end. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return startCli(args, options).finished;
}
