import { readFileSync } from 'node:fs';
import { loadContract, parseContract } from '../../server/contract/loadContract.ts';

const shipped = readFileSync('config/contract.yml', 'utf8');
const parse = (text: string) => parseContract(text, 'contract.yml');

/** The line of the first place where a text stands in the shipped contract. */
const lineOf = (text: string) => shipped.slice(0, shipped.indexOf(text)).split('\n').length;

describe('the shipped contract', () => {
  it('expects customers to be linked by Account Id in external_id, each with an organization of its own', () => {
    const contract = parse(shipped);
    expect(contract.scope.accounts).toEqual([{ field: 'Type', startsWith: 'Customer' }]);
    expect(contract.key).toEqual({
      account: 'Id',
      organization: 'external_id',
      kind: 'salesforce_id',
      normalise: ['trim'],
    });
    expect(contract.hierarchy).toBe('own');
    expect(contract.notices).toEqual({ contradictedEvents: true, criticalExceptions: false, weeklyDigest: null });
    expect(contract.instance).toEqual({ salesforceOrgId: null, zendeskSubdomain: null });
    expect(contract.rungs.map(({ name }) => name)).toEqual(['stored_id', 'external_id', 'native_app']);
  });

  it('has a version that changes with its text', () => {
    expect(parse(shipped).version).toBe(parse(shipped).version);
    expect(parse(`${shipped}\n# a remark\n`).version).not.toBe(parse(shipped).version);
  });
});

describe('a contract with an error', () => {
  const cases: [string, [string, string], string, string][] = [
    ['an unknown field', ['hierarchy: own', 'hierachy: own'], 'hierarchy: own', '“hierachy” is not a field'],
    ['an unknown rung', ['- name: external_id', '- name: account_name'], '- name: external_id', 'Expected one of'],
    ['an unknown hierarchy', ['hierarchy: own', 'hierarchy: shared'], 'hierarchy: own', 'own, share_with_parent'],
    ['an unknown operator', ['startsWith: Customer', 'beginsWith: Customer'], '- field: Type', 'startsWith'],
    ['a threshold that is no number', ['staleAfterHours: 36', 'staleAfterHours: soon'], 'staleAfterHours: 36', 'soon'],
    [
      'a day that is no cron',
      ['weeklyDigest: null', 'weeklyDigest: monday'],
      'weeklyDigest: null',
      'five fields, or null',
    ],
    ['a field name that is none', ['field: Type', 'field: "Type = 1 OR"'], 'field: Type', 'scope.accounts'],
  ];
  it.each(cases)('%s is named with its line, what was found and what was expected', (_name, [from, to], at, said) => {
    const error = caught(() => parse(shipped.replace(from, to)));
    expect(error).toContain(`contract.yml:${String(lineOf(at))}:`);
    expect(error).toContain(said);
  });

  it('that is not YAML is named with its line', () => {
    expect(caught(() => parse('version: 1\nscope: [unclosed\nkey: 2'))).toMatch(/^contract\.yml:\d+: this is not YAML/);
  });

  it('that lacks a linking rung is refused: green needs two confirmations', () => {
    const without = shipped.replace('  - name: stored_id\n    accountField: Zendesk_Organization_Id__c\n', '');
    expect(caught(() => parse(without))).toContain('two independent confirmations');
  });

  it('lists every error at once', () => {
    const error = caught(() =>
      parse(shipped.replace('version: 1', 'version: 2').replace('hierarchy: own', 'hierarchy: x')),
    );
    expect(error.split('\n')).toHaveLength(2);
  });

  it('that is not there is named by its path', async () => {
    await expect(loadContract('/nowhere/contract.yml')).rejects.toThrow('/nowhere/contract.yml cannot be read');
  });
});

function caught(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
