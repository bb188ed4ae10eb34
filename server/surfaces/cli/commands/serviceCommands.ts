import { Command, Option } from 'commander';
import {
  RATE_LIMITS,
  SALESFORCE_USERS,
  type CliApp,
  type RateLimits,
  type SalesforceUser,
  type SandboxOptions,
} from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { shellAssignment } from '../output/shellAssignment.ts';
import { ProgressView } from '../views/ProgressView.ts';
import { readPort } from './readPort.ts';

/** The commands that serve until they are stopped. */
export function serveCommand(app: CliApp): Command {
  return new Command('serve')
    .description('serve the HTTP API on PORT; meanwhile other commands go through it')
    .option('--json', 'print one JSON document')
    .action(async ({ json }: { json?: true }) => {
      const server = await app.startServer();
      if (json) printJson(app.stdout, { address: server.address });
      else print(app.stdout, `Linkproof serves its API at ${server.address}/v1. Stop it with Ctrl-C.`);
      await untilStopped(app, server);
    });
}

export function demoCommand(app: CliApp): Command {
  return new Command('demo')
    .description('audit a made-up world in two sandboxes, and show it in the browser; needs no credentials')
    .option('--port <port>', 'instead of PORT', readPort)
    .option('--json', 'print one JSON document')
    .action(async ({ port, json }: { port?: number; json?: true }) => {
      const view = new ProgressView(app.stderr);
      const demo = await app.startDemo({
        port: port ?? null,
        say: (line) => {
          view.end();
          print(app.stderr, line);
        },
        onProgress: (progress) => view.show(progress),
      });
      if (json) printJson(app.stdout, { address: demo.address });
      else print(app.stdout, `The demo is ready at ${demo.address}. Stop it with Ctrl-C.`);
      await untilStopped(app, demo);
    });
}

interface SandboxFlags {
  readonly data?: string;
  readonly salesforcePort: number;
  readonly zendeskPort: number;
  readonly rateLimits: RateLimits;
  readonly salesforceUser: SalesforceUser;
  readonly silentMemberships?: true;
  readonly hardDeletes?: true;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly printEnv?: true;
  readonly json?: true;
}

export function sandboxCommand(app: CliApp): Command {
  return new Command('sandbox')
    .description('serve stand-ins of both APIs from a world folder')
    .option('--data <folder>', 'the world folder; it is never written to')
    .requiredOption('--salesforce-port <port>', 'port of the Salesforce API', readPort)
    .requiredOption('--zendesk-port <port>', 'port of the Zendesk API', readPort)
    .addOption(
      new Option(
        '--rate-limits <speed>',
        'fast divides every rate window by 60, and so the minute by which Zendesk’s exports lag behind',
      )
        .choices(RATE_LIMITS)
        .default('real'),
    )
    .addOption(
      new Option(
        '--salesforce-user <user>',
        'whose rights the API grants: an administrator may edit any record, integration what its permission set says',
      )
        .choices(SALESFORCE_USERS)
        .default('administrator'),
    )
    .option('--silent-memberships', 'a membership that changes does not touch its Zendesk user: no feed announces it')
    .option('--hard-deletes', 'a deleted Zendesk organization vanishes from the export, instead of bearing deleted_at')
    .option('--webhook-url <url>', 'where Zendesk posts its events on organizations and memberships')
    .option('--webhook-secret <secret>', 'what these events are signed with')
    .option('--print-env', 'print the environment that points Linkproof at these ports, and start nothing')
    .option('--json', 'print one JSON document')
    .action(async (flags: SandboxFlags, command: Command) => {
      if (flags.printEnv) return printEnvironment(app, flags);
      if (flags.data === undefined) command.error("error: required option '--data <folder>' not specified");
      const sandboxes = await app.startSandbox(sandboxOptions(flags, flags.data, command));
      const { salesforceAddress, zendeskAddress } = sandboxes;
      if (flags.json) printJson(app.stdout, { salesforceAddress, zendeskAddress });
      else print(app.stdout, `Salesforce sandbox: ${salesforceAddress}\nZendesk sandbox: ${zendeskAddress}`);
      await untilStopped(app, sandboxes);
    });
}

function sandboxOptions(flags: SandboxFlags, worldFolder: string, command: Command): SandboxOptions {
  const { webhookUrl: url, webhookSecret: secret } = flags;
  if (url !== undefined && !URL.canParse(url)) {
    command.error(
      `error: option '--webhook-url' is ${JSON.stringify(url)}, expected a URL such as http://localhost:8080/v1/webhooks/zendesk`,
    );
  }
  if ((url === undefined) !== (secret === undefined)) {
    command.error("error: options '--webhook-url' and '--webhook-secret' are given together or not at all");
  }
  const { salesforcePort, zendeskPort, rateLimits, salesforceUser, silentMemberships, hardDeletes } = flags;
  const webhook = url === undefined || secret === undefined ? undefined : { url, secret };
  return {
    worldFolder,
    salesforcePort,
    zendeskPort,
    rateLimits,
    salesforceUser,
    silentMemberships,
    hardDeletes,
    webhook,
  };
}

function printEnvironment(app: CliApp, flags: SandboxFlags): void {
  const environment = app.sandboxEnvironment(flags);
  if (flags.json) return printJson(app.stdout, environment);
  print(app.stdout, Object.entries(environment).map(shellAssignment).join('\n'));
}

async function untilStopped({ stopping }: CliApp, service: { close(): Promise<void> }): Promise<void> {
  if (!stopping.aborted) {
    await new Promise((resolve) => stopping.addEventListener('abort', resolve, { once: true }));
  }
  await service.close();
}
