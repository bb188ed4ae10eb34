import { customField } from './customField.ts';
import { customObject } from './customObject.ts';
import { packageField } from './packageField.ts';
import { platformEvent } from './platformEvent.ts';
import { Schema } from './Schema.ts';
import { automationObjects } from './standard/automationObjects.ts';
import { customerObjects } from './standard/customerObjects.ts';
import { flag } from './standard/fieldKinds.ts';
import { setupObjects } from './standard/setupObjects.ts';
import type { ForceApp, ObjectMetadata } from '../../../metadata/metadataTypes.ts';
import type { FieldSchema } from './ObjectSchema.ts';
import type { WorldPackages } from './packageField.ts';
import type { CustomerFeatures } from './standard/customerObjects.ts';

export interface SchemaSources {
  forceApp: ForceApp;
  packages: WorldPackages;
  /** Looked at for the features that a world's records show. */
  rows: Map<string, Record<string, unknown>[]>;
}

/** The org's objects: standard ones, what force-app deploys, what packages add. */
export function buildSchema({ forceApp, packages, rows }: SchemaSources): Schema {
  const added = addedFields(forceApp, packages);
  const standard = [
    ...setupObjects(added),
    ...automationObjects(),
    ...customerObjects(featuresOf(packages, rows), added),
  ];
  const standardNames = new Set(standard.map((object) => object.name));
  const custom = customObjectsOf(forceApp, packages, standardNames).map((metadata, index) =>
    customObject(metadata, customKeyPrefix(index), packageFieldsOf(packages, metadata.name)),
  );
  const events = [...forceApp.objects.values()]
    .filter(isEvent)
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map((metadata, index) => platformEvent(metadata, `e0${index.toString(36).toUpperCase()}`));
  return new Schema([...standard, ...custom, ...events].sort((left, right) => (left.name < right.name ? -1 : 1)));
}

/** Fields that standard objects get from force-app and packages. */
function addedFields(forceApp: ForceApp, packages: WorldPackages): Map<string, FieldSchema[]> {
  const names = new Set([...forceApp.objects.keys(), ...Object.keys(packages)]);
  const added = new Map(
    [...names].map((name) => [
      name,
      [...(forceApp.objects.get(name)?.fields ?? []).map(customField), ...packageFieldsOf(packages, name)],
    ]),
  );
  // Every user permission that a deployed set grants is a column of PermissionSet.
  const userPermissions = forceApp.permissionSets.flatMap((set) => set.userPermissions);
  added.set('PermissionSet', [
    ...(added.get('PermissionSet') ?? []),
    ...userPermissions.map((name) => flag(`Permissions${name}`)),
  ]);
  return added;
}

function packageFieldsOf(packages: WorldPackages, objectName: string): FieldSchema[] {
  return Object.entries(packages[objectName] ?? {}).map(([name, field]) => packageField(objectName, name, field));
}

/** Deployed objects and those that only packages name, in a fixed order, so that key prefixes stay. */
function customObjectsOf(forceApp: ForceApp, packages: WorldPackages, standardNames: Set<string>): ObjectMetadata[] {
  const deployed = [...forceApp.objects.values()].filter(
    (object) => !standardNames.has(object.name) && !isEvent(object),
  );
  const packaged: ObjectMetadata[] = Object.keys(packages)
    .filter((name) => !standardNames.has(name) && !forceApp.objects.has(name))
    .map((name) => ({ name, sharingModel: 'ReadWrite', nameField: { label: 'Name', type: 'Text' }, fields: [] }));
  for (const object of deployed) {
    if (!object.name.endsWith('__c') && !isFeatureObject(object.name)) {
      throw new Error(`force-app adds fields to ${object.name}, a standard object that the sandbox does not have.`);
    }
  }
  return [...deployed, ...packaged]
    .filter((object) => !isFeatureObject(object.name))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function isFeatureObject(name: string): boolean {
  return name === 'AccountContactRelation';
}

function isEvent({ name }: ObjectMetadata): boolean {
  return name.endsWith('__e');
}

function customKeyPrefix(index: number): string {
  return `a0${index.toString(36).toUpperCase()}`;
}

function featuresOf(packages: WorldPackages, rows: SchemaSources['rows']): CustomerFeatures {
  const personFields = ['IsPersonAccount', 'PersonContactId'];
  const uses = (objectName: string) =>
    personFields.some(
      (field) =>
        packages[objectName]?.[field] !== undefined ||
        (rows.get(objectName) ?? []).some((row) => row[field] !== undefined),
    );
  return {
    personAccounts: uses('Account') || uses('Contact'),
    accountContactRelations:
      (rows.get('AccountContactRelation') ?? []).length > 0 || packages.AccountContactRelation !== undefined,
  };
}
