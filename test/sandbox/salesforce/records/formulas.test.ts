import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { accountId, createTestOrg, fixtureForceApp } from '../fixtures/testOrg.ts';

describe('formula fields', () => {
  const org = createTestOrg();
  const read = (field: string, fields: Record<string, unknown>) => {
    const { id } = org.engine.insert('Contract_Line__c', { Account__c: accountId('A01'), ...fields }, org.caller);
    return org.engine.retrieve('Contract_Line__c', id, { ...org.caller, fields: [field] })[field];
  };

  it('join parents, picklists and text, and compare with a custom setting', () => {
    expect(read('State__c', { Status__c: 'active', Signed_At__c: '2026-07-01T00:00:00Z' })).toBe('active/Acme');
    expect(read('State__c', { Status__c: 'active', Signed_At__c: '2026-05-31T00:00:00Z' })).toBe('old');
  });

  it('treat a comparison with an empty field as false', () => {
    expect(read('State__c', { Status__c: 'draft', Signed_At__c: null })).toBe('draft/Acme');
  });

  it('treat blanks as zero where the field says so', () => {
    expect(read('Total__c', { Quantity__c: null, Amount__c: 5 })).toBe(0);
    expect(read('Total__c', { Quantity__c: 3, Amount__c: 2.5 })).toBe(7.5);
  });

  it('choose a case by a picklist’s value, and nothing where none fits and none is given', () => {
    expect(read('Rank__c', { Status__c: 'active' })).toBe(2);
    expect(read('Rank__c', { Status__c: 'draft' })).toBeNull();
  });

  it('calculate with shares, and give percentages', () => {
    expect(read('Share__c', { Quantity__c: 1, Amount__c: 4 })).toBe(25);
    expect(read('Half_Share__c', { Quantity__c: 1, Amount__c: 4 })).toBe(12.5);
    expect(read('Share__c', { Quantity__c: 1, Amount__c: 0 })).toBeNull();
  });

  it('know the organization and the user', () => {
    expect(read('Own_Org__c', {})).toBe(true);
    expect(createTestOrg({ rows: new Map() }).engine.organizationId).not.toBe('00D000000000001EAA');
  });

  it('follow a setting when it changes, the user before the organization', () => {
    const own = createTestOrg();
    const states = () =>
      own.engine.query("SELECT State__c FROM Contract_Line__c WHERE Name = 'CL-0001'", own.caller).records;
    expect(states()).toMatchObject([{ State__c: 'active/Acme' }]);
    own.engine.insert(
      'Rules__c',
      { SetupOwnerId: own.engine.apiUserId, Valid_From__c: '2026-12-01T00:00:00Z' },
      own.caller,
    );
    expect(states()).toMatchObject([{ State__c: 'old' }]);
  });

  it.each([
    ['an unknown function', 'GUESS(Quantity__c)', /Unknown function GUESS/],
    ['an unknown field', 'Nope__c + 1', /there is no Nope__c in this org/],
    ['an unknown setting', '$Setup.Nope__c.A__c', /there is no \$Setup\.Nope__c\.A__c/],
    ['what is no formula', 'IF(', /Syntax error/],
    ['text calculated with', 'Reference__c * 2', /cannot be calculated with/],
  ])('stop the org from being built when they hold %s', (_, formula, problem) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'linkproof-formula-'));
    try {
      cpSync(fixtureForceApp, folder, { recursive: true });
      writeFileSync(
        path.join(folder, 'main/default/objects/Contract_Line__c/fields/Bad__c.field-meta.xml'),
        `<?xml version="1.0"?><CustomField><fullName>Bad__c</fullName><label>Bad</label><type>Text</type><formula>${formula}</formula></CustomField>`,
      );
      const build = () => createTestOrg({ forceAppFolder: folder });
      expect(build).toThrow(/The formula of Contract_Line__c\.Bad__c cannot be evaluated/);
      expect(build).toThrow(problem);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
