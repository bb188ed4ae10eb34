/** The composition root: what the command line works with, made from this process's environment. */
import { existsSync, readFileSync } from 'node:fs';
import pino from 'pino';
import { sandboxEnvironment } from './composition/sandboxEnvironment.ts';
import { readSettings, type LogLevel } from './settings.ts';
import type { CliApp } from './surfaces/cli/CliApp.ts';
import { EXIT } from './surfaces/cli/exitCodes.ts';
import { runCli } from './surfaces/cli/runCli.ts';

const PACKAGE_FILE = new URL('../package.json', import.meta.url);
/** What is left of a stopped process is cut off after this time: a supervisor would kill it, and with less grace. */
const STOP_WITHIN_MS = 15_000;

/** Carries out one command line of this process, and sets what the process ends with. */
export async function main(args: readonly string[]): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const stopping = stopOnSignal();
  process.exitCode = await runCli(args, cliApp(stopping));
  // A command that was stopped may have requests under way that nobody waits for.
  if (stopping.aborted) process.exit();
}

/** What a command needs is imported when it is called: `--help` should not wait for a sandbox to load. */
function cliApp(stopping: AbortSignal): CliApp {
  const { env, stdout, stderr } = process;
  const { version } = JSON.parse(readFileSync(PACKAGE_FILE, 'utf8')) as { version: string };
  return {
    version,
    stdout,
    stderr,
    debug: env['LINKPROOF_LOG_LEVEL'] === 'debug' || env['LINKPROOF_LOG_LEVEL'] === 'trace',
    stopping,
    openFlows: async () => (await import('./composition/openFlows.ts')).openFlows(env),

    async startServer() {
      const settings = readSettings(env);
      const { startServer } = await import('./composition/startServer.ts');
      const server = await startServer({ settings, environment: () => env, log: logger(settings.logLevel), version });
      try {
        await server.takeJobs();
      } catch (error) {
        await server.close();
        throw error;
      }
      return { address: `http://localhost:${server.port}`, close: () => server.close() };
    },

    startSandbox: async (options) => (await import('./composition/startSandbox.ts')).startSandbox(options),
    sandboxEnvironment,

    async startDemo(options) {
      const settings = readSettings(env);
      // Its stderr tells a story; every request in between would hide it.
      const log = logger(env['LINKPROOF_LOG_LEVEL'] ? settings.logLevel : 'warn');
      const { startDemo } = await import('./composition/startDemo.ts');
      return startDemo({ ...options, port: options.port ?? settings.port, log, version });
    },
  };
}

/** Logs go to stderr: stdout is for what a command was asked for. Nothing logged holds headers; should it, not their secrets. */
function logger(level: LogLevel): pino.Logger {
  const redact = ['authorization', '*.authorization', '*.headers.authorization'];
  return pino({ level, redact }, pino.destination(2));
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
