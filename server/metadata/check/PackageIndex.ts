import type { Component } from './Package.ts';

/** What a name in the package can mean: the package's own components and the part of Salesforce's standard that it uses. */
export interface PackageIndex {
  /** By API name; standard objects among them. */
  readonly objects: ReadonlyMap<string, KnownObject>;
  /** By type, then by name: members of objects as `Object.Name`. */
  readonly components: ReadonlyMap<string, ReadonlyMap<string, Component>>;
  /** The API version that everything in the package should have. */
  readonly apiVersion: string;
  /** Every name with a custom suffix (`__c`, `__r`, `__e`) that Apex may write. */
  readonly customNames: ReadonlySet<string>;
  /** Custom labels by name. */
  readonly labels: ReadonlySet<string>;
  /** By bundle name, without the namespace. */
  readonly bundles: ReadonlyMap<string, KnownBundle>;
  /** By class name, as far as a component or a flow may call it. */
  readonly classes: ReadonlyMap<string, KnownClass>;
}

export interface KnownObject {
  readonly name: string;
  readonly kind: 'custom' | 'setting' | 'event' | 'standard';
  /** By API name. */
  readonly fields: ReadonlyMap<string, KnownField>;
  /** Relationships to parents, by what a path says (`Account__r`, `Owner`): the object each leads to. */
  readonly parents: ReadonlyMap<string, string>;
  /** True of master-detail children: they have no owner of their own. */
  readonly isDetail: boolean;
  readonly component: Component | undefined;
}

export interface KnownField {
  readonly name: string;
  readonly object: string;
  /** As the Metadata API spells types; `Id` besides. Of a formula: the type of its result. */
  readonly type: string;
  readonly isFormula: boolean;
  readonly required: boolean;
  /** What a picklist, or a formula made of one, can hold; undefined where anything may stand. */
  readonly values: readonly string[] | undefined;
  /** Of a lookup or master-detail. */
  readonly to: string | undefined;
  readonly custom: boolean;
}

export interface KnownBundle {
  readonly name: string;
  readonly isExposed: boolean;
  /** Where it may be placed: `lightning__RecordPage`. */
  readonly targets: readonly string[];
  /** By target: the objects on whose pages it may stand; empty for all. */
  readonly objects: ReadonlyMap<string, readonly string[]>;
  /** By target: what a page may set, with the type of each. */
  readonly properties: ReadonlyMap<string, ReadonlyMap<string, BundleProperty>>;
}

export interface BundleProperty {
  readonly type: string;
  readonly required: boolean;
}

export interface KnownClass {
  readonly name: string;
  readonly auraEnabled: ReadonlySet<string>;
  /** Of its invocable method; undefined where it has none. */
  readonly invocable:
    { readonly inputs: ReadonlyMap<string, boolean>; readonly outputs: ReadonlySet<string> } | undefined;
}

export function componentNames(index: PackageIndex, type: string): readonly string[] {
  return [...(index.components.get(type)?.keys() ?? [])];
}

export function fieldNames(index: PackageIndex, object: string): readonly string[] {
  return [...(index.objects.get(object)?.fields.keys() ?? [])];
}

/** The field at the end of a path from `object` (`Account__r.Owner.Name`), or the part of it that leads nowhere. */
export function followPath(index: PackageIndex, object: string, path: string): KnownField | { readonly lost: string } {
  const parts = path.split('.');
  let current = object;
  for (const part of parts.slice(0, -1)) {
    const next = index.objects.get(current)?.parents.get(part);
    if (next === undefined) return { lost: `${current} has no parent ${part}` };
    current = next;
  }
  const last = parts.at(-1) ?? '';
  return index.objects.get(current)?.fields.get(last) ?? { lost: `${current} has no field ${last}` };
}
