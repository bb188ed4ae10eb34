import { Command, Option } from 'commander';
import { CODES, type Code } from '../../../core/catalogue.ts';
import type { CliApp } from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { causesText, exceptionsText } from '../views/exceptionsView.ts';
import { byOption } from './byOption.ts';
import { readLimit } from './readLimit.ts';

interface Options {
  readonly code?: Code;
  readonly account?: string;
  readonly byCause?: true;
  readonly limit: number;
  readonly json?: true;
}

interface KeepApartOptions {
  readonly reason: string;
  readonly by: string;
  readonly json?: true;
}

export function exceptionsCommand(app: CliApp): Command {
  const list = new Command('list')
    .description('open exceptions, and what to do about each')
    .addOption(new Option('--code <code>', 'of one code').choices(CODES))
    .addOption(new Option('--account <id>', 'of one account').conflicts('byCause'))
    .option('--by-cause', 'the causes that exceptions share, biggest first, each with its exceptions')
    .addOption(new Option('--limit <n>', 'how many; of each cause').argParser(readLimit).default(100))
    .option('--json', 'print one JSON document')
    .action((options: Options) => listExceptions(app, options));
  const keepApart = new Command('keep-apart')
    .description('they only look alike: close the exception until its evidence changes')
    .argument('<fingerprint>', 'of the exception')
    .requiredOption('--reason <text>', 'why they are two')
    .addOption(byOption())
    .option('--json', 'print one JSON document')
    .action((fingerprint: string, options: KeepApartOptions) => keepThemApart(app, fingerprint, options));
  return new Command('exceptions').description('what a person must look at').addCommand(list).addCommand(keepApart);
}

async function keepThemApart(app: CliApp, fingerprint: string, { by, reason, json }: KeepApartOptions): Promise<void> {
  const flows = await app.openFlows();
  try {
    const exception = await flows.keepApart(fingerprint, { by, reason });
    if (json) printJson(app.stdout, exception);
    else print(app.stdout, exceptionsText([exception]));
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
