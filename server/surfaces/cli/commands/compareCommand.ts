import { Command } from 'commander';
import type { CompareQuestion } from '../../../flows/Flows.ts';
import type { CliApp } from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { comparisonText } from '../views/comparisonText.ts';

interface Options {
  readonly account?: string;
  readonly organization?: string;
  readonly json?: true;
}

export function compareCommand(app: CliApp): Command {
  return new Command('compare')
    .description('side by side: what an exception says collides, or an account’s organization and another one')
    .argument('[fingerprint]', 'of an exception')
    .option('--account <id>', 'whose organization')
    .option('--organization <id>', 'the other one')
    .option('--json', 'print one JSON document')
    .action(async (fingerprint: string | undefined, { json, ...pair }: Options, command: Command) => {
      const question = questionOf(fingerprint, pair, command);
      const flows = await app.openFlows();
      try {
        const comparison = await flows.compare(question);
        if (json) printJson(app.stdout, comparison);
        else print(app.stdout, comparisonText(comparison));
      } finally {
        await flows.close();
      }
    });
}

function questionOf(
  fingerprint: string | undefined,
  { account, organization }: Omit<Options, 'json'>,
  command: Command,
): CompareQuestion {
  if (fingerprint !== undefined && account === undefined && organization === undefined) return { fingerprint };
  if (fingerprint === undefined && account !== undefined && organization !== undefined) {
    return { accountId: account, organizationId: organization };
  }
  return command.error('error: expected a fingerprint, or --account with --organization');
}
