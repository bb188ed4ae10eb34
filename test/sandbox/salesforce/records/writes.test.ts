import { MultipleRecordsError } from '../../../../server/sandbox/salesforce/engine.ts';
import { accountId, createTestOrg, refusalOf } from '../fixtures/testOrg.ts';
import type { TestOrg } from '../fixtures/testOrg.ts';

let org: TestOrg;
beforeEach(() => {
  org = createTestOrg();
});

const insertLine = (fields: Record<string, unknown> = {}) =>
  org.engine.insert('Contract_Line__c', { Account__c: accountId('A01'), ...fields }, org.caller).id;
const readLine = (id: string) => org.engine.retrieve('Contract_Line__c', id, org.caller);

describe('insert', () => {
  it('fills what the platform fills', () => {
    const id = insertLine();
    expect(id).toMatch(/^a0.{16}$/);
    expect(readLine(id)).toMatchObject({
      attributes: { type: 'Contract_Line__c', url: `/services/data/v66.0/sobjects/Contract_Line__c/${id}` },
      Id: id,
      Name: 'CL-0004',
      IsDeleted: false,
      Account__c: '001000000000A01AAE',
      Status__c: 'draft',
      Amount__c: 1,
      Active__c: true,
      Quantity__c: null,
      CreatedDate: '2026-11-22T08:30:00.000+0000',
      CreatedById: org.engine.apiUserId,
      SystemModstamp: '2026-11-22T08:30:00.000+0000',
    });
    expect(readLine(insertLine()).Name).toBe('CL-0005');
  });

  it('stores text without surrounding space, ids with 18 characters, instants to the second, numbers to their scale', () => {
    const id = insertLine({
      Reference__c: '  a  b ',
      Notes__c: '   ',
      Signed_At__c: '2026-11-22T09:00:00.987+01:00',
      Amount__c: 1.006,
    });
    expect(readLine(id)).toMatchObject({
      Reference__c: 'a  b',
      Notes__c: null,
      Signed_At__c: '2026-11-22T08:00:00.000+0000',
      Amount__c: 1.01,
    });
  });

  it('takes numbers, flags and dates as text, as Bulk sends them', () => {
    const id = insertLine({ Quantity__c: '12', Active__c: 'false', Signed_On__c: '2026-02-03' });
    expect(readLine(id)).toMatchObject({ Quantity__c: 12, Active__c: false, Signed_On__c: '2026-02-03' });
  });

  it.each<[string, Record<string, unknown>, string, string, string[]]>([
    [
      'a missing master',
      { Account__c: null },
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [Account__c]',
      ['Account__c'],
    ],
    [
      'text that is too long',
      { Reference__c: 'x'.repeat(21) },
      'STRING_TOO_LONG',
      'data value too large',
      ['Reference__c'],
    ],
    [
      'a value outside a restricted picklist',
      { Status__c: 'Active' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'bad value for restricted picklist field: Active',
      ['Status__c'],
    ],
    [
      'a number with too many digits',
      { Quantity__c: 100000 },
      'NUMBER_OUTSIDE_VALID_RANGE',
      'value outside of valid range',
      ['Quantity__c'],
    ],
    [
      'an address that is none',
      { Contact_Email__c: 'nobody' },
      'INVALID_EMAIL_ADDRESS',
      'invalid email address: nobody',
      ['Contact_Email__c'],
    ],
    [
      'a number for text',
      { Reference__c: 5 },
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of string from VALUE_NUMBER value 5',
      [],
    ],
    ['text for a number', { Quantity__c: 'many' }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of double', []],
    [
      'a date that is none',
      { Signed_On__c: '2026-13-40' },
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of date',
      [],
    ],
    [
      'an instant without zone',
      { Signed_At__c: '2026-11-22T08:00:00' },
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of datetime',
      [],
    ],
    ['text for an id', { Account__c: 'Acme' }, 'MALFORMED_ID', 'id value of incorrect type: Acme', ['Account__c']],
    [
      'an id of another object',
      { Account__c: '003000000000C01' },
      'MALFORMED_ID',
      'id value of incorrect type',
      ['Account__c'],
    ],
    [
      'a parent that does not exist',
      { Account__c: accountId('X99') },
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
      ['Account__c'],
    ],
    ['a deleted parent', { Account__c: accountId('A05') }, 'ENTITY_IS_DELETED', 'entity is deleted', ['Account__c']],
    [
      'an unknown field',
      { Nope__c: 1 },
      'INVALID_FIELD',
      "No such column 'Nope__c' on sobject of type Contract_Line__c",
      [],
    ],
    [
      'a system field',
      { CreatedDate: '2026-01-01T00:00:00Z' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'Unable to create/update fields: CreatedDate',
      ['CreatedDate'],
    ],
    [
      'a formula',
      { State__c: 'x' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'Unable to create/update fields: State__c',
      ['State__c'],
    ],
    [
      'an auto-number',
      { Name: 'CL-1' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'Unable to create/update fields: Name',
      ['Name'],
    ],
    [
      'an id',
      { Id: 'a02000000000L01' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'cannot specify Id in an insert call',
      ['Id'],
    ],
    [
      'a unique value that is taken, case and all',
      { Line_Key__c: 'key-a' },
      'DUPLICATE_VALUE',
      'duplicate value found: Line_Key__c duplicates value on record with id: a02000000000L01',
      [],
    ],
  ])('refuses %s', (_, fields, errorCode, message, fieldNames) => {
    const refusal = refusalOf(() => insertLine(fields));
    expect(refusal).toMatchObject({ status: 400, errorCode, fields: fieldNames });
    expect(refusal.message).toContain(message);
  });

  it('tells unique texts apart by case only where the field does', () => {
    insertLine({ Line_Key__c: 'Key-A', Code__c: 'abc' });
    expect(refusalOf(() => insertLine({ Code__c: 'ABC' })).errorCode).toBe('DUPLICATE_VALUE');
  });

  it('frees a unique value with the record that is deleted', () => {
    const id = insertLine({ Code__c: 'abc' });
    org.engine.remove('Contract_Line__c', id, org.caller);
    const successor = insertLine({ Code__c: 'abc' });
    expect(refusalOf(() => org.engine.undelete('Contract_Line__c', id, org.caller)).message).toContain(successor);
    expect(org.shortIds("SELECT Id FROM Contract_Line__c WHERE Code__c = 'abc'")).toHaveLength(1);
  });

  it('requires required fields and gives records without a name their id', () => {
    expect(refusalOf(() => org.engine.insert('Case_File__c', {}, org.caller)).fields).toEqual(['Topic__c']);
    const { id } = org.engine.insert('Case_File__c', { Topic__c: 'x' }, org.caller);
    expect(org.engine.retrieve('Case_File__c', id, org.caller)).toMatchObject({
      Name: id,
      OwnerId: org.engine.apiUserId,
    });
  });
});

describe('update', () => {
  it('changes what is given and stamps the record later than any before', () => {
    const id = insertLine({ Reference__c: 'one', Quantity__c: 1 });
    org.engine.update('Contract_Line__c', id, { Reference__c: 'two' }, org.caller);
    const first = readLine(id);
    org.engine.update('Contract_Line__c', id, { quantity__c: null }, org.caller);
    const second = readLine(id);
    expect(first).toMatchObject({ Reference__c: 'two', Quantity__c: 1 });
    expect(second).toMatchObject({ Reference__c: 'two', Quantity__c: null });
    expect(String(second.SystemModstamp) > String(first.SystemModstamp)).toBe(true);
    expect(second.SystemModstamp).toBe(second.LastModifiedDate);
    expect(second.CreatedDate).toBe('2026-11-22T08:30:00.000+0000');
  });

  it('keeps indexes in step', () => {
    const id = insertLine({ Reference__c: 'one' });
    const byReference = (value: string) =>
      org.shortIds(`SELECT Id FROM Contract_Line__c WHERE Reference__c = '${value}'`);
    expect(byReference('one')).toHaveLength(1);
    org.engine.update('Contract_Line__c', id, { Reference__c: 'two' }, org.caller);
    expect([byReference('one'), byReference('two')]).toEqual([[], [id.slice(12, 15)]]);
  });

  it('refuses another master where the relationship is fixed', () => {
    const refusal = refusalOf(() =>
      org.engine.update('Contract_Line__c', insertLine(), { Account__c: accountId('A02') }, org.caller),
    );
    expect(refusal).toMatchObject({ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['Account__c'] });
  });

  it('says what is missing, deleted or malformed', () => {
    const update = (id: string) => refusalOf(() => org.engine.update('Contract_Line__c', id, {}, org.caller));
    const id = insertLine();
    org.engine.remove('Contract_Line__c', id, org.caller);
    expect(update('a02000000000XXX')).toMatchObject({ status: 404, errorCode: 'NOT_FOUND' });
    expect(update(id)).toMatchObject({ status: 404, errorCode: 'ENTITY_IS_DELETED' });
    expect(update('xyz')).toMatchObject({ status: 400, errorCode: 'MALFORMED_ID' });
    expect(refusalOf(() => org.engine.update('Nothing__c', id, {}, org.caller)).errorCode).toBe('NOT_FOUND');
  });
});

describe('upsert', () => {
  const upsert = (field: string, value: string, fields: Record<string, unknown>) =>
    org.engine.upsert('Contract_Line__c', field, value, fields, org.caller);

  it('creates, then updates by the external id', () => {
    const created = upsert('line_key__c', 'new', { Account__c: accountId('A01') });
    expect(created.created).toBe(true);
    expect(upsert('Line_Key__c', 'new', { Quantity__c: 3 })).toEqual({ id: created.id, created: false });
    expect(readLine(created.id)).toMatchObject({ Line_Key__c: 'new', Quantity__c: 3 });
  });

  it('tells keys apart by case where the field does', () => {
    expect(upsert('Line_Key__c', 'Key-A', { Account__c: accountId('A01') }).created).toBe(true);
    expect(upsert('Line_Key__c', 'KEY-A', {}).id).toMatch(/^a02000000000L02/);
  });

  it('names all records that a key without uniqueness has', () => {
    const ids = [insertLine({ Reference__c: 'r' }), insertLine({ Reference__c: 'R' })];
    const work = () => upsert('Reference__c', 'r', {});
    expect(work).toThrow(MultipleRecordsError);
    expect(refusalOf(work).status).toBe(300);
    try {
      work();
    } catch (error) {
      expect((error as MultipleRecordsError).ids).toEqual(ids);
    }
  });

  it('refuses a field that is no external id, and the key in the body', () => {
    expect(refusalOf(() => upsert('Quantity__c', '1', {}))).toMatchObject({ status: 404, errorCode: 'NOT_FOUND' });
    expect(refusalOf(() => upsert('Line_Key__c', 'x', { Line_Key__c: 'x' })).message).toBe(
      'The Line_Key__c field should not be specified in the sobject data.',
    );
  });

  it('takes hostile keys literally', () => {
    const key = "a/b?c'; --";
    const { id } = upsert('Line_Key__c', key, { Account__c: accountId('A01') });
    expect(org.engine.retrieveByExternalId('Contract_Line__c', 'Line_Key__c', key, org.caller).Id).toBe(id);
  });
});

describe('remove and undelete', () => {
  it('takes master-detail children along and brings them back', () => {
    const line = insertLine();
    const { id: note } = org.engine.insert('Contract_Note__c', { Line__c: line }, org.caller);
    const notes = (options = {}) => org.shortIds('SELECT Id FROM Contract_Note__c', options);
    org.engine.remove('Contract_Line__c', line, org.caller);
    expect(notes()).toEqual([]);
    expect(notes({ includeDeleted: true })).toEqual([note.slice(12, 15)]);
    expect(refusalOf(() => readLine(line))).toMatchObject({ status: 404, errorCode: 'ENTITY_IS_DELETED' });
    org.engine.undelete('Contract_Line__c', line, org.caller);
    expect(notes()).toEqual([note.slice(12, 15)]);
    expect(readLine(line).IsDeleted).toBe(false);
  });

  it('refuses while a restricting lookup points to the record, and then changes nothing', () => {
    const line = insertLine();
    org.engine.insert('Contract_Note__c', { Line__c: line }, org.caller);
    org.engine.insert('Case_File__c', { Topic__c: 'x', Line__c: line }, org.caller);
    expect(refusalOf(() => org.engine.remove('Contract_Line__c', line, org.caller)).errorCode).toBe('DELETE_FAILED');
    expect(readLine(line).IsDeleted).toBe(false);
    expect(org.shortIds('SELECT Id FROM Contract_Note__c')).toHaveLength(1);
  });

  it('empties other lookups, and cascades from Account to Contact', () => {
    const system = { ...org.caller, accessMode: 'system' as const };
    const { id } = org.engine.insert('Case_File__c', { Topic__c: 'x', Account__c: accountId('A01') }, system);
    org.engine.remove('Account', accountId('A01'), system);
    expect(org.engine.retrieve('Case_File__c', id, system).Account__c).toBeNull();
    expect(org.shortIds("SELECT Id FROM Contact WHERE LastName IN ('Archer', 'Cole')")).toEqual(['C03']);
    expect(org.shortIds('SELECT Id FROM Contract_Line__c')).toEqual(['L03']);
  });

  it('undeletes only what is in the recycle bin', () => {
    expect(refusalOf(() => org.engine.undelete('Contract_Line__c', insertLine(), org.caller)).errorCode).toBe(
      'UNDELETE_FAILED',
    );
  });
});

describe('atomically', () => {
  it('takes back every write of work that fails', () => {
    const id = insertLine({ Reference__c: 'before' });
    const work = () =>
      org.engine.atomically(() => {
        org.engine.update('Contract_Line__c', id, { Reference__c: 'after' }, org.caller);
        insertLine({ Reference__c: 'other' });
        org.engine.remove('Contract_Line__c', id, org.caller);
        insertLine({ Status__c: 'wrong' });
      });
    expect(refusalOf(work).errorCode).toBe('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
    expect(readLine(id)).toMatchObject({ Reference__c: 'before', IsDeleted: false });
    expect(org.shortIds("SELECT Id FROM Contract_Line__c WHERE Reference__c IN ('after', 'other')")).toEqual([]);
    expect(org.shortIds("SELECT Id FROM Contract_Line__c WHERE Reference__c = 'before'")).toEqual([id.slice(12, 15)]);
  });

  it('keeps the writes of work that goes through, an inner failure that was caught apart', () => {
    org.engine.atomically(() => {
      insertLine({ Reference__c: 'kept' });
      expect(() => org.engine.atomically(() => insertLine({ Status__c: 'wrong' }))).toThrow();
    });
    expect(org.shortIds("SELECT Id FROM Contract_Line__c WHERE Reference__c = 'kept'")).toHaveLength(1);
  });
});

describe('hierarchy custom settings', () => {
  it('have one row per location', () => {
    expect(refusalOf(() => org.engine.insert('Rules__c', { Limit__c: 1 }, org.caller)).errorCode).toBe(
      'DUPLICATE_VALUE',
    );
    const { id } = org.engine.insert('Rules__c', { SetupOwnerId: org.engine.apiUserId, Limit__c: 1 }, org.caller);
    expect(org.engine.retrieve('Rules__c', id, org.caller)).toMatchObject({
      SetupOwnerId: org.engine.apiUserId,
      Limit__c: 1,
    });
  });

  it('default to the organization', () => {
    const empty = createTestOrg({ rows: new Map() });
    const { id } = empty.engine.insert('Rules__c', { Limit__c: 1 }, empty.caller);
    expect(empty.engine.retrieve('Rules__c', id, empty.caller).SetupOwnerId).toBe(empty.engine.organizationId);
  });
});

describe('getDeleted and getUpdated', () => {
  const since = new Date('2026-11-22T08:30:00.000Z');
  const until = new Date('2026-11-22T09:00:00.000Z');

  it('list what was deleted and changed in the span', () => {
    const [kept, gone] = [insertLine(), insertLine()];
    org.engine.remove('Contract_Line__c', gone, org.caller);
    expect(org.engine.getUpdated('Contract_Line__c', since, until)).toEqual([kept]);
    expect(org.engine.getDeleted('Contract_Line__c', since, until)).toEqual([
      { id: gone, deletedDate: expect.stringMatching(/^2026-11-22T08:30:00\.\d{3}\+0000$/) },
    ]);
  });

  it('know the deletions that the world brings', () => {
    const deleted = org.engine.getDeleted('Account', new Date('2026-11-20T00:00:00Z'), until);
    expect(deleted).toEqual([{ id: '001000000000A05AAE', deletedDate: '2026-11-20T10:00:00.000+0000' }]);
  });

  it('refuse objects without a recycle bin', () => {
    expect(refusalOf(() => org.engine.getDeleted('User', since, until)).errorCode).toBe('INVALID_TYPE');
  });
});
