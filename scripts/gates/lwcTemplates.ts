import type { ClassProperty } from '@lwc/metadata';
import { readApexClasses } from '../../server/metadata/apex/readApexClasses.ts';
import type { ApexMethodMetadata } from '../../server/metadata/metadataTypes.ts';
import type { GateFinding } from './GateFinding.ts';
import { BaseComponents } from './panels/baseComponents.ts';
import { checkTemplate } from './panels/checkTemplate.ts';
import { lineOf } from './panels/readBundles.ts';
import type { LwcFile } from './panels/readBundles.ts';
import { readComponents } from './panels/readComponents.ts';
import type { Component } from './panels/readComponents.ts';
import { nameInPackage } from './support/packageFiles.ts';

type Report = (file: LwcFile, line: number | null, message: string) => void;

const APEX = '@salesforce/apex/';

/**
 * What the compiler takes on trust: components and attributes that a template names, handlers and properties that its
 * class must have, and wires, whose Apex method must be cacheable and have the parameters that they set.
 */
export async function lwcTemplates(forceApp: string): Promise<readonly GateFinding[]> {
  const findings: GateFinding[] = [];
  const report: Report = (file, line, message) =>
    findings.push({ gate: 'lwcTemplates', file: nameInPackage(forceApp, file.writtenIn), line, message });
  const components = readComponents(forceApp);
  const base = new BaseComponents();
  const attributesOf = (tag: string) =>
    tag.startsWith('c-') ? components.get(toName(tag.slice(2)))?.attributes : base.attributesOf(tag);
  const apexMethods = new Map(
    [...readApexClasses(forceApp).values()].flatMap(({ name, methods }) =>
      methods.filter(({ auraEnabled }) => auraEnabled).map((method) => [`${name}.${method.name}`, method]),
    ),
  );
  for (const component of components.values()) {
    for (const { file, root } of component.templates) {
      const { members } = component;
      checkTemplate(root, { members, attributesOf, report: (line, message) => report(file, line, message) });
    }
    for (const property of component.class?.metadata.properties ?? []) {
      checkWires(property, component, apexMethods, report);
    }
  }
  return findings;
}

function checkWires(
  { name, decorators }: ClassProperty,
  { class: owner, members }: Component,
  apexMethods: ReadonlyMap<string, ApexMethodMetadata>,
  report: Report,
): void {
  if (owner === undefined) return;
  for (const decorator of decorators) {
    if (decorator.type !== 'Wire' || !('adapterModule' in decorator)) continue;
    const { adapterModule, adapterConfig = { reactive: {}, static: {} } } = decorator;
    const line = lineOf(owner.file, `@wire(${decorator.adapterId.localName}`);
    const wire = `the wire of ${name}`;
    for (const { classProperty } of Object.values(adapterConfig.reactive)) {
      const [property = ''] = classProperty.split('.');
      if (members !== null && !members.names.has(property)) {
        report(owner.file, line, `${wire} depends on $${classProperty}, but the class has no ${property}.`);
      }
    }
    if (!adapterModule.startsWith(APEX)) continue;
    const method = apexMethods.get(adapterModule.slice(APEX.length));
    if (method === undefined) {
      report(owner.file, line, `${wire}: no @AuraEnabled method ${adapterModule.slice(APEX.length)} in the package.`);
      continue;
    }
    if (!method.auraEnabled?.cacheable) {
      report(owner.file, line, `${wire}: ${method.name} is not @AuraEnabled(cacheable=true), which a wire needs.`);
    }
    const parameters = method.parameters.map((parameter) => parameter.name);
    for (const key of [...Object.keys(adapterConfig.reactive), ...Object.keys(adapterConfig.static)]) {
      if (!parameters.includes(key)) {
        report(owner.file, line, `${wire} sets ${key}; ${method.name} takes ${parameters.join(', ') || 'nothing'}.`);
      }
    }
  }
}

/** `linkproofText` of `linkproof-text`. */
function toName(tag: string): string {
  return tag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
