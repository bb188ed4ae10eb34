import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Attributes of Salesforce's base components by tag, in the spelling of templates (`icon-name`): what their documentation
 * says (the data of Salesforce's language server), and what their test stubs declare, which know the newer ones.
 */
export class BaseComponents {
  private readonly require = createRequire(import.meta.url);
  private readonly stubs: string;
  private readonly documented: ReadonlyMap<string, readonly string[]>;

  constructor() {
    interface Documented {
      readonly tags: readonly { readonly name: string; readonly attributes: readonly { readonly name: string }[] }[];
    }
    const server = path.dirname(this.require.resolve('@salesforce/lwc-language-server/package.json'));
    const { tags } = this.require(path.join(server, 'lib/resources/transformed-lwc-standard.json')) as Documented;
    this.documented = new Map(
      tags.map(({ name, attributes }) => [name, attributes.map((attribute) => attribute.name)]),
    );
    const jest = path.dirname(this.require.resolve('@salesforce/sfdx-lwc-jest/package.json'));
    this.stubs = path.join(jest, 'src', 'lightning-stubs');
  }

  /** Undefined: Salesforce has no such component. */
  attributesOf(tag: string): ReadonlySet<string> | undefined {
    const name = tag.replace(/^lightning-/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const stub = path.join(this.stubs, name, `${name}.js`);
    const documented = this.documented.get(tag);
    if (documented === undefined && !existsSync(stub)) return undefined;
    const declared = existsSync(stub) ? readFileSync(stub, 'utf8').matchAll(/@api\s+(?:get\s+|set\s+)?(\w+)/g) : [];
    return new Set([...(documented ?? []), ...[...declared].map(([, property]) => toAttribute(property ?? ''))]);
  }
}

/** `icon-name` of `iconName`. */
export function toAttribute(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
