import { AUDIT_OBJECTS, forceApp, objectNamed, OWN_OBJECTS, permissionSetNamed } from './forceApp.ts';

const ROLES = ['Linkproof_Seller', 'Linkproof_Operator', 'Linkproof_Admin'];

/** Salesforce refuses field permissions on these: whoever reads the object reads them. */
const alwaysReadable = new Set(['MasterDetail']);

const fieldsOf = (objectName: string) =>
  objectNamed(objectName)
    .fields.filter((field) => !alwaysReadable.has(field.type) && !field.required)
    .map((field) => `${objectName}.${field.name}`);

/** Custom settings and platform events have no field permissions. */
const allFields = [...forceApp.objects.values()]
  .filter((object) => !object.customSettingsType && !object.name.endsWith('__e'))
  .flatMap((object) => fieldsOf(object.name));

const readable = (permissionSet: string) =>
  permissionSetNamed(permissionSet)
    .fieldPermissions.filter((permission) => permission.readable)
    .map(({ object, field }) => `${object}.${field}`);

const editable = (permissionSet: string) =>
  permissionSetNamed(permissionSet)
    .fieldPermissions.filter((permission) => permission.editable)
    .map(({ object, field }) => `${object}.${field}`);

const objectPermission = (permissionSet: string, object: string) =>
  permissionSetNamed(permissionSet).objectPermissions.find((permission) => permission.object === object);

describe('the permission sets', () => {
  it('are five, each described by what its holder gets', () => {
    expect(forceApp.permissionSets.map(({ name }) => name)).toEqual([
      'Linkproof_Admin',
      'Linkproof_Integration',
      'Linkproof_Operator',
      'Linkproof_Repair',
      'Linkproof_Seller',
    ]);
    for (const { description } of forceApp.permissionSets) expect(description).toMatch(/\w+ \w+ \w+/);
  });

  it('name only what is deployed', () => {
    for (const permissionSet of forceApp.permissionSets) {
      const custom = permissionSet.fieldPermissions.filter(({ field }) => field.endsWith('__c'));
      expect(allFields).toEqual(expect.arrayContaining(custom.map(({ object, field }) => `${object}.${field}`)));
      expect(forceApp.customPermissions.map(({ name }) => name)).toEqual(
        expect.arrayContaining(permissionSet.customPermissions),
      );
      for (const name of permissionSet.apexClasses) expect([...forceApp.apexClasses.keys()]).toContain(name);
      for (const name of permissionSet.customSettings) expect(objectNamed(name).customSettingsType).toBeDefined();
      const objects = permissionSet.objectPermissions
        .map(({ object }) => object)
        .filter((name) => name.endsWith('__c'));
      for (const name of objects) expect(objectNamed(name).customSettingsType).toBeUndefined();
    }
  });

  it('let administrators and the integration read every custom field', () => {
    expect(readable('Linkproof_Admin').sort()).toEqual([...allFields].sort());
    expect(readable('Linkproof_Integration')).toEqual(expect.arrayContaining(allFields));
  });

  it('grow from seller over operator to administrator', () => {
    const sellers = ['Account', 'Zendesk_Link__c', 'Zendesk_Audit_Run__c'].flatMap(fieldsOf);
    expect(readable('Linkproof_Seller').sort()).toEqual(
      sellers.filter((field) => !/^Zendesk_Link__c\.(Evidence__c|Sample_\w+)$/.test(field)).sort(),
    );
    expect(readable('Linkproof_Operator').sort()).toEqual(
      allFields.filter((field) => field !== 'Zendesk_Link__c.Evidence__c').sort(),
    );
    expect(ROLES.map((role) => permissionSetNamed(role).customPermissions)).toEqual([
      ['Linkproof_View'],
      ['Linkproof_Operate', 'Linkproof_View'],
      ['Linkproof_Admin', 'Linkproof_Operate', 'Linkproof_View'],
    ]);
  });

  it('let nobody but the integration change what the audit wrote', () => {
    for (const role of ROLES) {
      expect(editable(role)).toEqual([]);
      expect(objectPermission(role, 'Zendesk_Link__c')).toMatchObject({ read: true, create: false, edit: false });
      expect(objectPermission(role, 'Account')).toMatchObject({
        read: true,
        create: false,
        edit: false,
        delete: false,
      });
    }
  });

  it('show exceptions to operators and administrators, all of them', () => {
    expect(objectPermission('Linkproof_Seller', 'Zendesk_Exception__c')).toBeUndefined();
    for (const role of ['Linkproof_Operator', 'Linkproof_Admin']) {
      expect(objectPermission(role, 'Zendesk_Exception__c')).toMatchObject({
        read: true,
        // Decisions go through the server, which keeps them in its ledger.
        edit: false,
        create: false,
        delete: false,
        viewAllRecords: true,
      });
    }
  });

  it('show repairs to operators and administrators, all of them, and let nobody edit or delete one', () => {
    expect(objectPermission('Linkproof_Seller', 'Zendesk_Link_Change__c')).toBeUndefined();
    for (const role of ['Linkproof_Operator', 'Linkproof_Admin']) {
      expect(objectPermission(role, 'Zendesk_Link_Change__c')).toMatchObject({
        read: true,
        viewAllRecords: true,
        create: false,
        edit: false,
        delete: false,
      });
    }
  });

  it('give every role the panels’ door and the way to the server', () => {
    for (const role of ROLES) {
      expect(permissionSetNamed(role).apexClasses).toEqual(
        [
          ...['ZendeskLinkCheck', 'ZendeskLinkController'],
          ...(role === 'Linkproof_Seller' ? [] : ['ZendeskExceptionQueueController', 'ZendeskSampleController']),
          ...(role === 'Linkproof_Admin' ? ['ZendeskRepairController'] : []),
        ].sort(),
      );
      expect(permissionSetNamed(role).externalCredentialPrincipals).toEqual(['Linkproof-LinkproofUser']);
      expect(objectPermission(role, 'UserExternalCredential')).toMatchObject({ read: true });
    }
  });

  it('grant every custom permission to somebody', () => {
    const granted = new Set(forceApp.permissionSets.flatMap(({ customPermissions }) => customPermissions));
    expect(forceApp.customPermissions.map(({ name }) => name)).toEqual([...granted].sort());
  });
});

describe('the integration user', () => {
  it('provably sees every account and contact, and can write neither', () => {
    for (const object of ['Account', 'Contact']) {
      expect(objectPermission('Linkproof_Integration', object)).toMatchObject({
        read: true,
        viewAllRecords: true,
        create: false,
        edit: false,
        delete: false,
        modifyAllRecords: false,
      });
    }
    expect(editable('Linkproof_Integration').filter((field) => /^(Account|Contact)\./.test(field))).toEqual([]);
  });

  it('reads the standard fields of every audit, which an API-only profile does not show by itself', () => {
    expect(readable('Linkproof_Integration').filter((field) => !field.endsWith('__c'))).toEqual([
      'Account.ParentId',
      'Account.Type',
      'Account.Website',
      'Contact.AccountId',
      'Contact.Email',
    ]);
  });

  it('writes Linkproof’s own records, formulas excepted', () => {
    for (const object of AUDIT_OBJECTS) {
      expect(objectPermission('Linkproof_Integration', object)).toMatchObject({
        read: true,
        create: true,
        edit: true,
        delete: true,
        viewAllRecords: true,
      });
    }
    const formulas = OWN_OBJECTS.flatMap((name) =>
      objectNamed(name)
        .fields.filter((field) => field.formula !== undefined)
        .map((field) => `${name}.${field.name}`),
    );
    const written = OWN_OBJECTS.flatMap(fieldsOf).filter((field) => !formulas.includes(field));
    expect(editable('Linkproof_Integration').sort()).toEqual(written.sort());
  });

  it('writes the log of repairs, and deletes none of it', () => {
    expect(objectPermission('Linkproof_Integration', 'Zendesk_Link_Change__c')).toMatchObject({
      read: true,
      create: true,
      edit: true,
      delete: false,
      viewAllRecords: true,
      modifyAllRecords: false,
    });
  });

  it('may be let to repair by a set of its own: one field of existing accounts, and nothing else', () => {
    expect(permissionSetNamed('Linkproof_Repair')).toMatchObject({
      apexClasses: [],
      customPermissions: [],
      customSettings: [],
      userPermissions: [],
    });
    expect(editable('Linkproof_Repair')).toEqual(['Account.Zendesk_Organization_Id__c']);
    expect(permissionSetNamed('Linkproof_Repair').objectPermissions).toEqual([
      {
        object: 'Account',
        read: true,
        edit: true,
        create: false,
        delete: false,
        viewAllFields: false,
        viewAllRecords: false,
        modifyAllRecords: false,
      },
    ]);
  });

  it('has no Modify All on verdicts: Salesforce would ask for Modify All on Account with it', () => {
    expect(objectPermission('Linkproof_Integration', 'Zendesk_Link__c')?.modifyAllRecords).toBe(false);
  });

  it('holds no other system permission than reading the setup and sending notices', () => {
    // ViewRoles comes along: Salesforce refuses ViewSetup without it.
    expect(permissionSetNamed('Linkproof_Integration').userPermissions).toEqual([
      'ApiEnabled',
      'SendCustomNotifications',
      'ViewRoles',
      'ViewSetup',
    ]);
    for (const role of ROLES) expect(permissionSetNamed(role).userPermissions).toEqual([]);
  });
});
