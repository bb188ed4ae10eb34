import { Command } from 'commander';
import type { CliApp } from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { explanationText } from '../views/explanationView.ts';
import { pastExplanationText } from '../views/historyView.ts';

export function explainCommand(app: CliApp): Command {
  return new Command('explain')
    .description('why an account or organization has its verdict: the resolution order step by step')
    .argument('<id>', 'a Salesforce or Zendesk id, or a URL that holds one')
    .option(
      '--at <date>',
      'as it was then: a date, which means its end in UTC, or a moment such as 2026-11-22T08:00:00Z',
    )
    .option('--json', 'print one JSON document')
    .action(async (id: string, { at, json }: { at?: string; json?: true }) => {
      const flows = await app.openFlows();
      try {
        if (at !== undefined) {
          const past = await flows.explainAt(id, at);
          return json ? printJson(app.stdout, past) : print(app.stdout, pastExplanationText(past));
        }
        const explanation = await flows.explain(id);
        if (json) printJson(app.stdout, explanation);
        else print(app.stdout, explanationText(explanation));
      } finally {
        await flows.close();
      }
    });
}
