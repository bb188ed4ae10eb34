import { Command } from 'commander';
import type { CliApp } from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { explanationText } from '../views/explanationView.ts';

export function explainCommand(app: CliApp): Command {
  return new Command('explain')
    .description('why an account or organization has its verdict: the resolution order step by step')
    .argument('<id>', 'a Salesforce or Zendesk id, or a URL that holds one')
    .option('--json', 'print one JSON document')
    .action(async (id: string, { json }: { json?: true }) => {
      const flows = await app.openFlows();
      try {
        const explanation = await flows.explain(id);
        if (json) printJson(app.stdout, explanation);
        else print(app.stdout, explanationText(explanation));
      } finally {
        await flows.close();
      }
    });
}
