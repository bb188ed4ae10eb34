import { readFileSync } from 'node:fs';
import { parseContract } from '../../server/contract/loadContract.ts';
import { ingestAccount, ingestContact } from '../../server/ingest/ingestSalesforce.ts';
import {
  ingestMembership,
  ingestOrganization,
  ingestTicket,
  ingestZendeskUser,
} from '../../server/ingest/ingestZendesk.ts';

const shipped = readFileSync('config/contract.yml', 'utf8');
const contract = parseContract(shipped, 'contract.yml');
const mirroring = {
  ...contract,
  mirroredFields: [
    { account: 'OwnerId', organization: 'account_owner' },
    { account: 'Region__c', organization: 'region' },
  ],
};
const hash = (email: string) => `hash of ${email}`;
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

  it('keeps the fields that the contract mirrors, where Zendesk has them', () => {
    const raw = { id: '42', organization_fields: { account_owner: null, other: 'x' } };
    expect(ingestOrganization(raw, mirroring).mirrored).toEqual({ account_owner: null });
    const account = ingestAccount({ Id: id, OwnerId: '005D000000IqhSLIAZ', Region__c: 'North' }, mirroring);
    expect(account.attributes).toMatchObject({ OwnerId: '005D000000IqhSLIAZ', Region__c: 'North' });
  });
});

describe('reading domain names', () => {
  const domainsOf = (...domain_names: string[]) => ingestOrganization({ id: '42', domain_names }, contract).domains;

  it.each([
    ['acme.example', 'acme.example', 'company'],
    ['mail.ACME.co.uk', 'acme.co.uk', 'company'],
    ['gmail.com', 'gmail.com', 'free_mail'],
    ['yahoo.co.uk', 'yahoo.co.uk', 'free_mail'],
    ['fastmail.com', 'fastmail.com', 'free_mail'],
    ['eu.gmx.de', 'gmx.de', 'free_mail'],
    ['mailinator.com', 'mailinator.com', 'disposable'],
    ['shop.example.com', 'example.com', 'company'],
    ['acme.github.io', 'acme.github.io', 'company'],
    ['github.io', 'github.io', 'company'],
  ])('finds that behind %s stands %s, a %s domain', (name, registrable, kind) => {
    expect(domainsOf(name)).toEqual([{ name: name.toLowerCase(), registrable, kind }]);
  });

  it('leaves out what is no domain, and says nothing twice', () => {
    expect(domainsOf('acme', '', '10.0.0.1', 'com', ' acme.example', 'acme.example')).toHaveLength(1);
  });

  it('finds none on an organization that is gone', () => {
    const gone = { id: '42', domain_names: ['gmail.com'], deleted_at: '2026-01-01T00:00:00Z' };
    expect(ingestOrganization(gone, contract).domains).toEqual([]);
  });
});

describe('people and tickets', () => {
  const contactId = '003D000000IqhSLIAZ';

  it('keep no address and no name: a keyed hash', () => {
    const row = ingestContact({ Id: contactId, Email: 'Ada@Acme.example', LastName: 'Lovelace' }, hash);
    expect(row).toMatchObject({ emailHash: 'hash of ada@acme.example', fold: '003d000000iqhsl', masterId: null });
    expect(JSON.stringify({ ...row, emailHash: '' })).not.toMatch(/ada|lovelace|acme/i);
  });

  it('keep to whom a contact lost a merge', () => {
    const merged = { Id: contactId, IsDeleted: true, MasterRecordId: '003D000000IqhSMIAZ' };
    expect(ingestContact(merged, hash)).toMatchObject({ deleted: true, masterId: '003D000000IqhSMIAZ' });
  });

  it.each([
    [null, null, 'none'],
    ['  ', null, 'none'],
    [contactId, contactId, 'canonical'],
    [contactId.toLowerCase(), contactId, 'noncanonical'],
    [` ${contactId}`, contactId, 'noncanonical'],
    [contactId.slice(0, 15), '003d000000iqhsl', 'fifteen'],
    ['00QD000000IqhSLIAZ', null, 'other'],
    [id, null, 'other'],
    ['003D000000IqhSLIAA', null, 'other'],
    ['ada@acme.example', null, 'other'],
  ])('read the external id %p as the contact key %p, %s', (external_id, contactKey, contactKeyForm) => {
    const row = ingestZendeskUser({ id: '1', role: 'end-user', external_id }, hash);
    expect(row).toMatchObject({ contactKey, contactKeyForm });
    expect(row).not.toHaveProperty('externalId');
  });

  it.each([
    ['admin', 'linkproof.co.uk'],
    ['agent', null],
    ['end-user', null],
  ])('keep the domain of the address of an %s as %p', (role, emailDomain) => {
    const row = ingestZendeskUser({ id: '1', role, email: 'Ops@mail.linkproof.co.uk' }, hash);
    expect(row.emailDomain).toBe(emailDomain);
  });

  it.each([
    ['2026-11-22T08:00:00Z', 1_795_334_399, '2026-11-22T08:00:00Z'],
    ['2026-11-22T08:00:00Z', 1_795_334_401, '2026-11-22T08:00:01.000Z'],
    ['2026-11-22T08:00:00Z', undefined, '2026-11-22T08:00:00Z'],
    ['2026-11-22T08:00:00Z', 9e15, '2026-11-22T08:00:00Z'],
  ])('take a ticket updated at %s and generated at %p for changed at %s', (updated_at, generated, changed) => {
    const row = ingestTicket({ id: '1', status: 'open', updated_at, generated_timestamp: generated });
    expect(row.modifiedAt).toBe(changed);
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
