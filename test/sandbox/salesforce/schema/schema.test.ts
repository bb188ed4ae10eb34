import { accountId, createTestOrg, refusalOf, world } from '../fixtures/testOrg.ts';
import type { Engine, FieldDescribe } from '../../../../server/sandbox/salesforce/engine.ts';

function field(engine: Engine, objectName: string, fieldName: string): FieldDescribe | undefined {
  return engine.describe(objectName).fields.find(({ name }) => name === fieldName);
}

describe('describe', () => {
  const { engine, caller } = createTestOrg();

  it('lists standard and deployed objects', () => {
    const names = engine.describeGlobal().sobjects.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'Account',
        'Contact',
        'User',
        'Organization',
        'PermissionSet',
        'Contract_Line__c',
        'Rules__c',
      ]),
    );
    expect(names).not.toContain('AccountContactRelation');
    expect(names).not.toContain('ScratchOrgInfo');
  });

  it('knows key prefixes, and none twice', () => {
    expect(engine.describe('account')).toMatchObject({ name: 'Account', keyPrefix: '001', custom: false });
    const prefixes = engine.describeGlobal().sobjects.map(({ keyPrefix }) => keyPrefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it.each<[string, Partial<FieldDescribe>]>([
    [
      'Line_Key__c',
      { type: 'string', length: 40, unique: true, externalId: true, idLookup: true, caseSensitive: true, custom: true },
    ],
    ['Code__c', { unique: true, caseSensitive: false }],
    [
      'Account__c',
      {
        type: 'reference',
        referenceTo: ['Account'],
        relationshipName: 'Account__r',
        relationshipOrder: 0,
        cascadeDelete: true,
        nillable: false,
        createable: true,
        updateable: false,
        permissionable: false,
      },
    ],
    ['Status__c', { type: 'picklist', restrictedPicklist: true, defaultValue: 'draft', filterable: true }],
    ['Quantity__c', { type: 'double', precision: 5, scale: 0, groupable: false }],
    ['Active__c', { type: 'boolean', defaultValue: true, nillable: false }],
    ['Notes__c', { type: 'textarea', length: 1000, filterable: false, sortable: false, groupable: false }],
    ['Signed_At__c', { type: 'datetime', soapType: 'xsd:dateTime' }],
    ['State__c', { type: 'string', calculated: true, createable: false, updateable: false }],
    ['Name', { type: 'string', autoNumber: true, nameField: true, createable: false, updateable: false }],
    ['SystemModstamp', { type: 'datetime', createable: false, permissionable: false, nillable: false }],
  ])('tells of %s what was deployed', (name, expected) => {
    expect(field(engine, 'Contract_Line__c', name)).toMatchObject(expected);
  });

  it('lists picklist values with their labels', () => {
    expect(field(engine, 'Contract_Line__c', 'Status__c')?.picklistValues).toMatchObject([
      { value: 'draft', label: 'Draft', active: true, defaultValue: true },
      { value: 'active', label: 'In force', active: true, defaultValue: false },
    ]);
  });

  it('lists child relationships by the names that sub-queries use', () => {
    expect(engine.describe('Account').childRelationships).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ childSObject: 'Contact', field: 'AccountId', relationshipName: 'Contacts' }),
        expect.objectContaining({
          childSObject: 'Contract_Line__c',
          relationshipName: 'Contract_Lines__r',
          cascadeDelete: true,
        }),
        expect.objectContaining({ childSObject: 'Account', field: 'ParentId', relationshipName: 'ChildAccounts' }),
      ]),
    );
  });

  it('keeps no engine internals in the answer', () => {
    expect(JSON.stringify(engine.describe('Contract_Line__c'))).not.toMatch(
      /childRelationshipName|treatBlanksAsZero|clearedOnDelete/,
    );
  });

  it('does not know objects that are not there', () => {
    expect(refusalOf(() => engine.describe('Opportunity'))).toMatchObject({ status: 404, errorCode: 'NOT_FOUND' });
  });

  it('has no owner on details and custom settings, and no recycle bin on setup objects', () => {
    expect(field(engine, 'Contract_Line__c', 'OwnerId')).toBeUndefined();
    expect(field(engine, 'Rules__c', 'OwnerId')).toBeUndefined();
    expect(field(engine, 'User', 'IsDeleted')).toBeUndefined();
    expect(refusalOf(() => engine.query('SELECT IsDeleted FROM User', caller)).errorCode).toBe('INVALID_FIELD');
  });
});

describe('features that not every org has', () => {
  const withRows = (objectName: string, rows: Record<string, unknown>[]) =>
    createTestOrg({ rows: new Map([...world, [objectName, rows]]) });

  it('are person accounts, shown by the world', () => {
    const { engine, caller } = withRows('Account', [
      { Id: accountId('P01'), LastName: 'Solo', IsPersonAccount: true, PersonContactId: '003000000000P01' },
    ]);
    expect(engine.query('SELECT Name, IsPersonAccount, PersonContactId FROM Account', caller).records).toMatchObject([
      { Name: 'Solo', IsPersonAccount: true, PersonContactId: '003000000000P01AAE' },
    ]);
    expect(field(engine, 'Contact', 'IsPersonAccount')).toBeDefined();
  });

  it('are person accounts, declared by packages.json', () => {
    const { engine, caller } = createTestOrg({ packages: { Account: { IsPersonAccount: { type: 'boolean' } } } });
    expect(engine.query('SELECT Id FROM Account WHERE IsPersonAccount = false', caller).totalSize).toBe(5);
    expect(engine.describe('Account').fields.filter(({ name }) => name === 'IsPersonAccount')).toHaveLength(1);
  });

  it('are account-contact relations', () => {
    const { engine, caller } = withRows('AccountContactRelation', [
      { AccountId: accountId('A02'), ContactId: '003000000000C01', IsDirect: false },
    ]);
    expect(
      engine.query('SELECT Account.Name, Contact.LastName FROM AccountContactRelation', caller).records,
    ).toMatchObject([{ Account: { Name: 'acme Europe' }, Contact: { LastName: 'Archer' } }]);
  });
});

describe('packages.json', () => {
  const rows = new Map([
    [
      'Account',
      [{ Id: accountId('A01'), Name: 'Acme', Zendesk__Zendesk_Organization_Id__c: '77', Unheard_Of__c: 'x' }],
    ],
    ['Zendesk__Ticket__c', [{ Name: 'T1', Zendesk__Account__c: accountId('A01') }]],
  ]);
  const field = { Zendesk__Zendesk_Organization_Id__c: { type: 'string', length: 20 } };

  it('makes a field that a world carries one that can be asked for', () => {
    const soql = "SELECT Id FROM Account WHERE Zendesk__Zendesk_Organization_Id__c = '77'";
    const without = createTestOrg({ rows });
    expect(refusalOf(() => without.engine.query(soql, without.caller)).errorCode).toBe('INVALID_FIELD');
    const { engine, shortIds } = createTestOrg({ rows, packages: { Account: field } });
    expect(shortIds(soql)).toEqual(['A01']);
    expect(engine.describe('Account').fields.at(-1)).toMatchObject({
      name: 'Zendesk__Zendesk_Organization_Id__c',
      length: 20,
      custom: true,
    });
  });

  it('brings objects of its own', () => {
    const packages = {
      Zendesk__Ticket__c: {
        Zendesk__Account__c: { type: 'reference', referenceTo: 'Account', relationshipName: 'Zendesk__Tickets__r' },
      },
    };
    const { engine } = createTestOrg({ rows, packages });
    const owner = { actingUserId: engine.findUserByUsername('owner@sandbox.linkproof.example') as string };
    expect(engine.query('SELECT Name, Zendesk__Account__r.Name FROM Zendesk__Ticket__c', owner).records).toMatchObject([
      { Name: 'T1', Zendesk__Account__r: { Name: 'Acme' } },
    ]);
    expect(engine.query('SELECT (SELECT Name FROM Zendesk__Tickets__r) FROM Account', owner).records).toMatchObject([
      { Zendesk__Tickets__r: { totalSize: 1 } },
    ]);
  });

  it('is refused with a type that no field has', () => {
    expect(() => createTestOrg({ packages: { Account: { X__c: { type: 'Text' } } } })).toThrow(
      /Account\.X__c has the type "Text"; expected one of string/,
    );
    expect(() => createTestOrg({ packages: { Account: { X__c: { type: 'reference' } } } })).toThrow(
      /say the object in "referenceTo"/,
    );
  });
});

describe('a world', () => {
  it('loads unchecked and is not written to', () => {
    const rows = [{ Id: accountId('A01'), Name: 'x'.repeat(300), OwnerId: '005000000000XXX', Type: 'anything' }];
    const before = structuredClone(rows);
    const { engine, caller } = createTestOrg({ rows: new Map([['Account', rows]]) });
    expect(engine.query('SELECT Name, Owner.Name FROM Account', caller).records).toMatchObject([{ Owner: null }]);
    engine.remove('Account', accountId('A01'), { ...caller, accessMode: 'system' });
    expect(rows).toEqual(before);
  });

  it('may be empty: an organization, a user to log in as and the deployed permissions are there', () => {
    const { engine, caller } = createTestOrg({ rows: new Map() });
    expect(engine.query('SELECT Id FROM Organization', caller).records).toMatchObject([{ Id: engine.organizationId }]);
    expect(engine.organizationId).toMatch(/^00D/);
    const custom =
      "SELECT SetupEntityId, Parent.Name FROM SetupEntityAccess WHERE SetupEntityType = 'CustomPermission'";
    const permission = engine.query("SELECT Id FROM CustomPermission WHERE DeveloperName = 'Handle_Files'", caller)
      .records[0];
    expect(permission?.Id).toMatch(/^0CP/);
    expect(engine.query(custom, caller).records).toMatchObject([
      { SetupEntityId: permission?.Id, Parent: { Name: 'File_Reader' } },
    ]);
  });

  it('gets the same generated ids each time', () => {
    const ids = () => {
      const { engine, caller } = createTestOrg({ rows: new Map() });
      return ['PermissionSet', 'ObjectPermissions', 'SetupEntityAccess', 'User'].map((name) =>
        engine.query(`SELECT Id FROM ${name} ORDER BY Id`, caller).records.map((record) => record.Id),
      );
    };
    expect(ids()).toEqual(ids());
  });
});
