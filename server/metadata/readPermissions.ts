import path from 'node:path';
import { findMetadataFiles } from './findMetadataFiles.ts';
import { MetadataError } from './MetadataError.ts';
import { XmlElement } from './XmlElement.ts';
import type { CustomPermissionMetadata, PermissionSetMetadata } from './metadataTypes.ts';

const permissionSetSuffix = '.permissionset-meta.xml';
const customPermissionSuffix = '.customPermission-meta.xml';

/** Permission sets, sorted by name. */
export function readPermissionSets(folder: string): PermissionSetMetadata[] {
  return findMetadataFiles(folder, permissionSetSuffix).map(readPermissionSet);
}

/** Custom permissions, sorted by name. */
export function readCustomPermissions(folder: string): CustomPermissionMetadata[] {
  return findMetadataFiles(folder, customPermissionSuffix).map((file) => {
    const root = XmlElement.readFile(file, 'CustomPermission');
    return {
      name: path.basename(file, customPermissionSuffix),
      label: root.requiredText('label'),
      description: root.text('description'),
    };
  });
}

function readPermissionSet(file: string): PermissionSetMetadata {
  const root = XmlElement.readFile(file, 'PermissionSet');
  const enabledNames = (elementName: string, nameElement: string) =>
    root
      .children(elementName)
      .filter((element) => element.flag('enabled'))
      .map((element) => element.requiredText(nameElement));
  return {
    name: path.basename(file, permissionSetSuffix),
    label: root.requiredText('label'),
    description: root.text('description'),
    objectPermissions: root.children('objectPermissions').map((element) => ({
      object: element.requiredText('object'),
      read: element.flag('allowRead'),
      create: element.flag('allowCreate'),
      edit: element.flag('allowEdit'),
      delete: element.flag('allowDelete'),
      viewAllRecords: element.flag('viewAllRecords'),
      modifyAllRecords: element.flag('modifyAllRecords'),
      viewAllFields: element.flag('viewAllFields'),
    })),
    fieldPermissions: root.children('fieldPermissions').map(readFieldPermission),
    apexClasses: enabledNames('classAccesses', 'apexClass'),
    customPermissions: enabledNames('customPermissions', 'name'),
    customSettings: enabledNames('customSettingAccesses', 'name'),
    userPermissions: enabledNames('userPermissions', 'name'),
    externalCredentialPrincipals: enabledNames('externalCredentialPrincipalAccesses', 'externalCredentialPrincipal'),
    tabs: root.children('tabSettings').map((element) => ({
      name: element.requiredText('tab'),
      visibility: element.requiredText('visibility'),
    })),
  };
}

function readFieldPermission(element: XmlElement): PermissionSetMetadata['fieldPermissions'][number] {
  const qualified = element.requiredText('field');
  const [object, field, ...rest] = qualified.split('.');
  if (!object || !field || rest.length > 0) {
    throw new MetadataError(element.file, `expected a field permission for Object.Field, found "${qualified}"`);
  }
  return { object, field, readable: element.flag('readable'), editable: element.flag('editable') };
}
