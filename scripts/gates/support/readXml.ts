import { readFileSync } from 'node:fs';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One element with the line it begins in: gates name the line. `server/metadata/XmlElement.ts` reads meaning, not place. */
export interface XmlNode {
  readonly name: string;
  readonly namespace: string | undefined;
  /** From 1. */
  readonly line: number;
  readonly children: readonly XmlNode[];
  /** Its own text, trimmed; '' when it holds elements only. */
  readonly text: string;
}

/** The file is not XML. */
export class NotXml extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.name = 'NotXml';
    this.line = line;
  }
}

type OrderedNode = Record<string, unknown>;

const position = XMLParser.getMetaDataSymbol();

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: true,
  htmlEntities: true,
  captureMetaData: true,
});

/** The root element. @throws NotXml */
export function readXml(file: string): XmlNode {
  const source = readFileSync(file, 'utf8');
  const validity = XMLValidator.validate(source);
  if (validity !== true) {
    throw new NotXml(`not well-formed XML: ${validity.err.msg} Close or mend the element.`, validity.err.line);
  }
  const lineAt = lineFinder(source);
  const root = (parser.parse(source) as OrderedNode[]).find((node) => !nameOf(node).startsWith('?'));
  if (root === undefined) throw new NotXml('no element at all; expected the root element of a metadata type.', 1);
  return toNode(root, lineAt);
}

function toNode(node: OrderedNode, lineAt: (index: number) => number): XmlNode {
  const name = nameOf(node);
  const content = node[name] as OrderedNode[];
  const attributes = node[':@'] as Record<string, string> | undefined;
  const { startIndex } = (node as Record<symbol, { startIndex: number }>)[position as unknown as symbol] ?? {
    startIndex: 0,
  };
  return {
    name,
    namespace: attributes?.xmlns,
    line: lineAt(startIndex),
    children: content.filter((child) => nameOf(child) !== '#text').map((child) => toNode(child, lineAt)),
    text: content
      .filter((child) => nameOf(child) === '#text')
      .map((child) => String(child['#text']))
      .join('')
      .trim(),
  };
}

function nameOf(node: OrderedNode): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}

function lineFinder(source: string): (index: number) => number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (index) => {
    const after = starts.findIndex((start) => start > index);
    return after === -1 ? starts.length : after;
  };
}
