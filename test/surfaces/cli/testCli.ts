import { PassThrough, type Writable } from 'node:stream';
import type { Flows } from '../../../server/flows/Flows.ts';
import type { CliApp, Output, SandboxOptions } from '../../../server/surfaces/cli/CliApp.ts';
import { runCli } from '../../../server/surfaces/cli/runCli.ts';
import { progressOf, SampleFlows } from '../sampleFlows.ts';

interface Options {
  readonly flows?: Flows;
  readonly debug?: boolean;
  readonly stopping?: AbortSignal;
  readonly stdout?: Writable;
  /** Columns of a terminal on stderr; without it stderr is a file. */
  readonly terminal?: number;
}

/** Runs one command line as `main.ts` does, and answers what it printed and ended with. */
export async function testCli(args: readonly string[], options: Options = {}) {
  const stdout = recorder();
  const stderr = recorder();
  const flows = options.flows ?? new SampleFlows();
  const sandboxes: SandboxOptions[] = [];
  let opened = 0;
  let closed = 0;
  const service = {
    address: 'http://localhost:3000',
    close: async () => {
      closed += 1;
    },
  };
  const app: CliApp = {
    version: '1.2.3',
    stdout: options.stdout ?? stdout.stream,
    stderr: Object.assign(stderr.stream, options.terminal ? { isTTY: true, columns: options.terminal } : {}),
    debug: options.debug ?? false,
    stopping: options.stopping ?? AbortSignal.abort(),
    async openFlows() {
      opened += 1;
      return flows;
    },
    startServer: async () => service,
    async startSandbox(asked) {
      sandboxes.push(asked);
      return { ...service, salesforceAddress: 'http://127.0.0.1:4001', zendeskAddress: 'http://127.0.0.1:4002' };
    },
    sandboxEnvironment: ({ salesforcePort, zendeskPort }) => ({
      SALESFORCE_LOGIN_URL: `http://127.0.0.1:${salesforcePort}`,
      ZENDESK_BASE_URL: `http://127.0.0.1:${zendeskPort}`,
      ZENDESK_CLIENT_SECRET: "it's secret",
    }),
    async startDemo({ port, say, onProgress }) {
      say('Making the demo world');
      onProgress(progressOf('run-1'));
      say('The first audit is complete');
      return { ...service, address: `http://localhost:${port ?? 3000}` };
    },
  };
  const exitCode = await runCli(args, app);
  return { exitCode, stdout: stdout.text(), stderr: stderr.text(), opened, closed, sandboxes };
}

function recorder(): { stream: Output; text: () => string } {
  const stream = new PassThrough();
  const chunks: string[] = [];
  stream.on('data', (chunk) => chunks.push(String(chunk)));
  return { stream, text: () => chunks.join('') };
}
