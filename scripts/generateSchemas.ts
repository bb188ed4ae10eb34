/**
 * Writes the published schemas of plan files and of receipts, docs/schemas/*.schema.json, from the very schemas that
 * `server/surfaces` reads plans with: `npm run generate`. A test fails while a file differs from what it would write.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { namedSchemas } from '../server/surfaces/wire/parts.ts';
import { plan, receiptsDocument } from '../server/surfaces/wire/plans.ts';

const folder = fileURLToPath(new URL('../docs/schemas', import.meta.url));
const reference = (name: string) => `#/$defs/${name}`;

/** By file: the text that belongs there. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  return new Map([
    [
      `${folder}/plan.schema.json`,
      schemaText(plan, 'A Linkproof plan', 'What `linkproof plan`, `backfill` and `undo` write with --out.'),
    ],
    [
      `${folder}/receipts.schema.json`,
      schemaText(
        receiptsDocument,
        'What became of a Linkproof plan',
        'What `linkproof approve`, `apply` and `undo` print with --json.',
      ),
    ],
  ]);
}

/** With the named schemas that it is made of in `$defs`. As output: what is written is whole, nothing left to a default. */
function schemaText(schema: z.ZodType, title: string, description: string): string {
  const { schemas } = z.toJSONSchema(namedSchemas, { uri: reference, io: 'output' });
  const root = namedSchemas.get(schema)?.id;
  if (root === undefined) throw new Error(`Found no name of the schema for ${title}. Expected it in namedSchemas.`);
  const { $schema, $id: _, ...body } = schemas[root] ?? {};
  const $defs = Object.fromEntries(
    [...partsOf(body, schemas)].sort().map((name) => {
      const { $schema: _schema, $id: _id, ...part } = schemas[name] ?? {};
      return [name, part];
    }),
  );
  return `${JSON.stringify({ $schema, title, description, ...body, $defs }, null, 2)}\n`;
}

/** The names of the schemas that one refers to, and those refer to. */
function partsOf(schema: object, schemas: Readonly<Record<string, object>>, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/(\w+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    partsOf(schemas[name] ?? {}, schemas, found);
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, content] of publishedSchemas()) writeFileSync(file, content);
}
