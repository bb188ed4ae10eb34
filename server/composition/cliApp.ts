import { readFileSync } from 'node:fs';
import pino from 'pino';
import { readSettings, type Environment, type LogLevel } from '../settings.ts';
import type { CliApp, Output } from '../surfaces/cli/CliApp.ts';
import { sandboxEnvironment } from './sandboxEnvironment.ts';

const PACKAGE_FILE = new URL('../../package.json', import.meta.url);

export interface Surroundings {
  readonly env: Environment;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted when the command is to end. */
  readonly stopping: AbortSignal;
}

/** What a command line works with. What a command needs is imported when it is called: `--help` should not wait for a sandbox to load. */
export function cliApp({ env, stdout, stderr, stopping }: Surroundings): CliApp {
  const { version } = JSON.parse(readFileSync(PACKAGE_FILE, 'utf8')) as { version: string };
  return {
    version,
    stdout,
    stderr,
    debug: env['LINKPROOF_LOG_LEVEL'] === 'debug' || env['LINKPROOF_LOG_LEVEL'] === 'trace',
    stopping,
    openFlows: async () => (await import('./openFlows.ts')).openFlows(env),

    async startServer() {
      const settings = readSettings(env);
      const { startServer } = await import('./startServer.ts');
      const server = await startServer({ settings, environment: () => env, log: logger(settings.logLevel), version });
      try {
        await server.takeJobs();
      } catch (error) {
        await server.close();
        throw error;
      }
      return { address: `http://localhost:${server.port}`, close: () => server.close() };
    },

    startSandbox: async (options) => (await import('./startSandbox.ts')).startSandbox(options),
    sandboxEnvironment,

    async startDemo(options) {
      const settings = readSettings(env);
      // Its stderr tells a story; every request in between would hide it.
      const log = logger(env['LINKPROOF_LOG_LEVEL'] ? settings.logLevel : 'warn');
      const { startDemo } = await import('./startDemo.ts');
      return startDemo({ ...options, port: options.port ?? settings.port, log, version });
    },
  };
}

/** Logs go to stderr: stdout is for what a command was asked for. Nothing logged holds headers; should it, not their secrets. */
function logger(level: LogLevel): pino.Logger {
  const redact = ['authorization', '*.authorization', '*.headers.authorization'];
  return pino({ level, redact }, pino.destination(2));
}
