import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MetadataError } from '../../server/metadata/MetadataError.ts';
import { readForceApp } from '../../server/metadata/readForceApp.ts';

const fixture = fileURLToPath(new URL('../sandbox/salesforce/fixtures/force-app', import.meta.url));
const deployed = fileURLToPath(new URL('../../force-app', import.meta.url));

describe('readForceApp', () => {
  const forceApp = readForceApp(fixture);
  const line = forceApp.objects.get('Contract_Line__c');
  const field = (name: string) => line?.fields.find((candidate) => candidate.name === name);

  it('reads objects with their name fields and sharing', () => {
    expect(line).toMatchObject({
      label: 'Contract Line',
      sharingModel: 'ControlledByParent',
      nameField: { type: 'AutoNumber', displayFormat: 'CL-{0000}' },
    });
    expect(forceApp.objects.get('Rules__c')).toMatchObject({ customSettingsType: 'Hierarchy', visibility: 'Public' });
    expect(forceApp.objects.get('Account')?.fields.map(({ name }) => name)).toEqual(['Partner_Id__c', 'Regions__c']);
  });

  it('reads what each kind of field says', () => {
    expect(field('Line_Key__c')).toMatchObject({
      type: 'Text',
      length: 40,
      unique: true,
      externalId: true,
      caseSensitive: true,
    });
    expect(field('Notes__c')).toMatchObject({ type: 'LongTextArea', length: 1000, visibleLines: 3, required: false });
    expect(field('Amount__c')).toMatchObject({ type: 'Number', precision: 8, scale: 2, defaultValue: '1' });
    expect(field('Account__c')?.reference).toEqual({
      to: 'Account',
      relationshipName: 'Contract_Lines',
      relationshipLabel: undefined,
      deleteConstraint: undefined,
      relationshipOrder: 0,
      writeRequiresMasterRead: true,
      reparentable: false,
    });
    expect(field('Status__c')?.picklist).toEqual({
      restricted: true,
      values: [
        { name: 'draft', label: 'Draft', isDefault: true, isActive: true },
        { name: 'active', label: 'In force', isDefault: false, isActive: true },
      ],
    });
  });

  it('reads queues with the objects whose records they own', () => {
    expect(forceApp.queues).toEqual([{ name: 'Open_Files', label: 'Open Files', objects: ['Case_File__c'] }]);
  });

  it('reads formulas with their entities resolved', () => {
    expect(field('State__c')).toMatchObject({ formulaTreatBlanksAs: 'BlankAsBlank' });
    expect(field('State__c')?.formula).toContain(
      'Signed_At__c < $Setup.Rules__c.Valid_From__c), "old", TEXT(Status__c) & "/"',
    );
  });

  it('reads what permission sets grant', () => {
    expect(forceApp.permissionSets.map(({ name }) => name)).toEqual([
      'File_Editor',
      'File_Reader',
      'Linkproof_Integration',
    ]);
    expect(forceApp.permissionSets[1]).toEqual({
      name: 'File_Reader',
      label: 'File reader',
      description: undefined,
      objectPermissions: [
        expect.objectContaining({
          object: 'Case_File__c',
          read: true,
          create: false,
          edit: false,
          viewAllRecords: false,
        }),
        expect.objectContaining({ object: 'Account', read: true }),
      ],
      fieldPermissions: [{ object: 'Case_File__c', field: 'Account__c', readable: true, editable: false }],
      apexClasses: ['FileController'],
      customPermissions: ['Handle_Files'],
      customSettings: [],
      userPermissions: [],
      externalCredentialPrincipals: [],
      tabs: [],
    });
  });

  it('reads custom permissions, labels and Apex classes', () => {
    expect(forceApp.customPermissions).toEqual([
      { name: 'Handle_Files', label: 'Handle files', description: 'May handle files.' },
    ]);
    expect(forceApp.labels.get('Linked')?.value).toBe('Linked & "proved"');
    expect(forceApp.apexClasses.get('FileController')?.methods).toMatchObject([
      { name: 'files', auraEnabled: { cacheable: true }, parameters: [{ type: 'Id', name: 'accountId' }] },
    ]);
  });

  it('reads the deployed force-app whole', () => {
    const real = readForceApp(deployed);
    expect([...real.objects.keys()]).toEqual(
      expect.arrayContaining(['Account', 'Zendesk_Link__c', 'Linkproof_State__c']),
    );
    expect(real.permissionSets.map(({ name }) => name)).toContain('Linkproof_Integration');
    const recheck = real.apexClasses.get('LinkproofBackend')?.methods.flatMap(({ callouts }) => callouts);
    expect(recheck).toContainEqual(
      expect.objectContaining({
        namedCredential: 'Linkproof',
        path: expect.stringMatching(/\/v1\/accounts\/\{.+\}\/recheck/),
      }),
    );
  });
});

describe('a metadata file that cannot be read', () => {
  const name = 'objects/A__c/fields/B__c.field-meta.xml';
  let folder = '';
  const write = (content: string, file = name) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'linkproof-metadata-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['is not XML', '<CustomField><fullName>', /B__c\.field-meta\.xml: not well-formed XML/],
    ['has another root', '<CustomObject/>', /expected the root element CustomField, found CustomObject/],
    ['lacks its name', '<CustomField><type>Text</type></CustomField>', /expected an element <fullName> with text/],
    [
      'is named otherwise',
      '<CustomField><fullName>C__c</fullName><type>Text</type></CustomField>',
      /the file name and <fullName>C__c<\/fullName> disagree/,
    ],
    [
      'is of an unknown type',
      '<CustomField><fullName>B__c</fullName><type>Location</type></CustomField>',
      /the field type Location is not supported/,
    ],
    [
      'has no number where one belongs',
      '<CustomField><fullName>B__c</fullName><type>Text</type><length>long</length></CustomField>',
      /expected a number in <length>, found "long"/,
    ],
  ])('is named when it %s', (_, content, problem) => {
    write(content);
    expect(() => readForceApp(folder)).toThrow(MetadataError);
    expect(() => readForceApp(folder)).toThrow(problem);
  });

  it('is named when it grants a field without its object', () => {
    write(
      '<PermissionSet><label>X</label><fieldPermissions><field>B__c</field></fieldPermissions></PermissionSet>',
      'X.permissionset-meta.xml',
    );
    expect(() => readForceApp(folder)).toThrow(/expected a field permission for Object\.Field, found "B__c"/);
  });

  it('is named when labels clash', () => {
    const label = '<labels><fullName>A</fullName><value>1</value></labels>';
    write(`<CustomLabels>${label}${label}</CustomLabels>`, 'A.labels-meta.xml');
    expect(() => readForceApp(folder)).toThrow(/the label A is defined twice/);
  });
});
