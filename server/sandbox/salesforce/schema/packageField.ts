import { describeField } from './describeField.ts';
import type { FieldType } from './describeTypes.ts';
import type { FieldSchema } from './ObjectSchema.ts';

/**
 * Fields that installed packages add to the org, by object and field: `salesforce/packages.json` of a world folder.
 * An object named here that is neither standard nor in force-app comes into being.
 */
export type WorldPackages = Record<string, Record<string, PackageField>>;

export interface PackageField {
  /** As describe spells it: string, boolean, reference, ... */
  type: string;
  length?: number;
  label?: string;
  referenceTo?: string;
  relationshipName?: string;
}

const packageFieldTypes: ReadonlySet<string> = new Set<FieldType>([
  'string',
  'textarea',
  'boolean',
  'int',
  'double',
  'currency',
  'percent',
  'date',
  'datetime',
  'email',
  'phone',
  'url',
  'picklist',
  'multipicklist',
  'reference',
]);

/**
 * A package's field. It counts as granted to everybody: packages come with permissions of their own, which a world folder
 * does not describe.
 */
export function packageField(objectName: string, name: string, declared: PackageField): FieldSchema {
  if (!packageFieldTypes.has(declared.type)) {
    throw new Error(
      `packages.json: ${objectName}.${name} has the type "${declared.type}"; expected one of ${[...packageFieldTypes].join(', ')}.`,
    );
  }
  const type = declared.type as FieldType;
  const isReference = type === 'reference';
  if (isReference && !declared.referenceTo) {
    throw new Error(`packages.json: ${objectName}.${name} is a reference; say the object in "referenceTo".`);
  }
  return describeField(name, type, {
    custom: name.endsWith('__c'),
    permissionable: false,
    length: declared.length ?? (isReference ? 18 : type === 'boolean' ? 0 : 255),
    precision: 18,
    ...(declared.label !== undefined && { label: declared.label }),
    ...(isReference && {
      referenceTo: [declared.referenceTo as string],
      relationshipName: name.replace(/__c$/, '__r').replace(/Id$/, ''),
      childRelationshipName: declared.relationshipName,
      clearedOnDelete: true,
    }),
  });
}
