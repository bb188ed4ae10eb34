import { Command } from 'commander';
import type { CliApp } from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { historyText } from '../views/historyView.ts';

export function historyCommand(app: CliApp): Command {
  return new Command('history')
    .description('what changed about the verdict of an account or organization, newest first')
    .argument('<id>', 'a Salesforce or Zendesk id, or a URL that holds one')
    .option('--json', 'print one JSON document')
    .action(async (id: string, { json }: { json?: true }) => {
      const flows = await app.openFlows();
      try {
        const history = await flows.history(id);
        if (json) printJson(app.stdout, { history });
        else print(app.stdout, historyText(history));
      } finally {
        await flows.close();
      }
    });
}
