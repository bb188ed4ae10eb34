import { finding } from '../grammar.ts';
import { nameOf, notFound } from '../leaves.ts';
import { componentNames, fieldNames } from '../PackageIndex.ts';
import type { Leaf, Rule, Scope } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { Finding } from '../Problem.ts';

// Limits of Salesforce's for every component.
export const LABEL_LIMIT = 40;
export const DESCRIPTION_LIMIT = 1000;

export const objectName = nameOf('the object', ({ index }) => index.objects.keys());

/** A component of the package, by its full name. */
export function componentName(kind: string, type: string, allowed?: (name: string) => boolean): Leaf {
  return nameOf(`the ${kind}`, ({ index }) => componentNames(index, type), allowed);
}

/**
 * A field of the object that the component stands on, or of another that `objectOf` finds.
 * @param besides names that this place knows for standard fields: `NAME`, `OWNER.ALIAS`
 */
export function fieldName(besides: readonly string[] = [], objectOf = ownObject): Leaf {
  return {
    kind: 'the field',
    refuse: (value, scope) => {
      const object = objectOf(scope);
      if (object === undefined || besides.includes(value)) return null;
      if (!scope.index.objects.has(object)) return null;
      const known = fieldNames(scope.index, object);
      return known.includes(value) ? null : notFound(`the field of ${object}`, value, [...known, ...besides]);
    },
    fault: (value) => value.replace(/(__c)?$/, '_gone$1'),
  };
}

function ownObject({ component }: Scope): string | undefined {
  return component.object;
}

/** Finds values of `path` that stand more than once in an element. */
export function noneTwice(what: string, valuesOf: (node: MetadataNode) => readonly MetadataNode[]): Rule {
  return (node) => {
    const seen = new Set<string>();
    return valuesOf(node).flatMap((value): Finding[] => {
      if (!seen.has(value.text)) {
        seen.add(value.text);
        return [];
      }
      return [finding(value, `found ${what} ${value.text} a second time, expected it once: remove one of them`)];
    });
  };
}

/** Finds more elements than Salesforce allows. */
export function atMost(most: number, what: string, valuesOf: (node: MetadataNode) => readonly MetadataNode[]): Rule {
  return (node) => {
    const values = valuesOf(node);
    const first = values[most];
    return first ? [finding(first, `found ${values.length} ${what}, expected at most ${most}: remove some`)] : [];
  };
}

export function needs(...names: string[]): Rule {
  return (node) =>
    names
      .filter((name) => !node.children.some((child) => child.name === name))
      .map((name) => finding(node, `found <${node.name}> without <${name}>, expected one: add it`));
}
