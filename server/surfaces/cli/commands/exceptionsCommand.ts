import { Command, Option } from 'commander';
import { CODES, type Code } from '../../../core/catalogue.ts';
import type { CliApp } from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { causesText, exceptionsText, exceptionText } from '../views/exceptionsView.ts';
import { decisionCommands } from './decisionCommands.ts';
import type { Finish } from './Finish.ts';
import { readLimit } from './readLimit.ts';

interface Options {
  readonly code?: Code;
  readonly account?: string;
  readonly byCause?: true;
  readonly limit: number;
  readonly json?: true;
}

export function exceptionsCommand(app: CliApp, finish: Finish): Command {
  const list = new Command('list')
    .description('open exceptions, and what to do about each')
    .addOption(new Option('--code <code>', 'of one code').choices(CODES))
    .addOption(new Option('--account <id>', 'of one account').conflicts('byCause'))
    .option('--by-cause', 'the causes that exceptions share, biggest first, each with its exceptions')
    .addOption(new Option('--limit <n>', 'how many; of each cause').argParser(readLimit).default(100))
    .option('--json', 'print one JSON document')
    .action((options: Options) => listExceptions(app, options));
  const show = new Command('show')
    .description('one exception with its evidence, and what was done about it')
    .argument('<fingerprint>', 'of the exception')
    .option('--json', 'print one JSON document')
    .action((fingerprint: string, options: { readonly json?: true }) => showException(app, fingerprint, options.json));
  const command = new Command('exceptions').description('what a person must look at, and what is done about it');
  for (const part of [list, show, ...decisionCommands(app, finish)]) command.addCommand(part);
  return command;
}

async function showException(app: CliApp, fingerprint: string, json: true | undefined): Promise<void> {
  const flows = await app.openFlows();
  try {
    const exception = await flows.exception(fingerprint);
    if (json) printJson(app.stdout, exception);
    else print(app.stdout, exceptionText(exception));
  } finally {
    await flows.close();
  }
}

async function listExceptions(app: CliApp, { code, account, byCause, limit, json }: Options): Promise<void> {
  const flows = await app.openFlows();
  try {
    if (byCause) {
      const causes = await flows.exceptionsByCause({ code, limit });
      return json ? printJson(app.stdout, { causes }) : print(app.stdout, causesText(causes));
    }
    const exceptions = await flows.exceptions({ code, accountId: account, limit });
    return json ? printJson(app.stdout, { exceptions }) : print(app.stdout, exceptionsText(exceptions));
  } finally {
    await flows.close();
  }
}
