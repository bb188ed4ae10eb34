import { accountId, createTestOrg, refusalOf } from '../fixtures/testOrg.ts';

const { engine, caller, shortIds } = createTestOrg();

/** WHERE clause on Account -> the ids that it leaves, in order of id. */
const accountFilters: [string, string[]][] = [
  ["Name = 'ACME'", ['A01']],
  ["Name != 'acme'", ['A02', 'A03', 'A04', 'a01']],
  ["Name < 'b'", ['A01', 'A02']],
  ["Name >= 'o'", ['A03', 'A04']],
  ["Name LIKE 'acme%'", ['A01', 'A02']],
  ["Name LIKE '%EUROPE'", ['A02']],
  ["Name LIKE 'Z_ta%'", ['A04']],
  ["Name LIKE 'Zeta\\_1'", ['A04']],
  ["Name LIKE 'Acme\\_1'", []],
  ["Name LIKE '%100\\%'", ['A03']],
  ["Name = 'O\\'Brien 100%'", ['A03']],
  ["Name = 'O\\u0027Brien 100%'", ['A03']],
  ["Name IN ('acme', 'gone', 'zeta_1')", ['A01', 'A04']],
  ["Name NOT IN ('acme', 'zeta_1')", ['A02', 'A03', 'a01']],
  ['Type = null', ['A03', 'a01']],
  ["Type = ''", ['A03', 'a01']],
  ['Type != NULL', ['A01', 'A02', 'A04']],
  ["Type != 'Prospect'", ['A01', 'A02', 'A03', 'a01']],
  ["NOT Type = 'Prospect'", ['A01', 'A02', 'A03', 'a01']],
  ["Type IN ('Prospect', null)", ['A03', 'A04', 'a01']],
  ['NumberOfEmployees > 10', ['A02', 'A04']],
  ['NumberOfEmployees >= 10 AND NumberOfEmployees < 30', ['A01', 'A02']],
  ['NumberOfEmployees <= 10', ['A01']],
  ['NumberOfEmployees IN (10, 30)', ['A01', 'A04']],
  ['AnnualRevenue = 100.5', ['A01']],
  ["(Type = 'Prospect' OR Type = null) AND NOT (Name LIKE 'Z%' OR Name LIKE 'L%')", ['A03']],
  ["NOT (NOT (Name = 'acme'))", ['A01']],
  [
    "(NOT Name = 'acme') AND (NumberOfEmployees = 20 OR (NumberOfEmployees = 30 AND Type = 'prospect'))",
    ['A02', 'A04'],
  ],
  ['IsDeleted = false', ['A01', 'A02', 'A03', 'A04', 'a01']],
  ['IsDeleted = TRUE', []],
  ["Id = '001000000000A01'", ['A01']],
  ["Id = '001000000000a01AAA'", ['a01']],
  ["Id IN ('001000000000A01', '001000000000A02AAC')", ['A01', 'A02']],
  ["Id > '001000000000A03'", ['A04', 'a01']],
  ["ParentId = '001000000000A01EAQ'", ['A02']],
  ["Parent.Name = 'Acme'", ['A02']],
  ["Parent.Owner.Name = 'sandbox owner'", ['A02']],
  ['Parent.Name = null', ['A01', 'A03', 'A04', 'a01']],
  ["Owner.Username = 'EDITOR@example.com'", ['A03']],
  ["Regions__c INCLUDES ('North;South')", ['A01']],
  ["Regions__c INCLUDES ('South', 'north')", ['A01', 'A02']],
  ["Regions__c EXCLUDES ('South')", ['A02', 'A03', 'A04', 'a01']],
  ['CreatedDate = TODAY', []],
  ['CreatedDate = YESTERDAY', ['A04', 'a01']],
  ['CreatedDate >= LAST_N_DAYS:2', ['A04', 'a01']],
  ['CreatedDate = LAST_N_DAYS:2', ['A04', 'a01']],
  ['CreatedDate < THIS_MONTH', ['A01', 'A02', 'A03']],
  ['CreatedDate > 2026-11-21T23:30:00Z', ['A04']],
  ['CreatedDate > 2026-11-22T00:30:00+01:00', ['A04']],
  ['CreatedDate = 2026-11-21T23:00:00.000+0000', ['a01']],
  ['CALENDAR_YEAR(CreatedDate) = 2026', ['A04', 'a01']],
  ['DAY_ONLY(CreatedDate) = 2026-11-21', ['A04', 'a01']],
  ["Id IN (SELECT AccountId FROM Contact WHERE Email LIKE '%acme%')", ['A01']],
  ['Id NOT IN (SELECT AccountId FROM Contact)', ['A03', 'A04', 'a01']],
  ['Id IN (SELECT Account__c FROM Contract_Line__c WHERE Active__c = true)', ['A01', 'A02']],
  ["Account.Name = 'Acme'", ['A01']],
];

describe('WHERE', () => {
  it.each(accountFilters)('finds Accounts with %s', (where, expected) => {
    expect(shortIds(`SELECT Id FROM Account WHERE ${where} ORDER BY Id`)).toEqual(expected);
  });

  it('reads custom fields by their types', () => {
    const lines = (where: string) => shortIds(`SELECT Id FROM Contract_Line__c WHERE ${where} ORDER BY Id`);
    expect(lines("Line_Key__c = 'KEY-A'")).toEqual(['L02']);
    expect(lines("Account__r.Name = 'acme'")).toEqual(['L01', 'L02']);
    expect(lines('Active__c = false')).toEqual(['L02']);
    expect(lines('Signed_On__c = TODAY')).toEqual(['L01']);
    expect(lines('Signed_On__c = 2026-10-01')).toEqual(['L02']);
    expect(lines('Signed_On__c = LAST_MONTH')).toEqual(['L02']);
    expect(lines('Quantity__c = null')).toEqual(['L03']);
  });

  it('compares formula fields', () => {
    expect(shortIds("SELECT Id FROM Contract_Line__c WHERE State__c = 'ACTIVE/Acme'")).toEqual(['L01']);
    expect(shortIds('SELECT Id FROM Contract_Line__c WHERE Total__c > 10')).toEqual(['L01']);
  });

  it('shows deleted records to queryAll only', () => {
    const soql = "SELECT Id FROM Account WHERE MasterRecordId = '001000000000A01'";
    expect(shortIds(soql)).toEqual([]);
    expect(shortIds(soql, { includeDeleted: true })).toEqual(['A05']);
    expect(shortIds(`${soql} ALL ROWS`, { variables: {} })).toEqual(['A05']);
  });

  it('binds Apex variables, alone and as lists', () => {
    const variables = {
      name: 'ACME',
      ids: [accountId('A02'), accountId('A03')],
      since: new Date('2026-11-21T23:30:00Z'),
      n: 1,
      pattern: 'z%',
    };
    const find = (rest: string) => shortIds(`SELECT Id FROM Account ${rest}`, { variables });
    expect(find('WHERE Name = :name')).toEqual(['A01']);
    expect(find('WHERE Id IN :ids ORDER BY Id LIMIT :n')).toEqual(['A02']);
    expect(find('WHERE CreatedDate > :since')).toEqual(['A04']);
    expect(find('WHERE Name LIKE :pattern')).toEqual(['A04']);
    expect(() => find('WHERE Name = :other')).toThrow(/binds :other/);
  });

  it('follows an index through parents to the same rows as a look at each', () => {
    expect(shortIds("SELECT Id FROM Contact WHERE Account.Parent.Name = 'acme'")).toEqual(['C03']);
    expect(shortIds("SELECT Id FROM Contact WHERE NOT Account.Parent.Name != 'acme'")).toEqual(['C03']);
  });
});

/** Statement -> code and a part of the message with which it is refused. */
const refusals: [string, string, string][] = [
  ['SELECT Id FROM Nothing__c', 'INVALID_TYPE', "sObject type 'Nothing__c' is not supported"],
  ['SELECT Id FROM Opportunity', 'INVALID_TYPE', "sObject type 'Opportunity' is not supported"],
  ['SELECT Nope__c FROM Account', 'INVALID_FIELD', "No such column 'Nope__c' on entity 'Account'"],
  ["SELECT Id FROM Account WHERE Nope__c = 'x'", 'INVALID_FIELD', "No such column 'Nope__c' on entity 'Account'"],
  ['SELECT Id FROM Account ORDER BY Nope__c', 'INVALID_FIELD', "No such column 'Nope__c'"],
  ['SELECT IsPersonAccount FROM Account', 'INVALID_FIELD', "No such column 'IsPersonAccount'"],
  ['SELECT Nope__r.Name FROM Account', 'INVALID_FIELD', "Didn't understand relationship 'Nope__r' in field path"],
  ['SELECT (SELECT Id FROM Nopes) FROM Account', 'INVALID_TYPE', "Didn't understand relationship 'Nopes' in FROM part"],
  ['SELECT Id FROM Account WHERE', 'MALFORMED_QUERY', 'xpect'],
  ['SELECT Id, FROM Account', 'MALFORMED_QUERY', 'xpect'],
  ["SELECT Id FROM Account WHERE Name = 'open", 'MALFORMED_QUERY', 'unexpected'],
  ["SELECT Id FROM Account WHERE Name = 'a\\qb'", 'MALFORMED_QUERY', "Illegal character sequence '\\q'"],
  ["SELECT Id FROM Account WHERE Name = 'a' AND Type = 'b' OR Type = 'c'", 'MALFORMED_QUERY', "unexpected token: 'OR'"],
  ['SELECT Id FROM Account WHERE Name = 5', 'INVALID_FIELD', 'must be of type string and should be enclosed in quotes'],
  ["SELECT Id FROM Account WHERE IsDeleted = 'false'", 'INVALID_FIELD', 'must be of type boolean'],
  ["SELECT Id FROM Account WHERE CreatedDate > '2026-01-01'", 'INVALID_FIELD', 'must be of type dateTime'],
  ['SELECT Id FROM Account WHERE CreatedDate > 2026-01-01', 'INVALID_FIELD', 'must be of type dateTime'],
  ["SELECT Id FROM Account WHERE NumberOfEmployees = '1'", 'INVALID_FIELD', 'must be of type int'],
  ["SELECT Id FROM Account WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc'],
  ["SELECT Id FROM Account WHERE Id LIKE '001%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field'],
  ["SELECT Id FROM Account WHERE Name INCLUDES ('a')", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator includes'],
  ["SELECT Id FROM Contract_Line__c WHERE Notes__c = 'a'", 'INVALID_FIELD', "field 'Notes__c' can not be filtered"],
  ['SELECT Id FROM Account WHERE Id = :id', 'MALFORMED_QUERY', 'Bind variables only allowed in Apex code'],
  ['SELECT Id FROM Account ALL ROWS', 'MALFORMED_QUERY', 'ALL ROWS not allowed in this context'],
  [
    'SELECT Id FROM Account WHERE Name IN (SELECT LastName FROM Contact)',
    'MALFORMED_QUERY',
    'should be of type id or reference',
  ],
  [
    'SELECT Id FROM Account WHERE Id IN (SELECT Email FROM Contact)',
    'MALFORMED_QUERY',
    'must be an id or reference field',
  ],
  [
    "SELECT Id FROM Account WHERE Name = 'a' OR Id IN (SELECT AccountId FROM Contact)",
    'MALFORMED_QUERY',
    'only allowed at the top level',
  ],
  ['SELECT TYPEOF Owner WHEN User THEN Name END FROM Account', 'MALFORMED_QUERY', 'TYPEOF is not evaluated'],
  ['SELECT Id FROM Account USING SCOPE Mine', 'MALFORMED_QUERY', 'USING SCOPE'],
  ['SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000'],
  ['DELETE FROM Account', 'MALFORMED_QUERY', ''],
];

describe('a refused statement', () => {
  it.each(refusals)('%s is %s', (soql, errorCode, message) => {
    const refusal = refusalOf(() => engine.query(soql, caller));
    expect(refusal).toMatchObject({ status: 400, errorCode });
    expect(refusal.message).toContain(message);
  });

  it('points at the token as Salesforce does', () => {
    expect(refusalOf(() => engine.query('SELECT Id,\n  Nope__c FROM Account', caller)).message).toContain(
      'ERROR at Row:2:Column:3\nNo such column',
    );
  });

  it('is one of more than 100,000 characters', () => {
    const soql = `SELECT Id FROM Account WHERE Name = '${'x'.repeat(100_000)}'`;
    expect(refusalOf(() => engine.query(soql, caller)).message).toContain('cannot be longer than 100000 characters');
  });
});
