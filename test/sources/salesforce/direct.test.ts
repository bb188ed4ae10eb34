import { SourceUnavailableError } from '../../../server/errors.ts';
import { accountId, accounts, closeSalesforce, startSalesforce } from './support.ts';

afterEach(closeSalesforce);

const FIELDS = { account: ['Zendesk_Organization_Id__c'] };
const STORED = 'Zendesk_Organization_Id__c';

describe('accounts asked for by id', () => {
  it('come in lists of 200, deleted ones included', async () => {
    const Account = accounts(450, (number) => ({ IsDeleted: number === 450 }));
    const { source, journal } = await startSalesforce({ rows: { Account } });
    const ids = [...Account.map(({ Id }) => String(Id)), accountId(9_999)];
    const found = await source.accountsById(ids, FIELDS);
    expect(found.map(({ Id }) => Id).sort()).toEqual(ids.slice(0, 450).sort());
    expect(found.find(({ Id }) => Id === accountId(450))).toMatchObject({ IsDeleted: true });
    expect((await journal()).filter((request) => request.includes('WHERE Id IN'))).toHaveLength(3);
  });

  it('by what is no id are absent, and reach no query', async () => {
    const { source, journal } = await startSalesforce({ rows: { Account: accounts(1) } });
    expect(await source.accountsById([accountId(1), "001') OR Name != ('", '', '001'], FIELDS)).toHaveLength(1);
    expect((await journal()).join()).not.toContain('OR Name');
  });

  it('whose answer was cut are asked for again', async () => {
    const { source, fault } = await startSalesforce({ rows: { Account: accounts(5) } });
    await fault('queryAll', 1, { truncate: 2, done: true });
    expect(
      await source.accountsById(
        accounts(5).map(({ Id }) => String(Id)),
        FIELDS,
      ),
    ).toHaveLength(5);
  });

  it('whose answer is cut again and again are an error, not absent', async () => {
    const { source, fault } = await startSalesforce({ rows: { Account: accounts(5) } });
    await fault('queryAll', 99, { truncate: 2, done: true });
    await expect(
      source.accountsById(
        accounts(5).map(({ Id }) => String(Id)),
        FIELDS,
      ),
    ).rejects.toThrow(SourceUnavailableError);
  });
});

describe('accounts asked for by a field', () => {
  const HOSTILE = ["O'Brien\\", '%', '_', '"quoted"', 'line\nbreak', "') OR (Name != '", 'ünï, code', '42'];

  it('are found by exactly the value, whatever characters it has', async () => {
    const Account = accounts(HOSTILE.length, (number) => ({ [STORED]: HOSTILE[number - 1] }));
    const { source } = await startSalesforce({ rows: { Account } });
    for (const value of HOSTILE) {
      const found = await source.accountsByField(STORED, [value], FIELDS);
      expect(found.map((record) => record[STORED])).toEqual([value]);
    }
  });

  it('are live ones only', async () => {
    const Account = accounts(2, (number) => ({ [STORED]: '42', IsDeleted: number === 2 }));
    const { source } = await startSalesforce({ rows: { Account } });
    expect((await source.accountsByField(STORED, ['42'], FIELDS)).map(({ Id }) => Id)).toEqual([accountId(1)]);
  });

  it('are asked for in queries short enough for a URL', async () => {
    const values = Array.from({ length: 60 }, (_none, index) => `${"é'".repeat(100)}${index}`);
    const { source, journal } = await startSalesforce({
      rows: { Account: accounts(1, () => ({ [STORED]: values[59] })) },
    });
    expect(await source.accountsByField(STORED, values, FIELDS)).toHaveLength(1);
    for (const request of await journal()) expect(encodeURIComponent(request).length).toBeLessThan(16_000);
  });

  it('that holds numbers are compared with numbers', async () => {
    const { source } = await startSalesforce({
      rows: { Account: accounts(1, () => ({ Zendesk_Number__c: 42 })) },
      packages: { Account: { Zendesk_Number__c: { type: 'double' } } },
    });
    expect(await source.accountsByField('Zendesk_Number__c', ['42', 'abc', "1') OR ('"], FIELDS)).toHaveLength(1);
  });

  it('cost no query when there is nothing to ask for', async () => {
    const { source, journal } = await startSalesforce();
    expect(await source.accountsByField(STORED, [], FIELDS)).toEqual([]);
    expect((await journal()).filter((request) => request.includes('/query'))).toEqual([]);
  });
});
