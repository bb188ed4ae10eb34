import path from 'node:path';
import { readForceApp } from '../../server/metadata/readForceApp.ts';
import type { FieldMetadata, ObjectMetadata, PermissionSetMetadata } from '../../server/metadata/metadataTypes.ts';

// Jest runs from the repository's root.
export const FORCE_APP_FOLDER = path.resolve('force-app');

export const forceApp = readForceApp(FORCE_APP_FOLDER);

/** The three objects that the audit publishes to. */
export const AUDIT_OBJECTS = ['Zendesk_Link__c', 'Zendesk_Exception__c', 'Zendesk_Audit_Run__c'];

/** And the log of repairs. */
export const OWN_OBJECTS = [...AUDIT_OBJECTS, 'Zendesk_Link_Change__c'];

export function objectNamed(name: string): ObjectMetadata {
  const object = forceApp.objects.get(name);
  if (!object) throw new Error(`force-app has no object ${name}`);
  return object;
}

export function fieldNamed(objectName: string, name: string): FieldMetadata {
  const field = objectNamed(objectName).fields.find((candidate) => candidate.name === name);
  if (!field) throw new Error(`force-app has no field ${objectName}.${name}`);
  return field;
}

export function permissionSetNamed(name: string): PermissionSetMetadata {
  const permissionSet = forceApp.permissionSets.find((candidate) => candidate.name === name);
  if (!permissionSet) throw new Error(`force-app has no permission set ${name}`);
  return permissionSet;
}
