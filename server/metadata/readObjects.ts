import path from 'node:path';
import { findMetadataFiles } from './findMetadataFiles.ts';
import { MetadataError } from './MetadataError.ts';
import { XmlElement } from './XmlElement.ts';
import type {
  FieldMetadata,
  FieldMetadataType,
  NameFieldMetadata,
  ObjectMetadata,
  PicklistMetadata,
  ReferenceMetadata,
  SharingModel,
} from './metadataTypes.ts';

const objectSuffix = '.object-meta.xml';
const fieldSuffix = '.field-meta.xml';

const fieldTypes: ReadonlySet<string> = new Set<FieldMetadataType>([
  'AutoNumber',
  'Checkbox',
  'Currency',
  'Date',
  'DateTime',
  'Email',
  'Html',
  'LongTextArea',
  'Lookup',
  'MasterDetail',
  'MultiselectPicklist',
  'Number',
  'Percent',
  'Phone',
  'Picklist',
  'Text',
  'TextArea',
  'Url',
]);

/** Objects by API name with their fields, from `objects/<Object>/<Object>.object-meta.xml` and `objects/<Object>/fields/`. */
export function readObjects(folder: string): Map<string, ObjectMetadata> {
  const objects = new Map<string, ObjectMetadata>();
  for (const file of findMetadataFiles(folder, objectSuffix)) {
    const object = readObject(file);
    if (objects.has(object.name)) throw new MetadataError(file, `the object ${object.name} is defined twice`);
    objects.set(object.name, object);
  }
  for (const file of findMetadataFiles(folder, fieldSuffix)) {
    const objectName = path.basename(path.dirname(path.dirname(file)));
    const object = objects.get(objectName) ?? { name: objectName, fields: [] };
    objects.set(objectName, object);
    object.fields.push(readField(file));
  }
  return objects;
}

function readObject(file: string): ObjectMetadata {
  const name = path.basename(file, objectSuffix);
  const root = XmlElement.readFile(file, 'CustomObject');
  if (root.child('fields')) {
    throw new MetadataError(file, 'fields belong in files of their own below fields/, not in the object file');
  }
  const customSettingsType = root.text('customSettingsType');
  if (customSettingsType !== undefined && customSettingsType !== 'Hierarchy' && customSettingsType !== 'List') {
    throw new MetadataError(file, `expected customSettingsType Hierarchy or List, found "${customSettingsType}"`);
  }
  return {
    name,
    label: root.text('label'),
    pluralLabel: root.text('pluralLabel'),
    description: root.text('description'),
    sharingModel: root.text('sharingModel') as SharingModel | undefined,
    customSettingsType,
    visibility: root.text('visibility'),
    nameField: readNameField(root.child('nameField')),
    fields: [],
  };
}

function readNameField(element: XmlElement | undefined): NameFieldMetadata | undefined {
  if (!element) return undefined;
  const type = element.requiredText('type');
  if (type !== 'AutoNumber' && type !== 'Text') {
    throw new MetadataError(element.file, `expected a name field of type AutoNumber or Text, found "${type}"`);
  }
  return {
    label: element.requiredText('label'),
    type,
    displayFormat: element.text('displayFormat'),
    startingNumber: element.number('startingNumber'),
  };
}

function readField(file: string): FieldMetadata {
  const root = XmlElement.readFile(file, 'CustomField');
  const name = root.requiredText('fullName');
  if (`${name}${fieldSuffix}` !== path.basename(file)) {
    throw new MetadataError(file, `the file name and <fullName>${name}</fullName> disagree`);
  }
  const type = root.requiredText('type');
  if (!fieldTypes.has(type)) {
    throw new MetadataError(file, `the field type ${type} is not supported: ${[...fieldTypes].join(', ')}`);
  }
  return {
    name,
    label: root.text('label') ?? name,
    type: type as FieldMetadataType,
    description: root.text('description'),
    inlineHelpText: root.text('inlineHelpText'),
    length: root.number('length'),
    precision: root.number('precision'),
    scale: root.number('scale'),
    visibleLines: root.number('visibleLines'),
    required: root.flag('required'),
    unique: root.flag('unique'),
    externalId: root.flag('externalId'),
    caseSensitive: root.flag('caseSensitive'),
    defaultValue: root.text('defaultValue'),
    formula: root.text('formula'),
    formulaTreatBlanksAs: root.text('formulaTreatBlanksAs') as FieldMetadata['formulaTreatBlanksAs'],
    picklist: readPicklist(root),
    reference: readReference(root),
  };
}

function readPicklist(root: XmlElement): PicklistMetadata | undefined {
  const valueSet = root.child('valueSet');
  if (!valueSet) return undefined;
  const definition = valueSet.child('valueSetDefinition');
  if (!definition) {
    throw new MetadataError(root.file, 'global value sets are not supported: list the values in valueSetDefinition');
  }
  return {
    restricted: valueSet.flag('restricted'),
    values: definition.children('value').map((value) => {
      const name = value.requiredText('fullName');
      return {
        name,
        label: value.text('label') ?? name,
        isDefault: value.flag('default'),
        isActive: value.text('isActive') !== 'false',
      };
    }),
  };
}

function readReference(root: XmlElement): ReferenceMetadata | undefined {
  const to = root.text('referenceTo');
  if (to === undefined) return undefined;
  return {
    to,
    relationshipName: root.text('relationshipName'),
    relationshipLabel: root.text('relationshipLabel'),
    deleteConstraint: root.text('deleteConstraint') as ReferenceMetadata['deleteConstraint'],
    relationshipOrder: root.number('relationshipOrder'),
    writeRequiresMasterRead: root.flag('writeRequiresMasterRead'),
    reparentable: root.flag('reparentableMasterDetail'),
  };
}
