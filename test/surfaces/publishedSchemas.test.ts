import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { publishedSchemas } from '../../scripts/generateSchemas.ts';
import { receiptsOf } from '../../server/surfaces/cli/views/outcomeText.ts';
import { SampleFlows } from './sampleFlows.ts';
import { plan, PLAN_ID, receiptsOfAll } from './SampleRepair.ts';

const files = [...publishedSchemas().keys()];

/** What a program of somebody else would check with. */
function parserOf(name: string): z.ZodType {
  const file = files.find((one) => one.endsWith(name))!;
  return z.fromJSONSchema(JSON.parse(readFileSync(file, 'utf8')));
}

describe('the published schemas', () => {
  it.each(files)('%s is what scripts/generateSchemas.ts would write', (file) => {
    expect(readFileSync(file, 'utf8')).toBe(publishedSchemas().get(file));
  });

  it('say what every field means where its name does not', () => {
    const text = readFileSync(files[0]!, 'utf8');
    expect(text).toContain('Read again before the first write');
    expect(text).toContain('fact_changed: Something that the plan relied on has changed since.');
  });

  it('take a plan, and nothing that is not quite one', () => {
    const parser = parserOf('plan.schema.json');
    expect(parser.safeParse(plan).success).toBe(true);
    const undo = { planId: PLAN_ID, groupId: null, changeId: null, applyId: null };
    expect(parser.safeParse({ ...plan, kind: 'undo', request: { kind: 'undo', target: undo } }).success).toBe(true);
    const [group] = plan.groups;
    for (const broken of [
      { ...plan, surprise: 1 },
      { ...plan, hash: undefined },
      { ...plan, request: { kind: 'merge' } },
      { ...plan, groups: [{ ...group, changes: [{ ...group!.changes[0], kind: 'delete_organization' }] }] },
      { ...plan, refused: [{ ...plan.refused[0], reason: 'because' }] },
    ]) {
      expect(parser.safeParse(broken).success).toBe(false);
    }
  });

  it('take what apply prints', async () => {
    const flows = new SampleFlows();
    const parser = parserOf('receipts.schema.json');
    const receipts = receiptsOfAll(plan);
    const document = receiptsOf({ ...(await flows.plan(PLAN_ID)), receipts, state: 'applied' });
    expect(parser.safeParse(document).success).toBe(true);
    expect(parser.safeParse({ ...document, receipts: [{ ...receipts[0], outcome: 'fine' }] }).success).toBe(false);
  });
});
