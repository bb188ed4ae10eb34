import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { MetadataError } from '../MetadataError.ts';

/** An element of a metadata file with the line it begins on: what a message points at. */
export interface MetadataNode {
  readonly name: string;
  readonly line: number;
  /** Of an element without children; trimmed, as Salesforce reads it. */
  readonly text: string;
  /** Only component bundles have any. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly MetadataNode[];
}

type RawNode = Record<string, unknown>;

// Values stay text: `000123` is a format and `true` may be a label, so whoever checks an element decides what it means.
const parser = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
});
const position = XMLParser.getMetaDataSymbol() as unknown as string;

/** @throws MetadataError when `source` is not well-formed or has no root element. */
export function parseMetadata(source: string, file: string): MetadataNode {
  const validity = XMLValidator.validate(source);
  if (validity !== true) {
    throw new MetadataError(file, `not well-formed XML at line ${validity.err.line}: ${validity.err.msg}`);
  }
  const root = (parser.parse(source) as RawNode[]).find((node) => !('?xml' in node) && !('#text' in node));
  if (!root) throw new MetadataError(file, 'no root element');
  return convert(root, lineCounter(source));
}

export function childrenNamed(node: MetadataNode, name: string): readonly MetadataNode[] {
  return node.children.filter((child) => child.name === name);
}

export function childNamed(node: MetadataNode, name: string): MetadataNode | undefined {
  return node.children.find((child) => child.name === name);
}

/** The text of the first child of this name; undefined when there is none. */
export function textOf(node: MetadataNode, name: string): string | undefined {
  return childNamed(node, name)?.text;
}

/** Metadata API booleans; absent means false. */
export function flagOf(node: MetadataNode, name: string): boolean {
  return textOf(node, name) === 'true';
}

/** The elements that `path` (`a/b/c`) leads to from `node`. */
export function nodesAt(node: MetadataNode, path: string): readonly MetadataNode[] {
  return path
    .split('/')
    .reduce<readonly MetadataNode[]>((nodes, name) => nodes.flatMap((each) => childrenNamed(each, name)), [node]);
}

function convert(raw: RawNode, lineAt: (offset: number) => number): MetadataNode {
  const name = Object.keys(raw).find((key) => key !== ':@') ?? '';
  const content = raw[name] as RawNode[];
  const place = (raw as unknown as Record<string, { startIndex: number }>)[position];
  return {
    name,
    line: lineAt(place?.startIndex ?? 0),
    text: content
      .map((part) => part['#text'])
      .filter((text) => text !== undefined)
      .join('')
      .trim(),
    attributes: (raw[':@'] ?? {}) as Record<string, string>,
    children: content.filter((part) => !('#text' in part)).map((part) => convert(part, lineAt)),
  };
}

/** Lines count from 1. Offsets come in rising order, so one walk over the source is enough. */
function lineCounter(source: string): (offset: number) => number {
  let line = 1;
  let reached = 0;
  return (offset) => {
    for (; reached < offset; reached++) if (source[reached] === '\n') line++;
    return line;
  };
}
