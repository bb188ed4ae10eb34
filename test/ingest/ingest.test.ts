import { readFileSync } from 'node:fs';
import { parseContract } from '../../server/contract/loadContract.ts';
import { ingestAccount, ingestContact } from '../../server/ingest/ingestSalesforce.ts';
import { ingestMembership, ingestOrganization, ingestTicket } from '../../server/ingest/ingestZendesk.ts';

const contract = parseContract(readFileSync('config/contract.yml', 'utf8'), 'contract.yml');
const id = '001D000000IqhSLIAZ';

describe('ingesting an account', () => {
  it('keeps its pointers as read and its keys normalised', () => {
    const row = ingestAccount(
      { Id: id, Name: ' Acme, Inc. ', Type: 'Customer', Zendesk_Organization_Id__c: ' 42 ', Website: 'www.acme.co.uk' },
      contract,
    );
    expect(row).toMatchObject({ state: 'live', storedId: ' 42 ', attributes: { Type: 'Customer' } });
    expect(row.keys).toEqual([
      { rung: 'external_id', key: id },
      { rung: 'external_id', key: 'fold:001d000000iqhsl' },
      { rung: 'stored_id', key: '42' },
      { rung: 'name', key: 'acme inc' },
      { rung: 'domain', key: 'acme.co.uk' },
    ]);
  });

  it('lets a deleted account be found and claim nothing', () => {
    const row = ingestAccount({ Id: id, IsDeleted: true, Zendesk_Organization_Id__c: '42' }, contract);
    expect([row.state, row.keys.map(({ rung }) => rung)]).toEqual(['deleted', ['external_id', 'external_id']]);
  });

  it('tells a merged account from a deleted one by its master', () => {
    const row = ingestAccount({ Id: id, IsDeleted: true, MasterRecordId: '001D000000IqhSMIAZ' }, contract);
    expect([row.state, row.masterId]).toEqual(['merged', '001D000000IqhSMIAZ']);
  });

  it('does not keep the name of a person', () => {
    expect(ingestAccount({ Id: id, Name: 'Ada Lovelace', IsPersonAccount: true }, contract).name).toBeNull();
  });

  it('reads Salesforce’s colonless offset as a time that every database takes', () => {
    const row = ingestAccount({ Id: id, SystemModstamp: '2026-11-22T08:00:00.000+0000' }, contract);
    expect(row.modifiedAt).toBe('2026-11-22T08:00:00.000+00:00');
  });
});

describe('ingesting an organization', () => {
  it.each([
    [id, id],
    [id.toLowerCase(), id],
    [id.slice(0, 15), 'fold:001d000000iqhsl'],
    ['CUST-1', undefined],
    ['003D000000IqhSLIAZ', undefined],
  ])('finds the account of the key %s under %s', (external_id, key) => {
    const row = ingestOrganization({ id: '42', name: 'Acme', external_id }, contract);
    expect(row.keys.find(({ rung }) => rung === 'external_id')?.key).toBe(key);
    expect(row.keyText).toBe(external_id);
  });

  it('takes one with deleted_at for gone, whatever list it came in', () => {
    const row = ingestOrganization({ id: '42', external_id: id, deleted_at: '2026-01-01T00:00:00Z' }, contract);
    expect([row.state, row.keyText, row.keys.length]).toEqual(['gone', null, 2]);
  });
});

describe('people and tickets', () => {
  it('keep no address and no name: a keyed hash and a domain', () => {
    const row = ingestContact({ Id: '003D000000IqhSLIAZ', Email: 'Ada@Acme.example' }, (email) => `hash of ${email}`);
    expect(row).toMatchObject({ emailHash: 'hash of ada@acme.example', emailDomain: 'acme.example' });
    expect(JSON.stringify({ ...row, emailHash: '' })).not.toContain('Ada');
  });

  it('read a default membership from true, and none from null', () => {
    const membership = { id: '1', user_id: '2', organization_id: '3' };
    expect(ingestMembership({ ...membership, default: true }).isDefault).toBe(true);
    expect(ingestMembership({ ...membership, default: null }).isDefault).toBe(false);
  });

  it('keep no text of a ticket', () => {
    const row = ingestTicket({ id: '1', subject: 'Help', description: 'My password is', status: 'open' });
    expect(Object.keys(row).sort()).toEqual([
      'createdAt',
      'id',
      'modifiedAt',
      'organizationId',
      'requesterId',
      'status',
    ]);
  });
});
