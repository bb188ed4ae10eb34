import { describeField, picklistValue, systemField } from '../describeField.ts';
import type { FieldSchema } from '../ObjectSchema.ts';

type Given = Partial<FieldSchema>;

export const text = (name: string, length: number, given: Given = {}) =>
  describeField(name, 'string', { length, ...given });
export const longText = (name: string, length: number, given: Given = {}) =>
  describeField(name, 'textarea', { length, ...given });
export const flag = (name: string, given: Given = {}) => describeField(name, 'boolean', given);
export const integer = (name: string, given: Given = {}) => describeField(name, 'int', given);
export const decimal = (name: string, precision: number, scale: number, given: Given = {}) =>
  describeField(name, 'double', { precision, scale, ...given });
export const currency = (name: string, given: Given = {}) =>
  describeField(name, 'currency', { precision: 18, scale: 0, ...given });
export const date = (name: string, given: Given = {}) => describeField(name, 'date', given);
export const datetime = (name: string, given: Given = {}) => describeField(name, 'datetime', given);
export const email = (name: string, given: Given = {}) => describeField(name, 'email', { length: 80, ...given });
export const phone = (name: string, given: Given = {}) => describeField(name, 'phone', { length: 40, ...given });
export const url = (name: string, given: Given = {}) => describeField(name, 'url', { length: 255, ...given });

/** Unrestricted, as standard picklists are: the values are suggestions. */
export const picklist = (name: string, values: string[], given: Given = {}) =>
  describeField(name, 'picklist', {
    length: 255,
    picklistValues: values.map((value) => picklistValue(value)),
    ...given,
  });

/** `relationshipName` is how children name the parent, `childRelationshipName` the reverse. */
export const reference = (name: string, referenceTo: string[], relationshipName: string | null, given: Given = {}) =>
  describeField(name, 'reference', { referenceTo, relationshipName, clearedOnDelete: true, ...given });

/** Always visible, and required in the way of a standard Name: no field permission applies. */
export const required: Given = { nillable: false, permissionable: false };

export const readOnly: Given = { createable: false, updateable: false };

export function idField(): FieldSchema {
  return describeField('Id', 'id', { ...systemField, label: 'Record ID', idLookup: true });
}

/** Id, deletion flag, audit fields: what every record of a business object carries. */
export function businessSystemFields(): FieldSchema[] {
  return [idField(), flag('IsDeleted', { ...systemField, label: 'Deleted' }), ...auditFields()];
}

/** The same of setup objects, which have no recycle bin. */
export function setupSystemFields(): FieldSchema[] {
  return [idField(), ...auditFields()];
}

export function ownerField(referenceTo: string[]): FieldSchema {
  return reference('OwnerId', referenceTo, 'Owner', {
    label: 'Owner ID',
    nillable: false,
    permissionable: false,
    defaultedOnCreate: true,
    clearedOnDelete: false,
  });
}

/** The address fields of one prefix (`Billing`) and the compound that gathers them. */
export function addressFields(prefix: string): FieldSchema[] {
  const compoundFieldName = `${prefix}Address`;
  const part = { compoundFieldName };
  return [
    longText(`${prefix}Street`, 255, part),
    text(`${prefix}City`, 40, part),
    text(`${prefix}State`, 80, part),
    text(`${prefix}PostalCode`, 20, part),
    text(`${prefix}Country`, 80, part),
    decimal(`${prefix}Latitude`, 18, 15, part),
    decimal(`${prefix}Longitude`, 18, 15, part),
    picklist(`${prefix}GeocodeAccuracy`, ['Address', 'City', 'Street', 'Unknown', 'Zip'], part),
    describeField(compoundFieldName, 'address', {
      ...readOnly,
      components: Object.fromEntries(
        ['City', 'Country', 'GeocodeAccuracy', 'Latitude', 'Longitude', 'PostalCode', 'State', 'Street'].map((name) => [
          name.charAt(0).toLowerCase() + name.slice(1),
          `${prefix}${name}`,
        ]),
      ),
    }),
  ];
}

function auditFields(): FieldSchema[] {
  return [
    datetime('CreatedDate', systemField),
    reference('CreatedById', ['User'], 'CreatedBy', { ...systemField, clearedOnDelete: false }),
    datetime('LastModifiedDate', systemField),
    reference('LastModifiedById', ['User'], 'LastModifiedBy', { ...systemField, clearedOnDelete: false }),
    datetime('SystemModstamp', systemField),
  ];
}
