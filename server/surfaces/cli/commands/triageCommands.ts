import { Command } from 'commander';
import type { Run } from '../../../core/model.ts';
import type { CliApp, CliFlows } from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { runDocument, runText } from '../views/runView.ts';
import { operator } from './operator.ts';

/** The commands that let go what an audit held back. */
export function baselineCommand(app: CliApp): Command {
  const accept = new Command('accept')
    .description('publish what the first audit found, and let audits publish from now on')
    .option('--json', 'print one JSON document')
    .action((options: { json?: true }) => decide(app, options, (flows) => flows.acceptBaseline(operator())));
  return new Command('baseline')
    .description('the first audit of an org: it waits until somebody has looked at it')
    .addCommand(accept);
}

export function releaseCommand(app: CliApp): Command {
  return new Command('release')
    .description('publish what a held run found')
    .argument('<run>', 'the id of the run, as audit printed it')
    .option('--json', 'print one JSON document')
    .action((runId: string, options: { json?: true }) =>
      decide(app, options, (flows) => flows.release(runId, operator())),
    );
}

async function decide(app: CliApp, { json }: { json?: true }, decision: (flows: CliFlows) => Promise<Run>) {
  const flows = await app.openFlows();
  try {
    print(app.stderr, 'Publishing to Salesforce. This takes a while.');
    const run = await decision(flows);
    if (json) printJson(app.stdout, runDocument(run));
    else print(app.stdout, `${runText(run)}\nPublished; let go by ${run.hold?.releasedBy ?? operator()}.`);
  } finally {
    await flows.close();
  }
}
