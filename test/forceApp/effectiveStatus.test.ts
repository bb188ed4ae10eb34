import { extract, parse } from 'formulon';
import type { DataType, Literal } from 'formulon';
import { fieldNamed } from './forceApp.ts';

const formula = fieldNamed('Zendesk_Link__c', 'Effective_Status__c').formula ?? '';
const org = '00D000000000001';
const now = Date.now();
const hour = 3_600_000;

interface World {
  /** 18 characters, as the server writes it. */
  auditedOrgId: string;
  newestCompleteRunAt: number | null;
  staleAfterHours: number | null;
}

/** The formula's value for a verdict stored as `verified`. */
function effectiveStatus({ auditedOrgId, newestCompleteRunAt, staleAfterHours }: World): unknown {
  const runAt = newestCompleteRunAt === null ? null : new Date(newestCompleteRunAt);
  const result = parse(formula, {
    Audited_Org_Id__c: literal('text', auditedOrgId, { length: 18 }),
    Status__c: literal('picklist', 'verified', { values: ['verified'] }),
    '$Organization.Id': literal('text', org, { length: 15 }),
    '$Setup.Linkproof_State__c.Newest_Complete_Run_At__c': literal('datetime', runAt),
    '$Setup.Linkproof_State__c.Stale_After_Hours__c': literal('number', staleAfterHours, { length: 5, scale: 0 }),
  });
  if (result.type === 'error') throw new Error(result.message);
  return result.value;
}

function literal(dataType: DataType, value: unknown, options: Record<string, unknown> = {}): Literal {
  return { type: 'literal', dataType: value === null ? 'null' : dataType, value, options };
}

describe('Effective_Status__c', () => {
  const fresh: World = { auditedOrgId: `${org}EAA`, newestCompleteRunAt: now - hour, staleAfterHours: 26 };

  it('names only fields that are deployed', () => {
    const references = extract(formula).filter((reference) => reference !== '$Organization.Id');
    const fields = references.map((reference) => {
      const [object, field] = reference.startsWith('$Setup.')
        ? reference.slice(7).split('.')
        : ['Zendesk_Link__c', reference];
      return fieldNamed(object ?? '', field ?? '').name;
    });
    expect(fields.sort()).toEqual([
      'Audited_Org_Id__c',
      'Newest_Complete_Run_At__c',
      'Stale_After_Hours__c',
      'Status__c',
    ]);
  });

  it('is the stored status while a complete run of this org is fresh', () => {
    expect(effectiveStatus(fresh)).toBe('verified');
    expect(effectiveStatus({ ...fresh, newestCompleteRunAt: now - 25 * hour })).toBe('verified');
  });

  it('is unknown once the newest complete run is too old', () => {
    expect(effectiveStatus({ ...fresh, newestCompleteRunAt: now - 27 * hour })).toBe('unknown');
  });

  it('is unknown where no complete run is on record', () => {
    expect(effectiveStatus({ ...fresh, newestCompleteRunAt: null })).toBe('unknown');
  });

  it('is unknown where nobody says when verdicts go stale', () => {
    expect(effectiveStatus({ ...fresh, staleAfterHours: null })).toBe('unknown');
  });

  it('is unknown in a sandbox that a row was copied into', () => {
    expect(effectiveStatus({ ...fresh, auditedOrgId: '00D000000000002EAA' })).toBe('unknown');
  });
});
