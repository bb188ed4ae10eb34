import type { MetadataNode } from './MetadataNode.ts';
import type { Component } from './Package.ts';
import type { PackageIndex } from './PackageIndex.ts';
import type { Finding } from './Problem.ts';

/** What may stand in an element of a metadata type, and what it means there. */
export type Shape = Leaf | Group;

/** An element with text. */
export interface Leaf {
  /** What the text is: the words of docs/adr/0026. Everything but `text` and `flag` refers to something or is limited. */
  readonly kind: string;
  /** The problem with `value`, in a sentence that says what was found, what was expected and what to do; null for none. */
  readonly refuse: (value: string, scope: Scope) => string | null;
  /** A text like `value` that must be refused, for the test that plants one fault per element; null where nothing is. */
  readonly fault: ((value: string) => string) | null;
}

/** An element with elements. */
export interface Group {
  readonly children: Readonly<Record<string, Shape>>;
  /** What can only be seen on the whole element. */
  readonly rules: readonly Rule[];
}

export type Rule = (node: MetadataNode, scope: Scope) => readonly Finding[];

/** Where an element stands. */
export interface Scope {
  readonly index: PackageIndex;
  readonly component: Component;
  /** From the root down to the element's parent. */
  readonly ancestors: readonly MetadataNode[];
}

export function group(children: Readonly<Record<string, Shape>>, ...rules: Rule[]): Group {
  return { children, rules };
}

/** Checks an element and all in it. An element that the shape lacks is a finding: what nobody knows, nobody has checked. */
export function checkShape(node: MetadataNode, shape: Shape, scope: Scope): Finding[] {
  if ('kind' in shape) {
    if (node.children.length > 0) {
      return [finding(node, `found elements in <${node.name}>, expected text: take them out`)];
    }
    const refusal = shape.refuse(node.text, scope);
    return refusal === null ? [] : [finding(node, refusal)];
  }
  const inside: Scope = { ...scope, ancestors: [...scope.ancestors, node] };
  const below = node.children.flatMap((child) => {
    const known = shape.children[child.name];
    if (known) return checkShape(child, known, inside);
    const problem = `found the element <${child.name}> in <${node.name}>, expected one of ${Object.keys(shape.children).join(', ')}: correct it, or teach server/metadata/check the element`;
    return [finding(child, problem)];
  });
  return [...below, ...shape.rules.flatMap((rule) => rule(node, scope))];
}

/** The element that the one being checked stands in. */
export function parentOf({ ancestors, component }: Scope): MetadataNode {
  return ancestors.at(-1) ?? component.root;
}

export function finding(node: MetadataNode, message: string): Finding {
  return { line: node.line, message };
}
