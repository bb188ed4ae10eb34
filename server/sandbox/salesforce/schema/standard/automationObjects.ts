import { ObjectSchema } from '../ObjectSchema.ts';
import {
  datetime,
  decimal,
  flag,
  idField,
  integer,
  longText,
  picklist,
  setupSystemFields,
  text,
} from './fieldKinds.ts';
import type { FieldSchema } from '../ObjectSchema.ts';

/**
 * What an org runs when records change, Apex triggers and flows; where its callouts go; its Lightning pages. Listed, and never
 * run; only who may see setup reads them.
 */
export function automationObjects(): ObjectSchema[] {
  return [
    define('ApexTrigger', 'Apex Trigger', '01q', [
      ...setupSystemFields(),
      text('Name', 255, { nillable: false, nameField: true }),
      text('NamespacePrefix', 15),
      // The API name of a standard object, the id of a custom one. [doc]
      picklist('TableEnumOrId', []),
      picklist('Status', ['Active', 'Inactive', 'Deleted']),
      decimal('ApiVersion', 18, 1),
      flag('IsValid', { defaultValue: true }),
      ...['Before', 'After'].flatMap((time) =>
        ['Insert', 'Update', 'Delete'].map((event) => flag(`Usage${time}${event}`)),
      ),
      flag('UsageAfterUndelete'),
      flag('UsageIsBulk'),
    ]),
    // Fields as a describe of version 67 named them. [3p]
    define('FlowDefinitionView', 'Flow Definition', '300', [
      idField(),
      text('DurableId', 255),
      text('ApiName', 255, { nameField: true }),
      text('Label', 255),
      longText('Description', 255),
      picklist('ProcessType', ['AutoLaunchedFlow', 'Flow', 'Workflow', 'InvocableProcess']),
      picklist('TriggerType', [
        'RecordBeforeSave',
        'RecordAfterSave',
        'RecordBeforeDelete',
        'Scheduled',
        'PlatformEvent',
      ]),
      picklist('RecordTriggerType', ['Create', 'Update', 'CreateAndUpdate', 'Delete']),
      text('TriggerObjectOrEventId', 255),
      text('TriggerObjectOrEventLabel', 255),
      integer('TriggerOrder'),
      flag('IsActive'),
      text('ActiveVersionId', 255),
      text('LatestVersionId', 255),
      text('NamespacePrefix', 15),
      picklist('ManageableState', ['unmanaged', 'installed']),
      integer('VersionNumber'),
      datetime('LastModifiedDate'),
    ]),
    define('NamedCredential', 'Named Credential', '0XA', [
      ...setupSystemFields(),
      text('DeveloperName', 80),
      text('MasterLabel', 80, { nameField: true }),
      text('NamespacePrefix', 15),
      text('Language', 40),
      // That it is told of secured endpoints too is unconfirmed.
      longText('Endpoint', 4000),
    ]),
    define('FlexiPage', 'Lightning Page', '0M0', [
      ...setupSystemFields(),
      text('DeveloperName', 80),
      text('MasterLabel', 80, { nameField: true }),
      text('NamespacePrefix', 15),
      picklist('Type', ['AppPage', 'HomePage', 'RecordPage']),
      text('EntityDefinitionId', 255),
    ]),
  ];
}

function define(name: string, label: string, keyPrefix: string, fields: FieldSchema[]): ObjectSchema {
  return new ObjectSchema({
    name,
    label,
    labelPlural: `${label}s`,
    keyPrefix,
    sharing: 'read',
    setup: true,
    readPermission: 'ViewSetup',
    fields: fields.map((field) => ({ ...field, permissionable: false })),
  });
}
