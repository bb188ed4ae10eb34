import { describeField, picklistValue, systemField } from './describeField.ts';
import type { FieldMetadata, FieldMetadataType } from '../../../metadata/metadataTypes.ts';
import type { FieldType } from './describeTypes.ts';
import type { FieldSchema } from './ObjectSchema.ts';

const describeTypes: Record<FieldMetadataType, FieldType> = {
  AutoNumber: 'string',
  Checkbox: 'boolean',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'email',
  Html: 'textarea',
  LongTextArea: 'textarea',
  Lookup: 'reference',
  MasterDetail: 'reference',
  MultiselectPicklist: 'multipicklist',
  Number: 'double',
  Percent: 'percent',
  Phone: 'phone',
  Picklist: 'picklist',
  Text: 'string',
  TextArea: 'textarea',
  Url: 'url',
};

/** Lengths of types whose metadata names none. */
const fixedLengths: Partial<Record<FieldMetadataType, number>> = {
  AutoNumber: 30,
  Email: 80,
  MultiselectPicklist: 4099,
  Phone: 40,
  Picklist: 255,
  TextArea: 255,
  Url: 255,
};

/** A text formula's describe length. */
const textFormulaLength = 1300;

/** The describe of a deployed field. */
export function customField(metadata: FieldMetadata): FieldSchema {
  const type = describeTypes[metadata.type];
  const isFormula = metadata.formula !== undefined;
  const isMaster = metadata.type === 'MasterDetail';
  const alwaysPresent = metadata.required || isMaster;
  const field = describeField(metadata.name, type, {
    label: metadata.label,
    custom: true,
    length:
      isFormula && type === 'string'
        ? textFormulaLength
        : (metadata.length ?? fixedLengths[metadata.type] ?? lengthOf(type)),
    precision: metadata.precision ?? 0,
    scale: metadata.scale ?? 0,
    nillable: !alwaysPresent && type !== 'boolean',
    unique: metadata.unique,
    externalId: metadata.externalId,
    idLookup: metadata.externalId,
    caseSensitive: metadata.caseSensitive,
    inlineHelpText: metadata.inlineHelpText ?? null,
    // A field that is always required has no field permissions: whoever sees the object sees it.
    permissionable: !alwaysPresent,
    ...defaultOf(metadata),
    ...picklistOf(metadata),
    ...referenceOf(metadata),
  });
  if (isFormula) {
    return {
      ...field,
      ...computed,
      calculatedFormula: metadata.formula ?? null,
      treatBlanksAsZero: metadata.formulaTreatBlanksAs === 'BlankAsZero',
    };
  }
  if (metadata.type === 'AutoNumber') return { ...field, ...computed, calculated: false, autoNumber: true };
  return field;
}

const computed = { calculated: true, createable: false, updateable: false, defaultedOnCreate: false, nillable: true };

/** The name field of a custom object; a text name that is left out becomes the record's id. */
export function customNameField(label: string, displayFormat: string | undefined): FieldSchema {
  const shared = { label, nameField: true, idLookup: true, permissionable: false, defaultedOnCreate: true, length: 80 };
  if (displayFormat === undefined) return describeField('Name', 'string', shared);
  return describeField('Name', 'string', { ...shared, ...systemField, autoNumber: true, displayFormat });
}

function lengthOf(type: FieldType): number {
  return type === 'reference' ? 18 : 0;
}

function defaultOf(metadata: FieldMetadata): Partial<FieldSchema> {
  const written = metadata.defaultValue;
  if (metadata.type === 'Checkbox') return { defaultValue: written === 'true' };
  if (written === undefined || metadata.formula !== undefined) return {};
  const text = /^"(.*)"$/s.exec(written)?.[1];
  const defaultValue =
    text ?? (written.trim() !== '' && Number.isFinite(Number(written)) ? Number(written) : undefined);
  if (defaultValue === undefined) {
    throw new Error(
      `The default value of ${metadata.name}, ${written}, is a formula: the sandbox knows quoted texts, numbers and true/false only.`,
    );
  }
  return { defaultValue, defaultedOnCreate: true };
}

function picklistOf(metadata: FieldMetadata): Partial<FieldSchema> {
  if (!metadata.picklist) return {};
  const chosen = metadata.picklist.values.find((value) => value.isDefault);
  return {
    restrictedPicklist: metadata.picklist.restricted,
    picklistValues: metadata.picklist.values.map((value) =>
      picklistValue(value.name, value.label, value.isDefault, value.isActive),
    ),
    ...(chosen && { defaultValue: chosen.name, defaultedOnCreate: true }),
  };
}

function referenceOf(metadata: FieldMetadata): Partial<FieldSchema> {
  const { reference } = metadata;
  if (!reference) return {};
  const isMaster = metadata.type === 'MasterDetail';
  return {
    referenceTo: [reference.to],
    relationshipName: metadata.name.replace(/__c$/, '__r'),
    childRelationshipName: reference.relationshipName && `${reference.relationshipName}__r`,
    relationshipOrder: isMaster ? (reference.relationshipOrder ?? 0) : null,
    cascadeDelete: isMaster || reference.deleteConstraint === 'Cascade',
    restrictedDelete: reference.deleteConstraint === 'Restrict',
    clearedOnDelete: !isMaster && (reference.deleteConstraint ?? 'SetNull') === 'SetNull',
    writeRequiresMasterRead: reference.writeRequiresMasterRead,
    updateable: !isMaster || reference.reparentable,
  };
}
