import { finding } from '../grammar.ts';
import { childNamed } from '../MetadataNode.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { KnownField } from '../PackageIndex.ts';
import type { Finding } from '../Problem.ts';

const NUMBERS = ['Number', 'Percent', 'Currency'];
const DATES = ['Date', 'DateTime'];

/** Operators that compare text, and ask nothing of numbers, dates and check boxes. */
const TEXT_ONLY = ['contains', 'notContain', 'startsWith', 'Contains', 'StartsWith', 'EndsWith'];
const ORDERS = ['lessThan', 'greaterThan', 'lessOrEqual', 'greaterOrEqual', 'within'];
const EQUALITY = ['equals', 'notEqual', 'EqualTo', 'NotEqualTo', 'EQUAL', 'NE'];

/** From Salesforce's list of relative date values in filters. */
const RELATIVE_DATE =
  /^(TODAY|YESTERDAY|TOMORROW|(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)|(LAST|NEXT)_90_DAYS|(LAST|NEXT)_N_(DAYS|WEEKS|MONTHS|QUARTERS|YEARS|FISCAL_QUARTERS|FISCAL_YEARS):\d+|N_(DAYS|WEEKS|MONTHS|QUARTERS|YEARS|FISCAL_QUARTERS|FISCAL_YEARS)_AGO:\d+)$/;
const DATE = /^(\d{1,2}\/\d{1,2}\/\d{4}|\d{4}-\d{2}-\d{2})([ T]\d{1,2}:\d{2}.*)?$/;

/** The problem with a filter's operator or value on `field`; null for none. Values are joined by commas. */
export function filterProblem(field: KnownField, operator: string, value: string): string | null {
  if (field.type === 'LongTextArea' || field.type === 'Html') {
    return `found a filter on ${field.name}, a ${field.type}, which Salesforce can't filter: filter on another field`;
  }
  const isOrdered = NUMBERS.includes(field.type) || DATES.includes(field.type);
  if (TEXT_ONLY.includes(operator) && (isOrdered || field.type === 'Checkbox')) {
    return `found the operator ${operator} on ${field.name}, a ${field.type}, expected one that compares a ${field.type}: use equals, notEqual, lessThan or greaterThan`;
  }
  if (ORDERS.includes(operator) && field.type === 'Checkbox') {
    return `found the operator ${operator} on the check box ${field.name}, expected equals or notEqual: use one of them`;
  }
  if (value === '' || value.startsWith('{!')) return null;
  for (const each of value.split(',').map((part) => part.trim())) {
    const problem = valueProblem(field, operator, each);
    if (problem) return problem;
  }
  return null;
}

function valueProblem(field: KnownField, operator: string, value: string): string | null {
  const wrong = (expected: string) =>
    `found the value "${value}" for ${field.name}, expected ${expected}: correct it, or nothing will ever match`;
  if (field.values && EQUALITY.includes(operator)) {
    return field.values.includes(value) || value === '' ? null : wrong(`one of ${field.values.join(', ')}`);
  }
  if (field.type === 'Checkbox') {
    return /^(0|1|true|false)$/i.test(value) ? null : wrong('0, 1, true or false');
  }
  if (NUMBERS.includes(field.type)) return /^-?\d+([.]\d+)?%?$/.test(value) ? null : wrong('a number');
  if (DATES.includes(field.type)) {
    return RELATIVE_DATE.test(value) || DATE.test(value)
      ? null
      : wrong('a date or a relative date such as LAST_N_DAYS:7');
  }
  return null;
}

/** `1 AND (2 OR 3)`: every number names one of the conditions, and every condition has its number. */
export function booleanFilterFindings(node: MetadataNode, conditions: number): Finding[] {
  const filter =
    childNamed(node, 'booleanFilter') ?? childNamed(node, 'filterLogic') ?? childNamed(node, 'conditionLogic');
  if (!filter || /^(and|or)$/i.test(filter.text)) return [];
  const named = new Set((filter.text.match(/\d+/g) ?? []).map(Number));
  const known = Array.from({ length: conditions }, (_, place) => place + 1);
  const strange = [...named].filter((number) => !known.includes(number));
  const missing = known.filter((number) => !named.has(number));
  if (!/^[\d\s()]*(?:(?:AND|OR|NOT)[\d\s()]*)*$/i.test(filter.text)) {
    return [
      finding(filter, `found the logic "${filter.text}", expected numbers, AND, OR, NOT and brackets: correct it`),
    ];
  }
  if (strange.length === 0 && missing.length === 0) return [];
  return [
    finding(
      filter,
      `found the logic "${filter.text}" over ${conditions} conditions, expected each number from 1 to ${conditions} in it and no other: correct it`,
    ),
  ];
}
