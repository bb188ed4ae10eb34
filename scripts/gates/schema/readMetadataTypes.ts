import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A type of the Metadata API, as Salesforce's own generated declarations (@salesforce/types, from metadata.wsdl) have it. */
export type MetadataShape =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'anything' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'elements'; readonly elements: ReadonlyMap<string, ElementRule> };

export interface ElementRule {
  /** Name of a type of the Metadata API, or a primitive. */
  readonly type: string;
  readonly required: boolean;
  readonly repeats: boolean;
}

export type MetadataTypes = ReadonlyMap<string, MetadataShape>;

const primitives: MetadataTypes = new Map<string, MetadataShape>([
  ['string', { kind: 'text' }],
  ['number', { kind: 'number' }],
  ['boolean', { kind: 'boolean' }],
  ['any', { kind: 'anything' }],
]);

/** Every type of the Metadata API by name. @throws Error when the declarations are not written as we know them. */
export function readMetadataTypes(): MetadataTypes {
  const declarations = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@salesforce/types/metadata')),
    'metadata.d.ts',
  );
  const source = ts.createSourceFile(declarations, readFileSync(declarations, 'utf8'), ts.ScriptTarget.Latest);
  const aliases = source.statements.filter(ts.isTypeAliasDeclaration);
  const types = new Map<string, MetadataShape>(primitives);
  const shapeOf = (node: ts.TypeNode): MetadataShape => {
    if (ts.isTypeLiteralNode(node)) return { kind: 'elements', elements: elementsOf(node, source) };
    if (ts.isIntersectionTypeNode(node)) {
      const parts = node.types.map(shapeOf).map((part) => (part.kind === 'elements' ? [...part.elements] : []));
      return { kind: 'elements', elements: new Map(parts.flat()) };
    }
    if (ts.isUnionTypeNode(node) || ts.isLiteralTypeNode(node)) {
      const members = ts.isUnionTypeNode(node) ? node.types : [node];
      return { kind: 'choice', values: members.map((member) => literalOf(member, source)) };
    }
    const named = types.get(node.getText(source));
    if (named !== undefined) return named;
    if (node.kind === ts.SyntaxKind.UnknownKeyword) return { kind: 'anything' };
    throw new Error(
      `${declarations}: a type is written as "${node.getText(source).slice(0, 80)}", which is not known.`,
    );
  };
  // A base type may be declared after what extends it.
  let left = [...aliases];
  while (left.length > 0) {
    const ready = left.filter(({ type }) => basesOf(type, source).every((base) => types.has(base)));
    if (ready.length === 0) throw new Error(`${declarations}: ${left[0]?.name.text} extends a type that is nowhere.`);
    for (const { name, type } of ready) types.set(name.text, shapeOf(type));
    left = left.filter((alias) => !ready.includes(alias));
  }
  return types;
}

function basesOf(node: ts.TypeNode, source: ts.SourceFile): string[] {
  const named = ts.isIntersectionTypeNode(node) ? node.types : [node];
  return named.filter(ts.isTypeReferenceNode).map((base) => base.getText(source));
}

function elementsOf(node: ts.TypeLiteralNode, source: ts.SourceFile): Map<string, ElementRule> {
  return new Map(
    node.members.filter(ts.isPropertySignature).map((member) => {
      const written = member.type?.getText(source) ?? 'any';
      const repeats = written.endsWith('[]');
      const rule = {
        type: repeats ? written.slice(0, -2) : written,
        // The declarations drop how often a repeated element must at least occur.
        required: member.questionToken === undefined && !repeats,
        repeats,
      };
      return [member.name.getText(source).replace(/^'|'$/g, ''), rule];
    }),
  );
}

function literalOf(node: ts.TypeNode, source: ts.SourceFile): string {
  if (!ts.isLiteralTypeNode(node) || !ts.isStringLiteral(node.literal)) {
    throw new Error(`${source.fileName}: a choice holds "${node.getText(source)}", expected a text.`);
  }
  return node.literal.text;
}
