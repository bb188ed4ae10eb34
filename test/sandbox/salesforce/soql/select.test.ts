import { accountId, createTestOrg, refusalOf } from '../fixtures/testOrg.ts';

const { engine, caller, shortIds } = createTestOrg();
const query = (soql: string) => engine.query(soql, caller);

describe('SELECT', () => {
  it('gives records in the shape of the REST API', () => {
    expect(
      query("SELECT id, name, parent.name, Parent.Owner.Name FROM account WHERE Name LIKE 'acme%' ORDER BY Name"),
    ).toEqual({
      totalSize: 2,
      columns: ['Id', 'Name', 'Parent.Name', 'Parent.Owner.Name'],
      records: [
        {
          attributes: { type: 'Account', url: '/services/data/v66.0/sobjects/Account/001000000000A01AAE' },
          Id: '001000000000A01AAE',
          Name: 'Acme',
          Parent: null,
        },
        {
          attributes: { type: 'Account', url: '/services/data/v66.0/sobjects/Account/001000000000A02AAE' },
          Id: '001000000000A02AAE',
          Name: 'acme Europe',
          Parent: {
            attributes: { type: 'Account', url: '/services/data/v66.0/sobjects/Account/001000000000A01AAE' },
            Name: 'Acme',
            Owner: {
              attributes: { type: 'User', url: expect.stringMatching(/\/sobjects\/User\/005/) },
              Name: 'Sandbox Owner',
            },
          },
        },
      ],
    });
  });

  it('writes the version of the request into record URLs', () => {
    const [record] = engine.query('SELECT Id FROM Organization', { ...caller, apiVersion: '68.0' }).records;
    expect(record?.attributes.url).toBe('/services/data/v68.0/sobjects/Organization/00D000000000001EAA');
  });

  it('prints ids with 18 characters and instants in UTC with milliseconds', () => {
    const [record] = query("SELECT ParentId, CreatedDate FROM Account WHERE Id = '001000000000A02'").records;
    expect(record).toMatchObject({ ParentId: '001000000000A01AAE', CreatedDate: '2020-01-01T00:00:00.000+0000' });
    const [later] = query("SELECT CreatedDate FROM Account WHERE Id = '001000000000a01'").records;
    expect(later?.CreatedDate).toBe('2026-11-21T23:00:00.000+0000');
  });

  it('gives every selected field, empty ones as null', () => {
    const [record] = query("SELECT Type, Website, IsDeleted FROM Account WHERE Id = '001000000000A03'").records;
    expect(record).toMatchObject({ Type: null, Website: 'https://obrien.example', IsDeleted: false });
  });

  it('gathers addresses', () => {
    const [record] = query("SELECT BillingAddress, BillingCity FROM Account WHERE Id = '001000000000a01'").records;
    expect(record).toMatchObject({
      BillingAddress: { city: 'Bern', country: 'CH', street: null },
      BillingCity: 'Bern',
    });
  });

  it('nests child sub-queries, null where there are no children', () => {
    const { records } = query(
      "SELECT Name, (SELECT LastName FROM Contacts WHERE Email != null ORDER BY LastName DESC LIMIT 1), (SELECT Id FROM Contract_Lines__r) FROM Account WHERE Id IN ('001000000000A01', '001000000000A04') ORDER BY Id",
    );
    expect(records[0]).toMatchObject({
      Contacts: { totalSize: 1, done: true, records: [{ attributes: { type: 'Contact' }, LastName: 'Bell' }] },
      Contract_Lines__r: { totalSize: 2 },
    });
    expect(records[1]).toMatchObject({ Contacts: null, Contract_Lines__r: null });
  });

  it('names the kind of a parent that may be of several', () => {
    engine.insert('Case_File__c', { Topic__c: 'x' }, caller);
    const [record] = query('SELECT Owner.Name, Owner.Type FROM Case_File__c').records;
    expect(record?.Owner).toMatchObject({ Name: 'Linkproof Integration', Type: 'User' });
  });

  it('expands FIELDS() to what the user may read', () => {
    const standard = query('SELECT FIELDS(STANDARD) FROM Account LIMIT 1').columns;
    expect(standard).toEqual(expect.arrayContaining(['Id', 'Name', 'Type', 'MasterRecordId']));
    expect(standard).not.toContain('Partner_Id__c');
    expect(standard).not.toContain('Description');
    expect(query('SELECT Id, FIELDS(CUSTOM) FROM Account LIMIT 200').columns).toEqual([
      'Id',
      'Partner_Id__c',
      'Regions__c',
    ]);
    expect(refusalOf(() => query('SELECT FIELDS(ALL) FROM Account LIMIT 201')).message).toBe(
      'The SOQL FIELDS function must have a LIMIT of at most 200',
    );
  });

  it('translates picklist values', () => {
    const { records } = query('SELECT toLabel(Status__c) FROM Contract_Line__c ORDER BY Name');
    expect(records.map((record) => record.Status__c)).toEqual(['In force', 'Draft', 'In force']);
  });

  it('refuses a column twice and an alias without aggregates', () => {
    expect(refusalOf(() => query('SELECT Id, id FROM Account')).message).toBe('duplicate field selected: Id');
    expect(refusalOf(() => query('SELECT Name n FROM Account')).message).toBe(
      'only aggregate expressions use field aliasing',
    );
  });

  it('takes a table alias', () => {
    expect(shortIds("SELECT a.Id FROM Account a WHERE a.Name = 'acme'")).toEqual(['A01']);
  });
});

describe('ORDER BY, LIMIT and OFFSET', () => {
  const orders: [string, string[]][] = [
    ['ORDER BY Name', ['A01', 'A02', 'a01', 'A03', 'A04']],
    ['ORDER BY Name DESC', ['A04', 'A03', 'a01', 'A02', 'A01']],
    ['ORDER BY NumberOfEmployees, Id', ['A03', 'a01', 'A01', 'A02', 'A04']],
    ['ORDER BY NumberOfEmployees NULLS LAST, Id DESC', ['A01', 'A02', 'A04', 'a01', 'A03']],
    ['ORDER BY NumberOfEmployees DESC NULLS LAST, Id', ['A04', 'A02', 'A01', 'A03', 'a01']],
    ['ORDER BY Parent.Name NULLS LAST, Id', ['A02', 'A01', 'A03', 'A04', 'a01']],
    ['ORDER BY Id LIMIT 2', ['A01', 'A02']],
    ['ORDER BY Id LIMIT 2 OFFSET 3', ['A04', 'a01']],
    ['LIMIT 0', []],
  ];
  it.each(orders)('%s', (clause, expected) => {
    expect(shortIds(`SELECT Id FROM Account ${clause}`)).toEqual(expected);
  });

  it('pages by id without a gap, capitals before small letters', () => {
    expect(shortIds("SELECT Id FROM Account WHERE Id > '001000000000A03AAE' ORDER BY Id LIMIT 1")).toEqual(['A04']);
    expect(shortIds(`SELECT Id FROM Account WHERE Id > '${accountId('A04')}' ORDER BY Id`)).toEqual(['a01']);
  });
});

describe('aggregates', () => {
  const rows = (soql: string) => query(soql).records.map(({ attributes: _, ...values }) => values);

  it('answers COUNT() by totalSize alone', () => {
    expect(query('SELECT COUNT() FROM Account')).toEqual({ totalSize: 5, records: [], columns: [] });
    expect(query("SELECT COUNT() FROM Account WHERE Type = 'nothing'").totalSize).toBe(0);
    expect(engine.query('SELECT COUNT() FROM Account', { ...caller, includeDeleted: true }).totalSize).toBe(6);
  });

  it.each<[string, Record<string, unknown>[]]>([
    ['SELECT COUNT(Id) FROM Account', [{ expr0: 5 }]],
    ['SELECT COUNT(Type) typed, COUNT_DISTINCT(OwnerId) FROM Account', [{ typed: 3, expr0: 2 }]],
    [
      'SELECT SUM(NumberOfEmployees), AVG(NumberOfEmployees) mean, MIN(NumberOfEmployees), MAX(Name) FROM Account',
      [{ expr0: 60, mean: 20, expr1: 10, expr2: 'Zeta_1' }],
    ],
    ["SELECT SUM(NumberOfEmployees), COUNT(Id) FROM Account WHERE Name = 'nothing'", [{ expr0: null, expr1: 0 }]],
    ["SELECT Type FROM Account WHERE Name = 'nothing' GROUP BY Type", []],
    [
      'SELECT Type, COUNT(Id) n FROM Account GROUP BY Type ORDER BY COUNT(Id) DESC, Type LIMIT 2',
      [
        { Type: null, n: 2 },
        { Type: 'Customer - Channel', n: 1 },
      ],
    ],
    [
      'SELECT Account.Name, COUNT(Id) FROM Contact GROUP BY Account.Name HAVING COUNT(Id) > 1',
      [{ Name: 'Acme', expr0: 2 }],
    ],
    [
      'SELECT Status__c state, SUM(Total__c) FROM Contract_Line__c GROUP BY Status__c ORDER BY Status__c',
      [
        { state: 'active', expr0: 12.5 },
        { state: 'draft', expr0: 0 },
      ],
    ],
    [
      'SELECT CALENDAR_YEAR(CreatedDate) y, COUNT(Id) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate) ORDER BY CALENDAR_YEAR(CreatedDate) DESC',
      [
        { y: 2026, expr0: 2 },
        { y: 2020, expr0: 3 },
      ],
    ],
    ['SELECT MAX(SystemModstamp) FROM Account', [{ expr0: '2026-11-21T23:59:59.000+0000' }]],
  ])('%s', (soql, expected) => {
    expect(rows(soql)).toEqual(expected);
  });

  it.each([
    ['SELECT Name, COUNT(Id) FROM Account', 'Field must be grouped or aggregated: Name'],
    ['SELECT Name FROM Account GROUP BY Type', 'Field must be grouped or aggregated: Name'],
    ['SELECT COUNT(Id) n, COUNT(Name) n FROM Account', 'duplicate alias: n'],
    ['SELECT SUM(Name) FROM Account', 'does not support aggregate operator SUM'],
    ['SELECT Notes__c FROM Contract_Line__c GROUP BY Notes__c', "field 'Notes__c' can not be grouped in a query call"],
    ['SELECT Type, COUNT(Id) FROM Account GROUP BY ROLLUP(Type)', 'does not evaluate ROLLUP(Type)'],
    ['SELECT Id, (SELECT COUNT(Id) FROM Contacts) FROM Account', 'Only root queries support aggregate expressions'],
    ['SELECT Id FROM Account ORDER BY COUNT(Id)', 'Ordered field must be grouped or aggregated'],
    ['SELECT Notes__c FROM Contract_Line__c ORDER BY Notes__c', "field 'Notes__c' can not be sorted in a query call"],
  ])('refuses %s', (soql, message) => {
    const refusal = refusalOf(() => query(soql));
    expect(refusal.errorCode).toBe('MALFORMED_QUERY');
    expect(refusal.message).toContain(message);
  });

  it('refuses more groups than one batch holds', () => {
    const many = Array.from({ length: 2001 }, (_, index) => ({ Name: `Account ${index}` }));
    const big = createTestOrg({ rows: new Map([['Account', many]]) });
    const grouped = 'SELECT Name FROM Account GROUP BY Name';
    expect(refusalOf(() => big.engine.query(grouped, big.caller)).errorCode).toBe('EXCEEDED_ID_LIMIT');
    expect(big.engine.query(`${grouped} LIMIT 2000`, big.caller).totalSize).toBe(2000);
  });
});
