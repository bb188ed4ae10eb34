import { Command } from 'commander';
import type { CliApp } from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { digestText } from '../views/digestView.ts';

/** What the contract's schedule sends once a week; here it is shown, or sent at once. */
export function digestCommand(app: CliApp): Command {
  return new Command('digest')
    .description('show what account owners are told of their accounts that can’t be relied on, or tell them')
    .option('--send', 'tell them, as custom notifications in Salesforce; nobody twice on one day', false)
    .option('--json', 'print one JSON document')
    .action(async ({ send, json }: { send: boolean; json?: true }) => {
      const flows = await app.openFlows();
      try {
        const digest = await flows.digest({ send });
        return json ? printJson(app.stdout, digest) : print(app.stdout, digestText(digest));
      } finally {
        await flows.close();
      }
    });
}
