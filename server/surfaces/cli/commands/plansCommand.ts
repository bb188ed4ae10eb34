import { Command, Option } from 'commander';
import type { CliApp } from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { outcomeText, plansText } from '../views/outcomeText.ts';
import { planText } from '../views/planText.ts';
import { readLimit } from './readLimit.ts';

interface ListOptions {
  readonly account?: string;
  readonly limit: number;
  readonly json?: true;
}

export function plansCommand(app: CliApp): Command {
  const list = new Command('list')
    .description('plans, the newest first, and how much of each was applied')
    .option('--account <id>', 'of one account')
    .addOption(new Option('--limit <n>', 'how many').argParser(readLimit).default(20))
    .option('--json', 'print one JSON document')
    .action((options: ListOptions) => listPlans(app, options));
  const show = new Command('show')
    .description('a plan, who approved it, and what became of it')
    .argument('<id>', 'of the plan')
    .option('--json', 'print one JSON document')
    .action((planId: string, { json }: { json?: true }) => showPlan(app, planId, json));
  return new Command('plans').description('repairs that were planned').addCommand(list).addCommand(show);
}

async function listPlans(app: CliApp, { account, limit, json }: ListOptions): Promise<void> {
  const flows = await app.openFlows();
  try {
    const plans = await flows.plans({ accountId: account, limit });
    return json ? printJson(app.stdout, { plans }) : print(app.stdout, plansText(plans));
  } finally {
    await flows.close();
  }
}

async function showPlan(app: CliApp, planId: string, json: true | undefined): Promise<void> {
  const flows = await app.openFlows();
  try {
    const view = await flows.plan(planId);
    return json ? printJson(app.stdout, view) : print(app.stdout, `${planText(view.plan)}\n\n${outcomeText(view)}`);
  } finally {
    await flows.close();
  }
}
