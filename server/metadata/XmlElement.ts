import { readFileSync } from 'node:fs';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { MetadataError } from './MetadataError.ts';

// Values stay text: `000123` is a format and `true` may be a label, so the reader of an element decides what it means.
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  htmlEntities: true,
  isArray: () => true,
});

type ParsedNode = Record<string, unknown[]> | string;

/** One element of a metadata file, asked by child name; remembers its file for messages. */
export class XmlElement {
  readonly file: string;
  private readonly node: ParsedNode;

  private constructor(file: string, node: ParsedNode) {
    this.file = file;
    this.node = node;
  }

  /** The root element. @throws MetadataError when the file is not well-formed or its root has another name. */
  static readFile(file: string, rootName: string): XmlElement {
    const source = readFileSync(file, 'utf8');
    const validity = XMLValidator.validate(source);
    if (validity !== true) {
      throw new MetadataError(file, `not well-formed XML at line ${validity.err.line}: ${validity.err.msg}`);
    }
    const document = parser.parse(source) as Record<string, ParsedNode[]>;
    const root = document[rootName]?.[0];
    if (root === undefined) {
      const found = Object.keys(document).filter((name) => name !== '?xml');
      throw new MetadataError(file, `expected the root element ${rootName}, found ${found.join(', ') || 'nothing'}`);
    }
    return new XmlElement(file, root);
  }

  children(name: string): XmlElement[] {
    if (typeof this.node === 'string') return [];
    return (this.node[name] ?? []).map((child) => new XmlElement(this.file, child as ParsedNode));
  }

  child(name: string): XmlElement | undefined {
    return this.children(name)[0];
  }

  /** The text of the first child of this name; undefined when there is none, '' when it is empty. */
  text(name: string): string | undefined {
    const value = typeof this.node === 'string' ? undefined : this.node[name]?.[0];
    return typeof value === 'string' ? value : undefined;
  }

  texts(name: string): string[] {
    if (typeof this.node === 'string') return [];
    return (this.node[name] ?? []).filter((value): value is string => typeof value === 'string');
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (!value) throw new MetadataError(this.file, `expected an element <${name}> with text`);
    return value;
  }

  /** Metadata API booleans; absent means false. */
  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  number(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const parsed = Number(value);
    if (value === '' || !Number.isFinite(parsed)) {
      throw new MetadataError(this.file, `expected a number in <${name}>, found "${value}"`);
    }
    return parsed;
  }
}
