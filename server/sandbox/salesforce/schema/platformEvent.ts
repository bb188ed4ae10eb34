import { systemField } from './describeField.ts';
import { customField } from './customField.ts';
import { ObjectSchema } from './ObjectSchema.ts';
import { datetime, reference, text } from './standard/fieldKinds.ts';
import type { ObjectMetadata } from '../../../metadata/metadataTypes.ts';

/** A deployed platform event: published like a record, and never stored as one. Its fields have no permissions. [doc] */
export function platformEvent(metadata: ObjectMetadata, keyPrefix: string): ObjectSchema {
  const label = metadata.label ?? metadata.name;
  return new ObjectSchema({
    name: metadata.name,
    label,
    labelPlural: metadata.pluralLabel ?? label,
    keyPrefix,
    sharing: 'readWrite',
    platformEvent: true,
    fields: [
      text('ReplayId', 1000, systemField),
      text('EventUuid', 36, systemField),
      datetime('CreatedDate', systemField),
      reference('CreatedById', ['User'], 'CreatedBy', { ...systemField, clearedOnDelete: false }),
      ...metadata.fields.map((field) => ({ ...customField(field), permissionable: false })),
    ],
  });
}
