import { parse } from 'formulon';
import type { DataType, Literal } from 'formulon';
import { fieldNamed } from './forceApp.ts';

/** The formulas as Salesforce’s language, evaluated by formulon; the sandbox has an evaluator of its own for the rest of the tests. */
const day = 86_400_000;
const now = Date.now();

type Value = string | number | boolean | Date | null;

function valueOf(objectName: string, name: string, fields: Record<string, Value>): unknown {
  const field = fieldNamed(objectName, name);
  const substitutions = Object.fromEntries(
    Object.entries(fields).map(([fieldName, value]) => [fieldName, literal(objectName, fieldName, value)]),
  );
  const result = parse(field.formula ?? '', substitutions);
  if (result.type === 'error') throw new Error(result.message);
  return result.value;
}

function literal(objectName: string, fieldName: string, value: Value): Literal {
  const types: Record<string, DataType> = {
    Picklist: 'picklist',
    Number: 'number',
    DateTime: 'datetime',
    Checkbox: 'checkbox',
  };
  const { type, picklist } = fieldNamed(objectName, fieldName);
  const options = { values: picklist?.values.map((entry) => entry.name), length: 255, scale: 3 };
  return { type: 'literal', dataType: value === null ? 'null' : (types[type] ?? 'text'), value, options };
}

const ago = (days: number): Date => new Date(now - days * day);

describe('the formulas of an exception', () => {
  const exception = (name: string, fields: Record<string, Value>) => valueOf('Zendesk_Exception__c', name, fields);

  it.each([
    ...['new', 'assigned', 'waiting', 'planned', 'regressed'].map((status) => [status, true] as const),
    ...['accepted', 'not_same', 'resolved'].map((status) => [status, false] as const),
  ])('call one that is %s open: %s', (status, open) => {
    expect(exception('Open__c', { Status__c: status })).toBe(open);
  });

  it.each([
    ['critical', 4],
    ['high', 3],
    ['medium', 2],
    ['low', 1],
  ])('rank %s as %s', (severity, rank) => {
    expect(exception('Severity_Rank__c', { Severity__c: severity })).toBe(rank);
  });

  it.each([
    [0.5, '1 Up to a day'],
    [3, '2 Up to a week'],
    [20, '3 Up to a month'],
    [45, '4 Older'],
  ])('put an age of %s days under "%s"', (days, bucket) => {
    expect(exception('Age_Bucket__c', { Open__c: true, Opened_At__c: ago(days) })).toBe(bucket);
    expect(exception('Age_Days__c', { Open__c: true, Opened_At__c: ago(days) })).toBeCloseTo(days, 2);
  });

  it('give no age to what is not open', () => {
    expect(exception('Age_Bucket__c', { Open__c: false, Opened_At__c: ago(3) })).toBe('');
    expect(exception('Age_Days__c', { Open__c: false, Opened_At__c: ago(3) })).toBeNull();
  });

  it('count the days to its resolution once it is resolved', () => {
    const times = { Opened_At__c: ago(5), Resolved_At__c: ago(3) };
    expect(exception('Days_To_Resolve__c', { Status__c: 'resolved', ...times })).toBeCloseTo(2, 2);
    expect(exception('Days_To_Resolve__c', { Status__c: 'regressed', ...times })).toBeNull();
  });

  it('mark what came back', () => {
    expect(exception('Came_Back__c', { Regressions__c: 2 })).toBe(1);
    expect(exception('Came_Back__c', { Regressions__c: 0 })).toBe(0);
  });
});

describe('the formulas of a link', () => {
  it.each([
    ...['verified', 'verified_with_notes'].map((status) => [status, true] as const),
    ...['review', 'contradicted', 'unlinked', 'out_of_scope', 'unknown'].map((status) => [status, false] as const),
  ])('trust one that is effectively %s: %s', (status, trusted) => {
    expect(valueOf('Zendesk_Link__c', 'Trusted__c', { Effective_Status__c: status })).toBe(trusted);
  });

  it.each([
    ['wrong', 1],
    ['right', 0],
    ['unsure', null],
  ])('count a spot check that is %s as %s', (answer, wrong) => {
    expect(valueOf('Zendesk_Link__c', 'Sample_Wrong__c', { Sample_Answer__c: answer })).toBe(wrong);
  });
});

describe('the formulas of a run', () => {
  it.each([
    ['Verified_Account_Rate__c', 'Accounts_In_Scope__c', 'Accounts_Verified__c'],
    ['Verified_Ticket_Rate__c', 'Open_Tickets__c', 'Open_Tickets_Verified__c'],
  ])('give %s as a share, and nothing where there is nothing to divide by', (rate, whole, part) => {
    expect(valueOf('Zendesk_Audit_Run__c', rate, { [whole]: 8, [part]: 6 })).toBe(0.75);
    expect(valueOf('Zendesk_Audit_Run__c', rate, { [whole]: 0, [part]: 0 })).toBeNull();
  });
});
