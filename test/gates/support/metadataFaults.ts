import type { Fault } from './Fault.ts';

const main = 'force-app/main/default';
const fields = (object: string) => `${main}/objects/${object}/fields`;

/** A metadata file of a type with these elements in it. */
function metadata(root: string, elements: string, namespace = 'http://soap.sforce.com/2006/04/metadata'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">\n${elements}\n</${root}>\n`;
}

/** A permission set of its own for each fault: nothing else in the package names it. */
function inPermissionSet(name: string, elements: string, says: RegExp, what: string): Fault {
  const file = `${main}/permissionsets/${name}.permissionset-meta.xml`;
  const text = metadata('PermissionSet', `<label>Planted</label>\n${elements}`);
  return { gate: 'schema', name: what, file, says, plant: (planted) => planted.add(file, text) };
}

function inFormula(object: string, field: string, found: string, by: string, says: RegExp, what: string): Fault {
  const file = `${fields(object)}/${field}.field-meta.xml`;
  return { gate: 'formulas', name: what, file, says, plant: (planted) => planted.replace(file, found, by) };
}

const schemaFaults: Fault[] = [
  inPermissionSet(
    'A',
    '<lable>x</lable>',
    /PermissionSet has no element <lable>; .*label/,
    'an element that the type lacks',
  ),
  inPermissionSet(
    'B',
    '<tabSettings><tab>Zendesk_Link__c</tab><visibility>Shown</visibility></tabSettings>',
    /<visibility> is "Shown", expected one of .*Available/,
    'a value that the enumeration lacks',
  ),
  inPermissionSet(
    'C',
    '<hasActivationRequired>yes</hasActivationRequired>',
    /expected true or false/,
    'a boolean that is none',
  ),
  inPermissionSet(
    'D',
    '<tabSettings><tab>Zendesk_Link__c</tab></tabSettings>',
    /<tabSettings> lacks <visibility>/,
    'a required element that is missing',
  ),
  inPermissionSet('E', '<label>Twice</label>', /<label> stands twice/, 'an element that stands twice'),
  inPermissionSet(
    'F',
    [
      '<userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>',
      '<description>x</description>',
    ]
      .concat('<userPermissions><enabled>true</enabled><name>ViewSetup</name></userPermissions>')
      .join('\n'),
    /<userPermissions> stands apart from its like/,
    'repeated elements that stand apart',
  ),
  inPermissionSet(
    'G',
    '<tabSettings>Zendesk_Link__c</tabSettings>',
    /holds the text "Zendesk_Link__c"|<tabSettings> lacks/,
    'a text instead of elements',
  ),
  inPermissionSet('H', '<description><b>x</b></description>', /<description> holds <b>/, 'elements instead of a text'),
  {
    gate: 'schema',
    name: 'a number that is none',
    file: `${main}/classes/PanelError.cls-meta.xml`,
    says: /<apiVersion> is "newest", expected a number/,
    plant(planted) {
      planted.replace(this.file, '<apiVersion>66.0</apiVersion>', '<apiVersion>newest</apiVersion>');
    },
  },
  {
    gate: 'schema',
    name: 'the root of another type',
    file: `${main}/customPermissions/Planted.customPermission-meta.xml`,
    says: /root element is <PermissionSet>, expected <CustomPermission>/,
    plant(planted) {
      planted.add(this.file, metadata('PermissionSet', '<label>Planted</label>'));
    },
  },
  {
    gate: 'schema',
    name: 'another namespace',
    file: `${main}/customPermissions/Elsewhere.customPermission-meta.xml`,
    says: /the namespace is "http:\/\/example.com\/metadata"/,
    plant(planted) {
      planted.add(
        this.file,
        metadata('CustomPermission', '<isLicensed>false</isLicensed><label>x</label>', 'http://example.com/metadata'),
      );
    },
  },
  {
    gate: 'schema',
    name: 'what is not XML',
    file: `${main}/customPermissions/Open.customPermission-meta.xml`,
    says: /not well-formed XML/,
    plant(planted) {
      planted.add(this.file, metadata('CustomPermission', '<label>Planted'));
    },
  },
  {
    gate: 'schema',
    name: 'a suffix of no type',
    file: `${main}/permissionsets/Misspelt.permisionset-meta.xml`,
    says: /no metadata type has files of this suffix/,
    plant(planted) {
      planted.add(this.file, metadata('PermissionSet', '<label>Planted</label>'));
    },
  },
];

const roundTripFaults: Fault[] = [
  {
    gate: 'roundTrip',
    name: 'a class without its description',
    file: `${main}/classes/Orphan.cls`,
    says: /belongs to no component|refuses it/,
    plant(planted) {
      planted.add(this.file, 'public class Orphan {}\n');
    },
  },
  {
    gate: 'roundTrip',
    name: 'a file that nothing deploys',
    file: `${main}/classes/notes.txt`,
    says: /belongs to no component|refuses it/,
    plant(planted) {
      planted.add(this.file, 'Remember the milk.\n');
    },
  },
  {
    gate: 'roundTrip',
    name: 'a file of a misspelt suffix',
    file: `${main}/permissionsets/Misspelt.permisionset-meta.xml`,
    says: /belongs to no component|refuses it/,
    plant: () => undefined,
  },
  {
    gate: 'roundTrip',
    name: 'a name that is not the file’s',
    file: `${main}/objects/Zendesk_Link__c/listViews/All.listView-meta.xml`,
    says: /<fullName> and its file name disagree/,
    plant(planted) {
      planted.replace(this.file, '<fullName>All</fullName>', '<fullName>Everything</fullName>');
    },
  },
];

const formulaFaults: Fault[] = [
  inFormula(
    'Zendesk_Link__c',
    'Trusted__c',
    '"verified_with_notes")',
    '"verified_with_notes"',
    /SyntaxError/,
    'a bracket that is not closed',
  ),
  inFormula(
    'Zendesk_Exception__c',
    'Came_Back__c',
    'IF(',
    'WHEN(',
    /Unknown function WHEN/,
    'a function that Salesforce lacks',
  ),
  inFormula(
    'Zendesk_Exception__c',
    'Age_Days__c',
    '- Opened_At__c',
    '- Opened_On__c',
    /Opened_On__c is no field that this formula can see/,
    'a field that the object lacks',
  ),
  inFormula(
    'Zendesk_Exception__c',
    'Days_To_Resolve__c',
    'Resolved_At__c - Opened_At__c',
    'Resolved_At__c - Code__c',
    /ArgumentError|Incorrect parameter type/,
    'an argument of another type',
  ),
  inFormula(
    'Zendesk_Exception__c',
    'Severity_Rank__c',
    '"low", 1, 0)',
    '"low", 1, 0) = 1',
    /its value is a checkbox, expected a number/,
    'a result of another type',
  ),
  {
    gate: 'formulas',
    name: 'a validation rule that compares with nothing',
    file: `${main}/objects/Account/validationRules/Planted.validationRule-meta.xml`,
    says: /Zendesk_Org__c is no field that this formula can see/,
    plant(planted) {
      const rule = '<active>true</active><errorConditionFormula>ISBLANK(Zendesk_Org__c)</errorConditionFormula>';
      const text = `<fullName>Planted</fullName>${rule}<errorMessage>No</errorMessage>`;
      planted.add(this.file, metadata('ValidationRule', text));
    },
  },
];

const notice = `${main}/flows/Zendesk_Link_Notice.flow-meta.xml`;

const flowFaults: Fault[] = [
  {
    gate: 'flows',
    name: 'an element that nothing leads to',
    file: notice,
    says: /UnconnectedElement at Warn/,
    plant: (planted) =>
      planted.replace(notice, '<targetReference>Warn</targetReference>', '<targetReference>Nowhere</targetReference>'),
  },
  {
    gate: 'flows',
    name: 'a variable that nothing uses',
    file: notice,
    says: /UnusedVariable at plantedVariable/,
    plant: (planted) =>
      planted.replace(
        notice,
        '</Flow>',
        '<variables><name>plantedVariable</name><dataType>String</dataType></variables></Flow>',
      ),
  },
  {
    gate: 'flows',
    name: 'a fault that nobody hears of',
    file: notice,
    says: /MissingFaultPath at Check_Zendesk_Link|UnconnectedElement at Say_It_Is_Unknown/,
    plant: (planted) =>
      planted.replace(
        notice,
        '<faultConnector>\n            <targetReference>Say_It_Is_Unknown</targetReference>\n        </faultConnector>',
        '',
      ),
  },
];

export const metadataFaults: readonly Fault[] = [...schemaFaults, ...roundTripFaults, ...formulaFaults, ...flowFaults];
