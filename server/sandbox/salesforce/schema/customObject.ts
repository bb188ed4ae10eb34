import { systemField } from './describeField.ts';
import { customField, customNameField } from './customField.ts';
import { ObjectSchema } from './ObjectSchema.ts';
import { businessSystemFields, ownerField, reference } from './standard/fieldKinds.ts';
import type { ObjectMetadata, SharingModel as SharingMetadata } from '../../../metadata/metadataTypes.ts';
import type { FieldSchema, SharingModel } from './ObjectSchema.ts';

const sharingModels: Record<SharingMetadata, SharingModel> = {
  Private: 'private',
  Read: 'read',
  ReadWrite: 'readWrite',
  FullAccess: 'readWrite',
  ControlledByParent: 'controlledByParent',
};

/** A deployed custom object or custom setting. */
export function customObject(metadata: ObjectMetadata, keyPrefix: string, packageFields: FieldSchema[]): ObjectSchema {
  const fields = metadata.fields.map(customField);
  const isDetail = fields.some((field) => field.relationshipOrder !== null);
  const sharing = sharingModels[metadata.sharingModel ?? 'ReadWrite'];
  if (isDetail !== (sharing === 'controlledByParent')) {
    throw new Error(
      `${metadata.name} has sharingModel ${metadata.sharingModel}, but ControlledByParent goes with a master-detail field and only with one.`,
    );
  }
  const label = metadata.label ?? metadata.name;
  return new ObjectSchema({
    name: metadata.name,
    label,
    labelPlural: metadata.pluralLabel ?? label,
    keyPrefix,
    sharing,
    customSetting: metadata.customSettingsType,
    fields: [
      ...businessSystemFields(),
      ...nameAndOwner(metadata, isDetail),
      ...fields.map((field) => (metadata.customSettingsType ? { ...field, permissionable: false } : field)),
      ...packageFields,
    ],
  });
}

function nameAndOwner(metadata: ObjectMetadata, isDetail: boolean): FieldSchema[] {
  if (metadata.customSettingsType === 'Hierarchy') {
    return [
      customNameField('Name', undefined),
      reference('SetupOwnerId', ['Organization', 'Profile', 'User'], 'SetupOwner', {
        ...systemField,
        createable: true,
        label: 'Location',
        clearedOnDelete: false,
      }),
    ];
  }
  const { nameField } = metadata;
  const format = nameField?.type === 'AutoNumber' ? (nameField.displayFormat ?? '{0}') : undefined;
  const name = customNameField(nameField?.label ?? 'Name', format);
  return isDetail ? [name] : [name, ownerField(['Group', 'User'])];
}
