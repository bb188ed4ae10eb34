import { createRequire } from 'node:module';
import path from 'node:path';
import type { GateFinding } from './GateFinding.ts';
import { readMetadataTypes } from './schema/readMetadataTypes.ts';
import type { MetadataTypes } from './schema/readMetadataTypes.ts';
import { nameInPackage, packageFiles } from './support/packageFiles.ts';
import { NotXml, readXml } from './support/readXml.ts';
import type { XmlNode } from './support/readXml.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** What the WSDL calls a text although it holds elements: the properties that a component offers per target. */
const UNDECLARED = new Set(['LightningComponentBundle.targetConfigs']);

type Report = (node: XmlNode, message: string) => void;

/** Root, elements, values and repetitions of every metadata file, by the types that Salesforce generates from its WSDL. */
export async function schema(forceApp: string): Promise<readonly GateFinding[]> {
  const types = readMetadataTypes();
  const rootBySuffix = readRootNames();
  const findings: GateFinding[] = [];
  for (const file of packageFiles(forceApp, /-meta\.xml$/)) {
    const found = (line: number | null, message: string) =>
      findings.push({ gate: 'schema', file: nameInPackage(forceApp, file), line, message });
    try {
      const root = readXml(file);
      checkRoot(root, rootBySuffix.get(suffixOf(file)), types, (node, message) => found(node.line, message));
    } catch (error) {
      if (!(error instanceof NotXml)) throw error;
      found(error.line, error.message);
    }
  }
  return findings;
}

function checkRoot(root: XmlNode, expected: string | undefined, types: MetadataTypes, report: Report): void {
  if (expected === undefined) {
    return report(root, `no metadata type has files of this suffix; rename the file, or name it in .forceignore.`);
  }
  if (root.name !== expected) {
    return report(root, `the root element is <${root.name}>, expected <${expected}> in a file of this suffix.`);
  }
  if (root.namespace !== NAMESPACE) {
    report(root, `the namespace is "${root.namespace ?? ''}", expected xmlns="${NAMESPACE}".`);
  }
  checkElement(root, expected, types, report);
}

/** `typeName`: of the Metadata API, or a primitive of the declarations. */
function checkElement(node: XmlNode, typeName: string, types: MetadataTypes, report: Report): void {
  const shape = types.get(typeName);
  if (shape === undefined || shape.kind === 'anything') return;
  if (shape.kind === 'elements') {
    if (node.text !== '') {
      report(node, `<${node.name}> holds the text "${shorten(node.text)}", expected elements of ${typeName}.`);
    }
    return checkChildren(node, typeName, types, report);
  }
  if (node.children.length > 0) {
    return report(node, `<${node.name}> holds <${node.children[0]?.name}>, expected a value and no element.`);
  }
  if (shape.kind === 'number' && !/^-?\d+(\.\d+)?$/.test(node.text)) {
    report(node, `<${node.name}> is "${shorten(node.text)}", expected a number.`);
  }
  if (shape.kind === 'boolean' && !['true', 'false'].includes(node.text)) {
    report(node, `<${node.name}> is "${shorten(node.text)}", expected true or false.`);
  }
  if (shape.kind === 'choice' && !shape.values.includes(node.text)) {
    report(
      node,
      `<${node.name}> is "${shorten(node.text)}", expected ${oneOf(shape.values, node.text)} (${typeName}).`,
    );
  }
}

function checkChildren(node: XmlNode, typeName: string, types: MetadataTypes, report: Report): void {
  const shape = types.get(typeName);
  if (shape?.kind !== 'elements') return;
  for (const [index, child] of node.children.entries()) {
    const rule = shape.elements.get(child.name);
    if (rule === undefined) {
      const known = oneOf([...shape.elements.keys()], child.name);
      report(child, `${typeName} has no element <${child.name}>; expected ${known}.`);
      continue;
    }
    const earlier = node.children.slice(0, index).findLastIndex(({ name }) => name === child.name);
    if (earlier !== -1 && !rule.repeats) {
      report(child, `<${child.name}> stands twice in <${node.name}>, expected once; remove one.`);
    }
    if (earlier !== -1 && rule.repeats && earlier !== index - 1) {
      report(
        child,
        `<${child.name}> stands apart from its like in <${node.name}>; the Metadata API wants them together.`,
      );
    }
    if (!UNDECLARED.has(`${typeName}.${child.name}`)) checkElement(child, rule.type, types, report);
  }
  for (const [name, rule] of shape.elements) {
    if (rule.required && !node.children.some((child) => child.name === name)) {
      report(node, `<${node.name}> lacks <${name}>, which ${typeName} requires; add it.`);
    }
  }
}

/** Type name by file suffix (`field` -> CustomField), as Salesforce's own source format has them. */
function readRootNames(): Map<string, string> {
  interface RegisteredType {
    readonly name: string;
    readonly suffix?: string;
    readonly children?: { readonly types: Readonly<Record<string, RegisteredType>> };
  }
  const registry = createRequire(import.meta.url)(
    '@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json',
  ) as { readonly types: Readonly<Record<string, RegisteredType>> };
  const registered = Object.values(registry.types);
  const children = registered.flatMap((type) => Object.values(type.children?.types ?? {}));
  const bySuffix = [...children, ...registered].flatMap(({ suffix, name }) =>
    suffix === undefined ? [] : [[suffix, name] as const],
  );
  // Bundles are told by their folder; the file that describes one has the suffix of what it stands beside.
  return new Map([...bySuffix, ['js', 'LightningComponentBundle']]);
}

function suffixOf(file: string): string {
  return (
    path
      .basename(file)
      .replace(/-meta\.xml$/, '')
      .split('.')
      .at(-1) ?? ''
  );
}

/** The few that are spelled most like it, or all when they are few. */
function oneOf(values: readonly string[], found: string): string {
  const likeness = (value: string) =>
    [...value.toLowerCase()].filter((letter, index) => letter === found.toLowerCase()[index]).length -
    Math.abs(value.length - found.length);
  const nearest = values.length <= 8 ? values : [...values].sort((a, b) => likeness(b) - likeness(a)).slice(0, 5);
  return `${nearest.length === values.length ? 'one of ' : 'something like '}${nearest.join(', ')}`;
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}...`;
}
