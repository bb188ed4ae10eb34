import { checkShape } from './grammar.ts';
import { indexPackage } from './indexPackage.ts';
import { SHAPES } from './kinds/shapes.ts';
import { checkSources } from './sources/checkSources.ts';
import { checkWhole } from './whole/checkWhole.ts';
import type { Component, Package } from './Package.ts';
import type { PackageIndex } from './PackageIndex.ts';
import type { Problem } from './Problem.ts';

/**
 * Everything in the package that points nowhere or that Salesforce would refuse, as far as it shows without an org.
 * docs/adr/0026-references-checker.md lists what is looked at.
 */
export function checkPackage(metadata: Package): Problem[] {
  const index = indexPackage(metadata);
  const problems = [
    ...metadata.unreadable,
    ...metadata.components.flatMap((component) => checkComponent(component, index)),
    ...checkSources(metadata, index),
    ...checkWhole(metadata, index),
  ];
  return problems.sort((a, b) => (a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1));
}

/** What is wrong inside one file, among the names of the whole package. */
export function checkComponent(component: Component, index: PackageIndex): Problem[] {
  const shape = SHAPES[component.type];
  if (!shape)
    throw new Error(`No shape is written for the metadata type ${component.type}: add one to kinds/shapes.ts.`);
  const scope = { index, component, ancestors: [] };
  return checkShape(component.root, shape, scope).map((found) => ({ file: component.file, ...found }));
}
