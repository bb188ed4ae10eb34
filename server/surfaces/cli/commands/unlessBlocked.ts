import { PlanBlockedError } from '../../../errors.ts';
import type { CliApp, CliFlows } from '../CliApp.ts';
import { EXIT, type ExitCode } from '../exitCodes.ts';
import { plainText } from '../output/plainText.ts';
import { print, printJson } from '../output/print.ts';

/**
 * Opens the flows for one command about a plan. That nothing may be written, or that there is nothing to do, is an answer,
 * not a failure: with `--json` it is a document too.
 */
export async function unlessBlocked(
  app: CliApp,
  json: true | undefined,
  action: (flows: CliFlows) => Promise<ExitCode>,
): Promise<ExitCode> {
  const flows = await app.openFlows();
  try {
    return await action(flows);
  } catch (error) {
    if (!(error instanceof PlanBlockedError)) throw error;
    const { reason, message } = error;
    if (json) printJson(app.stdout, { blocked: { reason, detail: message } });
    print(app.stderr, `linkproof: ${plainText(message)} (${reason})`);
    return EXIT.waits;
  } finally {
    await flows.close();
  }
}
