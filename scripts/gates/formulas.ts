import path from 'node:path';
import { extract, parse } from 'formulon';
import type { DataType, Literal } from 'formulon';
import type { FieldMetadata } from '../../server/metadata/metadataTypes.ts';
import type { GateFinding } from './GateFinding.ts';
import { OrgSchema } from './support/OrgSchema.ts';
import type { SchemaField, SchemaObject } from './support/OrgSchema.ts';
import { nameInPackage, packageFiles } from './support/packageFiles.ts';
import { readXml } from './support/readXml.ts';
import type { XmlNode } from './support/readXml.ts';

/** What Salesforce's globals of this kind hold, as a formula sees it. */
const GLOBALS: Readonly<Record<string, Literal>> = {
  '$Organization.Id': text('00D000000000001'),
  '$Organization.Name': text('Name'),
  '$User.Id': text('005000000000001'),
  '$User.Username': text('name@example.com'),
};

const SAMPLES: Readonly<Record<string, Literal>> = {
  Checkbox: literal('checkbox', true),
  Boolean: literal('checkbox', true),
  Number: number(5),
  Percent: number(5),
  Currency: number(5),
  Decimal: number(5),
  Integer: number(5),
  Date: literal('date', new Date(0)),
  DateTime: literal('datetime', new Date(0)),
  Datetime: literal('datetime', new Date(0)),
};

/** The kinds of value that a formula field of a type may have. */
const RESULTS: Readonly<Record<string, DataType>> = {
  Checkbox: 'checkbox',
  Number: 'number',
  Percent: 'number',
  Currency: 'number',
  Text: 'text',
  Date: 'date',
  DateTime: 'datetime',
};

/** Every formula, of fields and validation rules: syntax, functions, fields, types of arguments and of the result. */
export async function formulas(forceApp: string): Promise<readonly GateFinding[]> {
  const schema = await OrgSchema.read(forceApp);
  const findings: GateFinding[] = [];
  for (const file of packageFiles(forceApp, /\.(field|validationRule)-meta\.xml$/)) {
    const objectName = path.basename(path.dirname(path.dirname(file)));
    const object = await schema.object(objectName);
    const root = readXml(file);
    const formula = root.children.find(({ name }) => ['formula', 'errorConditionFormula'].includes(name));
    if (object === undefined || formula === undefined) continue;
    const expected = formula.name === 'formula' ? RESULTS[textOf(root, 'type')] : 'checkbox';
    for (const message of await faultsOf(formula.text, expected, object, schema)) {
      findings.push({ gate: 'formulas', file: nameInPackage(forceApp, file), line: formula.line, message });
    }
  }
  return findings;
}

async function faultsOf(
  formula: string,
  expected: DataType | undefined,
  object: SchemaObject,
  schema: OrgSchema,
): Promise<string[]> {
  const substitutions: Record<string, Literal> = {};
  const unknown: string[] = [];
  for (const name of extract(formula)) {
    const sample = GLOBALS[name] ?? (await sampleOf(name, object, schema));
    if (sample === undefined)
      unknown.push(`${name} is no field that this formula can see; correct the name, or deploy it.`);
    else substitutions[name] = sample;
  }
  if (unknown.length > 0) return unknown;
  const result = parse(formula, substitutions);
  if (result.type === 'error') return [`${result.message} (${result.errorType})`];
  if (expected !== undefined && result.dataType !== 'null' && result.dataType !== expected) {
    return [`its value is a ${result.dataType}, expected a ${expected}; change the formula or the field's type.`];
  }
  return [];
}

/** A value of the field's type, found along the path; undefined where it leads nowhere. */
async function sampleOf(name: string, object: SchemaObject, schema: OrgSchema): Promise<Literal | undefined> {
  const steps = name.split('.');
  let at: SchemaObject | undefined = object;
  if (steps[0] === '$Setup') {
    at = await schema.object(steps[1] ?? '');
    steps.splice(0, 2);
  }
  for (const step of steps.slice(0, -1)) {
    const target = at?.parents.get(step.toLowerCase());
    at = target ? await schema.object(target) : undefined;
  }
  const field = at?.fields.get(steps.at(-1)?.toLowerCase() ?? '');
  return field === undefined ? undefined : sampleOfField(field);
}

function sampleOfField({ type, metadata }: SchemaField): Literal {
  if (metadata?.picklist) return picklist(metadata);
  return SAMPLES[type] ?? text('a text of one line');
}

function picklist({ picklist: set }: FieldMetadata): Literal {
  const values = set?.values.map(({ name }) => name) ?? [];
  return literal('picklist', values[0] ?? '', { values });
}

function text(value: string): Literal {
  return literal('text', value, { length: value.length });
}

function number(value: number): Literal {
  return literal('number', value, { length: 18, scale: 0 });
}

function literal(dataType: DataType, value: unknown, options: Record<string, unknown> = {}): Literal {
  return { type: 'literal', dataType, value, options };
}

function textOf(root: XmlNode, name: string): string {
  return root.children.find((child) => child.name === name)?.text ?? '';
}
