import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Plan } from '../../../core/plans/Plan.ts';
import { BadRequestError } from '../../../errors.ts';
import type { PlanView } from '../../../flows/Flows.ts';
import { plan as planSchema } from '../../wire/plans.ts';
import type { CliFlows } from '../CliApp.ts';
import { writeToFile } from '../output/writeStream.ts';

/** Pretty-printed, so that it can be reviewed and committed. @throws BadRequestError when the file can't be written */
export async function writePlanFile(plan: Plan, file: string): Promise<void> {
  async function* text(): AsyncGenerator<string> {
    yield `${JSON.stringify(plan, null, 2)}\n`;
  }
  await writeToFile(text(), file);
}

/**
 * The plan of a file, taken into the ledger first; or one that is there already, by its id. A file that is named like an
 * id needs its folder: `./NAME`.
 *
 * @throws BadRequestError where the file holds no plan, NotFoundError, PlanBlockedError (`hash_mismatch`)
 */
export async function findPlan(flows: CliFlows, fileOrId: string): Promise<PlanView> {
  if (z.uuid().safeParse(fileOrId).success) return flows.plan(fileOrId);
  return flows.importPlan(await readPlanFile(fileOrId));
}

async function readPlanFile(file: string): Promise<Plan> {
  const named = path.resolve(file);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadRequestError(
      `Found no plan at ${named} (${error.code}). Expected a file that linkproof plan or backfill wrote with --out, or the id of a plan.`,
      { cause: error },
    );
  });
  const parsed = planSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadRequestError(
    `Found no plan in ${named}: ${[...(issue?.path ?? [])].join('.') || 'the document'}: ${issue?.message}. Expected what linkproof plan or backfill wrote there; docs/schemas/plan.schema.json describes it. Make it again.`,
    { cause: parsed.error },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema says so better: a text that is no JSON is no document of ours.
    return undefined;
  }
}
