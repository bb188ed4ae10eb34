import { Command, Option } from 'commander';
import { CODES, type Code } from '../../../core/catalogue.ts';
import { PEOPLE_CHOICES, type Plan, type PeopleChoice, type RepairRequest } from '../../../core/plans/Plan.ts';
import type { CliApp } from '../CliApp.ts';
import { EXIT, type ExitCode } from '../exitCodes.ts';
import { print, printJson } from '../output/print.ts';
import { planText } from '../views/planText.ts';
import { byOption } from './byOption.ts';
import type { Finish } from './Finish.ts';
import { writePlanFile } from './planFile.ts';
import { unlessBlocked } from './unlessBlocked.ts';

interface Common {
  readonly reason: string;
  readonly by: string;
  readonly out?: string;
  readonly json?: true;
}

interface Wanted extends Common {
  readonly account?: readonly string[];
  readonly organization?: string;
  readonly people?: PeopleChoice;
  readonly unlink?: string;
  readonly provision?: string;
  readonly name?: string;
  readonly exception?: readonly string[];
  readonly code?: readonly Code[];
  readonly collision?: string;
  readonly keep?: string;
}

/** What each option needs beside it, where it says nothing by itself: one of these. */
const NEEDS = [
  ['organization', ['account']],
  ['people', ['organization']],
  ['account', ['organization', 'code', 'exception']],
  ['name', ['provision']],
  ['keep', ['collision']],
  ['collision', ['keep']],
] as const;

export function planCommand(app: CliApp, finish: Finish): Command {
  const command = new Command('plan')
    .description('plan a repair on live records, to be reviewed; nothing is written')
    .option('--account <id...>', 'with --organization: which account; with --code: only of these')
    .option('--organization <id>', 'tie the account to this organization')
    .addOption(
      new Option(
        '--people <choice>',
        'with --organization: what becomes of the people in the old one; default: stay',
      ).choices(PEOPLE_CHOICES),
    )
    .option('--unlink <account>', 'untie this account')
    .option('--provision <account>', 'find this account’s organization by its key, or make one')
    .option('--name <name>', 'with --provision: of an organization that is made; default: the account’s')
    .option('--exception <fingerprint...>', 'what answers these exceptions')
    .addOption(new Option('--code <code...>', 'what answers the exceptions of these codes').choices(CODES))
    .option('--collision <fingerprint>', 'of two accounts on one organization, or two organizations on one account, …')
    .option('--keep <id>', 'with --collision: … the one that keeps the other side');
  return withCommon(command, 'Asked for on the command line.').action(async (options: Wanted) => {
    const request = requestOf(options, command);
    finish(await makePlan(app, request, options));
  });
}

export function backfillCommand(app: CliApp, finish: Finish): Command {
  const command = new Command('backfill')
    .description(
      'plan every safe repair of keys: complete one-sided links, make ids canonical, follow merges; nothing is written',
    )
    .option('--account <id...>', 'only of these accounts');
  return withCommon(command, 'Backfill.').action(async (options: Common & { account?: readonly string[] }) => {
    const accountIds = options.account ?? null;
    finish(await makePlan(app, { kind: 'exceptions', codes: null, fingerprints: null, accountIds }, options));
  });
}

function withCommon(command: Command, reason: string): Command {
  return command
    .addOption(new Option('--reason <text>', 'why, in your own words').default(reason))
    .addOption(byOption())
    .option('--out <file>', 'write the plan to a file, to be reviewed, approved and applied')
    .option('--json', 'print the plan as one JSON document');
}

function makePlan(app: CliApp, request: RepairRequest, { by, reason, out, json }: Common): Promise<ExitCode> {
  return unlessBlocked(app, json, async (flows) => {
    const { plan } = await flows.createPlan(request, { by, reason });
    return showPlan(app, plan, { out, json });
  });
}

/** Hands a new plan over to whoever is to review it. */
export async function showPlan(
  app: CliApp,
  plan: Plan,
  { out, json }: { out?: string; json?: true },
): Promise<ExitCode> {
  if (out !== undefined) await writePlanFile(plan, out);
  if (json) printJson(app.stdout, plan);
  else print(app.stdout, planText(plan));
  if (plan.groups.length === 0) return EXIT.waits;
  const wrote = out === undefined ? '' : `Wrote it to ${out}. `;
  print(app.stderr, `${wrote}Nothing is changed yet. Approve it with: linkproof approve ${out ?? plan.planId}`);
  return EXIT.ok;
}

function requestOf(options: Wanted, command: Command): RepairRequest {
  for (const [option, partners] of NEEDS) {
    if (options[option] === undefined || partners.some((partner) => options[partner] !== undefined)) continue;
    const named = partners.map((partner) => `--${partner}`).join(' or ');
    return command.error(`error: option '--${option}' cannot be used without ${named}`);
  }
  const { account = null, organization, people = 'stay', unlink, provision, name = null } = options;
  const { exception = null, code = null, collision, keep } = options;
  const wanted: RepairRequest[] = [];
  if (organization !== undefined) {
    const [accountId = '', ...more] = account ?? [];
    if (more.length > 0) return command.error("error: option '--organization' takes one --account");
    wanted.push({ kind: 'relink', accountId, organizationId: organization, people });
  }
  if (unlink !== undefined) wanted.push({ kind: 'unlink', accountId: unlink });
  if (provision !== undefined) wanted.push({ kind: 'provision', accountId: provision, name });
  if (exception !== null || code !== null) {
    wanted.push({ kind: 'exceptions', codes: code, fingerprints: exception, accountIds: account });
  }
  if (collision !== undefined && keep !== undefined) {
    wanted.push({ kind: 'collision', fingerprint: collision, keepId: keep });
  }
  const [request, ...others] = wanted;
  if (request !== undefined && others.length === 0) return request;
  return command.error(
    `error: expected one of --account with --organization, --unlink, --provision, --exception, --code, --collision; found ${wanted.length}`,
  );
}
