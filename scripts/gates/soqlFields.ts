import { readFileSync } from 'node:fs';
import {
  ApexErrorListener,
  ApexParserFactory,
  FieldNameContext,
  FromNameListContext,
  QueryContext,
  SelectEntryContext,
  SoqlIdContext,
  SubQueryContext,
} from '@apexdevtools/apex-parser';
import { MetadataError } from '../../server/metadata/MetadataError.ts';
import { findQueries } from './apex/findQueries.ts';
import type { FoundQuery } from './apex/findQueries.ts';
import type { GateFinding } from './GateFinding.ts';
import { OrgSchema } from './support/OrgSchema.ts';
import type { SchemaObject } from './support/OrgSchema.ts';
import { nameInPackage, packageFiles } from './support/packageFiles.ts';

/** A node of the parser's tree, as far as this gate walks it. */
interface TreeNode {
  readonly children?: readonly TreeNode[] | null;
  readonly parentCtx?: TreeNode | null;
  getText(): string;
}

type Report = (line: number, message: string) => void;

/**
 * Binds objects, fields and relationships of every query in Apex to the package's objects and Salesforce's own: apex-ls
 * does not look inside SOQL. Strings that are no query may name nothing of ours that does not exist, either.
 */
export async function soqlFields(forceApp: string): Promise<readonly GateFinding[]> {
  const schema = await OrgSchema.read(forceApp);
  const ownNames = namesOf(schema);
  const findings: GateFinding[] = [];
  for (const file of packageFiles(forceApp, /\.(cls|trigger)$/)) {
    const report: Report = (line, message) =>
      findings.push({ gate: 'soqlFields', file: nameInPackage(forceApp, file), line, message });
    try {
      const { queries, texts } = findQueries(readFileSync(file, 'utf8'), file);
      for (const query of queries) await bindQuery(query, schema, report);
      for (const { text, line } of texts) {
        for (const [name] of text.matchAll(/\b[A-Za-z]\w*__[cer]\b/g)) {
          if (!ownNames.has(name.toLowerCase())) {
            report(line, `the text names ${name}, which no object of the package has; deploy it, or correct the name.`);
          }
        }
      }
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      report(1, `can't be read: ${error.message}`);
    }
  }
  return findings;
}

/** Every custom name of the package: objects, fields, relationships, in lower case. */
function namesOf(schema: OrgSchema): Set<string> {
  const fields = [...schema.packageObjects.values()].flatMap((object) => object.fields);
  const names = [
    ...schema.packageObjects.keys(),
    ...fields.flatMap(({ name }) => [name, name.replace(/__c$/, '__r')]),
    ...fields.flatMap(({ reference }) => (reference?.relationshipName ? [`${reference.relationshipName}__r`] : [])),
  ];
  return new Set(names.map((name) => name.toLowerCase()));
}

class SyntaxErrors extends ApexErrorListener {
  readonly found: { line: number; message: string }[] = [];

  override apexSyntaxError(line: number, _column: number, message: string): void {
    this.found.push({ line, message });
  }
}

async function bindQuery({ soql, line }: FoundQuery, schema: OrgSchema, report: Report): Promise<void> {
  const errors = new SyntaxErrors();
  const { parser } = ApexParserFactory.createLexerAndParser('\n'.repeat(line - 1) + soql, errors);
  const tree = parser.query();
  for (const error of errors.found) {
    report(error.line, `SOQL that can't be parsed: ${error.message}. In: ${shorten(soql)}`);
  }
  if (errors.found.length === 0) await bindSelect(tree, null, schema, report);
}

/** `parent`: the object whose child relationship the query is about; null for one about an object. */
async function bindSelect(
  query: QueryContext | SubQueryContext,
  parent: SchemaObject | null,
  schema: OrgSchema,
  report: Report,
): Promise<void> {
  const from = query.fromNameList();
  const name = from.fieldName(0).getText();
  const objectName = parent === null ? name : parent.children.get(name.toLowerCase());
  const object = objectName === undefined ? undefined : await schema.object(objectName);
  if (object === undefined) {
    const expected =
      parent === null ? 'an object of the package or of Salesforce' : `a child relationship of ${parent.name}`;
    return report(from.start.line, `FROM ${name}: no such thing; expected ${expected}.`);
  }
  const alias = from.soqlId_list()[0]?.getText().toLowerCase();
  const skipped = new Set([alias, ...aliasesOf(query)].filter((text): text is string => text !== undefined));
  await bindChildren(query as unknown as TreeNode, object, skipped, schema, report);
}

async function bindChildren(
  node: TreeNode,
  object: SchemaObject,
  aliases: ReadonlySet<string>,
  schema: OrgSchema,
  report: Report,
): Promise<void> {
  for (const child of node.children ?? []) {
    if (child instanceof FromNameListContext) continue;
    if (child instanceof SubQueryContext || child instanceof QueryContext) {
      // In SELECT it is about children, in WHERE about an object of its own.
      await bindSelect(child, node instanceof SelectEntryContext ? object : null, schema, report);
    } else if (child instanceof FieldNameContext) {
      const names = child.soqlId_list().map((id) => id.getText());
      if (names.length > 1 && aliases.has(names[0]?.toLowerCase() ?? '')) names.shift();
      if (names.length === 1 && aliases.has(names[0]?.toLowerCase() ?? '')) continue;
      await bindPath(names, object, schema, (message) => report(child.start.line, message));
    } else {
      await bindChildren(child, object, aliases, schema, report);
    }
  }
}

async function bindPath(
  names: readonly string[],
  start: SchemaObject,
  schema: OrgSchema,
  report: (message: string) => void,
): Promise<void> {
  let object: SchemaObject = start;
  const path = names.join('.');
  for (const relationship of names.slice(0, -1)) {
    const target = object.parents.get(relationship.toLowerCase());
    if (target === undefined) {
      return report(
        `${path}: ${object.name} has no parent relationship ${relationship}; correct it, or deploy its field.`,
      );
    }
    // A parent of any of several objects (Owner, Who) has the fields that all of them have.
    const next = await schema.object(target ?? 'Name');
    if (next === undefined)
      return report(`${path}: the parent ${target} is no object of the package or of Salesforce.`);
    object = next;
  }
  const field = names.at(-1) ?? '';
  if (!object.fields.has(field.toLowerCase())) {
    report(`${path}: ${object.name} has no field ${field}; correct the name, or deploy the field.`);
  }
}

/** Names that SELECT gives to results: HAVING and ORDER BY may use them. */
function aliasesOf(query: QueryContext | SubQueryContext): string[] {
  const select = query instanceof QueryContext ? query.selectList().selectEntry_list() : [];
  return select.flatMap((entry) => {
    const id = entry.soqlId();
    return id instanceof SoqlIdContext ? [id.getText().toLowerCase()] : [];
  });
}

function shorten(soql: string): string {
  const line = soql.replace(/\s+/g, ' ').trim();
  return line.length <= 120 ? line : `${line.slice(0, 120)}...`;
}
