import { accountId, createTestOrg, editor, reader, refusalOf, world } from '../fixtures/testOrg.ts';

describe('what the API user may do', () => {
  const { engine, caller, shortIds } = createTestOrg();

  it('never includes writing Accounts', () => {
    expect(refusalOf(() => engine.update('Account', accountId('A01'), { Type: 'Other' }, caller))).toMatchObject({
      status: 400,
      errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY',
    });
    expect(refusalOf(() => engine.remove('Account', accountId('A01'), caller)).errorCode).toBe(
      'INSUFFICIENT_ACCESS_OR_READONLY',
    );
    expect(refusalOf(() => engine.insert('Account', { Name: 'New' }, caller))).toMatchObject({
      errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      message: 'entity type cannot be inserted: Account',
    });
  });

  it('never includes writing users and permissions', () => {
    const write = () =>
      engine.insert('PermissionSetAssignment', { AssigneeId: reader }, { ...caller, accessMode: 'system' });
    expect(refusalOf(write).errorCode).toBe('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
  });

  it('ends at the fields that his permission sets name', () => {
    expect(refusalOf(() => engine.query('SELECT Description FROM Account', caller)).message).toContain(
      "No such column 'Description'",
    );
    expect(engine.query('SELECT Description FROM Account', { ...caller, accessMode: 'system' }).totalSize).toBe(5);
    expect(refusalOf(() => engine.query("SELECT Id FROM Account WHERE Sic = '1'", caller)).errorCode).toBe(
      'INVALID_FIELD',
    );
    expect(refusalOf(() => engine.query('SELECT Id FROM Contact ORDER BY Phone', caller)).errorCode).toBe(
      'INVALID_FIELD',
    );
  });

  it('covers what no field permission governs', () => {
    const soql = 'SELECT Id, Name, OwnerId, MasterRecordId, CreatedDate, SystemModstamp, IsDeleted FROM Account';
    expect(engine.query(soql, caller).totalSize).toBe(5);
  });

  it('shows all records by View All', () => {
    engine.insert('Case_File__c', { Topic__c: 'x', OwnerId: editor }, caller);
    expect(shortIds('SELECT Id FROM Case_File__c')).toHaveLength(1);
  });

  it('can be read from permission rows by SOQL', () => {
    const viewAll = `SELECT SobjectType FROM ObjectPermissions WHERE PermissionsViewAllRecords = true AND ParentId IN
      (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = '${engine.apiUserId}') ORDER BY SobjectType`;
    expect(engine.query(viewAll, caller).records.map((record) => record.SobjectType)).toEqual([
      'Account',
      'Case_File__c',
      'Contact',
      'Contract_Line__c',
      'Contract_Note__c',
    ]);
  });
});

describe('what other users may do', () => {
  const { engine, caller } = createTestOrg();
  const asReader = { actingUserId: reader };
  const asEditor = { actingUserId: editor };
  const topics = (user: { actingUserId: string }) =>
    engine.query('SELECT Topic__c FROM Case_File__c ORDER BY Topic__c', user).records.map((record) => record.Topic__c);

  it('shows them private records only where they are the owner', () => {
    engine.insert('Case_File__c', { Topic__c: 'of integration' }, caller);
    engine.insert('Case_File__c', { Topic__c: 'of reader', OwnerId: reader }, caller);
    const { id } = engine.insert('Case_File__c', { Topic__c: 'of editor' }, asEditor);
    expect(topics(asReader)).toEqual(['of reader']);
    expect(topics(asEditor)).toEqual(['of editor']);
    expect(topics(caller)).toHaveLength(3);
    expect(refusalOf(() => engine.retrieve('Case_File__c', id, asReader)).errorCode).toBe('NOT_FOUND');
    expect(refusalOf(() => engine.update('Case_File__c', id, { Topic__c: 'x' }, asReader)).errorCode).toBe('NOT_FOUND');
    expect(engine.query('SELECT Id FROM Case_File__c', { ...asReader, accessMode: 'system' }).totalSize).toBe(3);
  });

  it('enforces user mode even in a system-mode caller when the statement asks for it', () => {
    const options = { ...asReader, accessMode: 'system' as const };
    expect(engine.query('SELECT Id FROM Case_File__c WITH USER_MODE', options).totalSize).toBe(1);
    expect(
      refusalOf(() => engine.query('SELECT Secret__c FROM Case_File__c WITH SECURITY_ENFORCED', options)).errorCode,
    ).toBe('INVALID_FIELD');
  });

  it('hides objects and fields that they have no permission for', () => {
    expect(refusalOf(() => engine.query('SELECT Id FROM Contract_Line__c', asReader)).errorCode).toBe('INVALID_TYPE');
    expect(
      refusalOf(() => engine.query('SELECT (SELECT Id FROM Contract_Lines__r) FROM Account', asReader)).errorCode,
    ).toBe('INVALID_TYPE');
    expect(refusalOf(() => engine.query('SELECT Secret__c FROM Case_File__c', asReader)).errorCode).toBe(
      'INVALID_FIELD',
    );
    expect(refusalOf(() => engine.insert('Case_File__c', { Topic__c: 'x' }, asReader)).errorCode).toBe(
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    );
  });

  it('lets a field be seen but not written', () => {
    const { id } = engine.insert('Contract_Line__c', { Account__c: accountId('A01'), Quantity__c: 1 }, asEditor);
    engine.update('Contract_Line__c', id, { Quantity__c: 2 }, asEditor);
    expect(refusalOf(() => engine.update('Contract_Line__c', id, { Amount__c: 2 }, asEditor)).errorCode).toBe(
      'INVALID_FIELD',
    );
  });

  it('describes objects as each user sees them', () => {
    const names = (user: { actingUserId: string }) =>
      engine.describe('Case_File__c', user).fields.map((field) => field.name);
    expect(names(asReader)).toContain('Account__c');
    expect(names(asReader)).not.toContain('Secret__c');
    expect(engine.describe('Case_File__c', asReader)).toMatchObject({ createable: false, updateable: false });
    expect(refusalOf(() => engine.describe('Contract_Line__c', asReader)).errorCode).toBe('NOT_FOUND');
    expect(engine.describe('Contract_Line__c').fields.length).toBeGreaterThan(15);
  });

  it('gives administrators everything', () => {
    const owner = engine.findUserByUsername('owner@sandbox.linkproof.example');
    const asOwner = { actingUserId: owner as string };
    engine.update('Account', accountId('A01'), { Description: 'seen' }, asOwner);
    expect(engine.retrieve('Account', accountId('A01'), { ...asOwner, fields: ['Description'] })).toMatchObject({
      Description: 'seen',
    });
    expect(topics(asOwner)).toHaveLength(3);
  });
});

describe('whom a record of a custom object may be handed to', () => {
  const gone = '005000000000003AAA';
  const rows = new Map(world);
  rows.set('User', [
    ...(world.get('User') ?? []),
    { Id: gone, LastName: 'Gone', IsActive: false },
    { Id: '005000000000004AAA', LastName: 'Stranger', Username: 'stranger@example.com' },
  ]);
  rows.set('Group', [{ Id: '00G000000000001AAA', Name: 'Elsewhere', DeveloperName: 'Elsewhere', Type: 'Queue' }]);
  const { engine, caller } = createTestOrg({ rows });
  const handTo = (OwnerId: string) => engine.insert('Case_File__c', { Topic__c: 'x', OwnerId }, caller);
  const queue = engine.query(
    "SELECT QueueId, Queue.DeveloperName FROM QueueSobject WHERE SobjectType = 'Case_File__c'",
    caller,
  ).records[0] as unknown as { QueueId: string };

  it('is a queue that force-app deploys for it', () => {
    expect(queue).toMatchObject({ Queue: { DeveloperName: 'Open_Files' } });
    const { id } = handTo(queue.QueueId);
    const read = engine.query(`SELECT Owner.Name, Owner.Type FROM Case_File__c WHERE Id = '${id}'`, caller);
    expect(read.records).toMatchObject([{ Owner: { Name: 'Open Files', Type: 'Queue' } }]);
  });

  it.each([
    ['a queue of other objects', '00G000000000001AAA', 'INVALID_OPERATION'],
    ['somebody inactive', gone, 'INACTIVE_OWNER_OR_USER'],
  ])('is not %s', (_, owner, errorCode) => {
    expect(refusalOf(() => handTo(owner))).toMatchObject({ errorCode, fields: ['OwnerId'] });
  });

  it('is nobody who may not read it', () => {
    const stranger = engine.findUserByUsername('stranger@example.com') ?? '';
    expect(refusalOf(() => handTo(stranger)).errorCode).toBe('TRANSFER_REQUIRES_READ');
  });
});

describe('a restricted reader', () => {
  const rows = new Map(world);
  rows.set(
    'Account',
    (world.get('Account') ?? []).map((row) => (row.Name === 'Acme' ? { ...row, OwnerId: '005LP0000000002' } : row)),
  );
  const { engine, caller, shortIds } = createTestOrg({ restrictedReader: true, rows });

  it('sees his own Accounts and what hangs on them, without an error', () => {
    expect(shortIds('SELECT Id FROM Account')).toEqual(['A01']);
    expect(shortIds('SELECT Id FROM Contact ORDER BY Id')).toEqual(['C01', 'C02']);
    expect(engine.query('SELECT COUNT() FROM Account', caller).totalSize).toBe(1);
    expect(refusalOf(() => engine.retrieve('Account', accountId('A02'), caller)).errorCode).toBe('NOT_FOUND');
  });

  it('has no View All in his permission rows', () => {
    const soql =
      "SELECT PermissionsViewAllRecords FROM ObjectPermissions WHERE SobjectType = 'Account' AND Parent.Name = 'Linkproof_Integration'";
    expect(engine.query(soql, caller).records).toMatchObject([{ PermissionsViewAllRecords: false }]);
  });

  it('leaves other users their view', () => {
    expect(engine.query('SELECT Id FROM Account', { actingUserId: reader }).totalSize).toBe(5);
  });
});

describe('who logs in', () => {
  it('is the default user unless the world assigns the integration set', () => {
    const { engine, caller } = createTestOrg();
    expect(engine.query(`SELECT Name FROM User WHERE Id = '${engine.apiUserId}'`, caller).records).toMatchObject([
      { Name: 'Linkproof Integration' },
    ]);
    const rows = new Map(world);
    rows.set('PermissionSetAssignment', [
      { AssigneeId: editor.slice(0, 15), PermissionSetName: 'Linkproof_Integration' },
    ]);
    expect(createTestOrg({ rows }).engine.apiUserId).toBe(editor);
  });

  it('is found by user name, ignoring case', () => {
    const { engine } = createTestOrg();
    expect(engine.findUserByUsername('READER@example.com')).toBe(reader);
    expect(engine.findUserByUsername('nobody@example.com')).toBeUndefined();
  });

  it('may hold sets of other packages, which grant nothing here', () => {
    const rows = new Map(world);
    rows.set('PermissionSetAssignment', [{ AssigneeId: reader, PermissionSetName: 'Zendesk_Admin' }]);
    const { engine, caller } = createTestOrg({ rows });
    const soql = "SELECT Assignee.Name FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Zendesk_Admin'";
    expect(engine.query(soql, caller).records).toMatchObject([{ Assignee: { Name: 'Reader' } }]);
    expect(refusalOf(() => engine.query('SELECT Id FROM Case_File__c', { actingUserId: reader })).errorCode).toBe(
      'INVALID_TYPE',
    );
  });

  it('holds a deployed set also under the id that the world gives it', () => {
    const rows = new Map(world);
    rows.set('PermissionSet', [{ Id: '0PS000000000001', Name: 'Linkproof_Integration' }]);
    rows.set('PermissionSetAssignment', [{ AssigneeId: editor, PermissionSetId: '0PS000000000001AAA' }]);
    const { engine, caller } = createTestOrg({ rows });
    expect(engine.apiUserId).toBe(editor);
    const sets = engine.query("SELECT Id FROM PermissionSet WHERE Name = 'Linkproof_Integration'", caller);
    expect(sets.totalSize).toBe(1);
  });
});
