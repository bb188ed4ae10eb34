import { Command } from 'commander';
import type { CliApp } from '../CliApp.ts';
import { EXIT } from '../exitCodes.ts';
import { print, printJson } from '../output/print.ts';
import { doctorText } from '../views/doctorView.ts';
import type { Finish } from './Finish.ts';

export function doctorCommand(app: CliApp, finish: Finish): Command {
  return new Command('doctor')
    .description('check credentials, rights, schema and limits of both systems, and say what to do')
    .option('--json', 'print one JSON document')
    .action(async ({ json }: { json?: true }) => {
      const flows = await app.openFlows();
      try {
        const report = await flows.doctor();
        if (json) printJson(app.stdout, report);
        else print(app.stdout, doctorText(report));
        finish(report.ok ? EXIT.ok : EXIT.error);
      } finally {
        await flows.close();
      }
    });
}
