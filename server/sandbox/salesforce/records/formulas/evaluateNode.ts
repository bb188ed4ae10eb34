import { parse } from 'formulon';
import { checkbox, date, datetime, fromLiteral, nothing, number, text, toLiteral } from './formulaValue.ts';
import type { FormulaNode } from 'formulon';
import type { FormulaValue } from './formulaValue.ts';

export interface FormulaScope {
  now: Date;
  /** The value behind a field path or a global (`$Organization.Id`). */
  valueOf(identifier: string): FormulaValue;
}

type Operator = (left: FormulaValue, right: FormulaValue) => FormulaValue;

const millisecondsPerDay = 86_400_000;

/**
 * Evaluates a formula that formulon has parsed. What depends on the sandbox's clock or on Salesforce's treatment of blanks, where
 * formulon reports a type error, is done here; text, date and mathematical functions are formulon's.
 * @throws Error saying what the formula holds that cannot be evaluated.
 */
export function evaluateNode(node: FormulaNode, scope: FormulaScope): FormulaValue {
  if (node.type === 'error') throw new Error(node.message);
  if (node.type === 'literal') return fromLiteral(node);
  if (node.type === 'identifier') return scope.valueOf(node.name);
  const { id } = node;
  const argument = (index: number): FormulaValue => {
    const argumentNode = node.arguments[index];
    if (!argumentNode) throw new Error(`${id.toUpperCase()}() lacks its argument ${index + 1}`);
    return evaluateNode(argumentNode, scope);
  };
  switch (id) {
    case 'now':
      return datetime(scope.now);
    case 'today':
      return date(new Date(Math.floor(scope.now.getTime() / millisecondsPerDay) * millisecondsPerDay));
    case 'if':
      return argument(isTrue(argument(0)) ? 1 : 2);
    case 'case': {
      const results = Math.floor((node.arguments.length - 2) / 2);
      const chosen = Array.from({ length: results }, (_, index) => index * 2 + 1).find(
        (index) => compare(argument(0), argument(index)) === 0,
      );
      return argument(chosen === undefined ? node.arguments.length - 1 : chosen + 1);
    }
    case 'and':
      return checkbox(node.arguments.every((_, index) => isTrue(argument(index))));
    case 'or':
      return checkbox(node.arguments.some((_, index) => isTrue(argument(index))));
    case 'not':
      return checkbox(!isTrue(argument(0)));
    case 'isblank':
    case 'isnull':
      return checkbox(isBlank(argument(0)));
    case 'blankvalue':
    case 'nullvalue': {
      const value = argument(0);
      return isBlank(value) ? argument(1) : value;
    }
    case 'ispickval':
      return checkbox(argument(0).value === argument(1).value);
  }
  const operator = operators[id];
  if (operator) return operator(argument(0), argument(1));
  return callFormulon(
    id,
    node.arguments.map((_, index) => argument(index)),
  );
}

const operators: Record<string, Operator> = {
  equal: (left, right) => checkbox(compare(left, right) === 0),
  unequal: (left, right) => checkbox(compare(left, right) !== 0),
  lessThan: (left, right) => checkbox((compare(left, right) ?? NaN) < 0),
  lessThanOrEqual: (left, right) => checkbox((compare(left, right) ?? NaN) <= 0),
  greaterThan: (left, right) => checkbox((compare(left, right) ?? NaN) > 0),
  greaterThanOrEqual: (left, right) => checkbox((compare(left, right) ?? NaN) >= 0),
  add: (left, right) => {
    if (typeof left.value === 'string' || typeof right.value === 'string') {
      return text(`${left.value ?? ''}${right.value ?? ''}`);
    }
    return moved(left, right, 1) ?? moved(right, left, 1) ?? arithmetic(left, right, (a, b) => a + b);
  },
  subtract: (left, right) => {
    if (left.value instanceof Date && right.value instanceof Date) {
      return number((left.value.getTime() - right.value.getTime()) / millisecondsPerDay);
    }
    return moved(left, right, -1) ?? arithmetic(left, right, (a, b) => a - b);
  },
  multiply: (left, right) => arithmetic(left, right, (a, b) => a * b),
  divide: (left, right) => arithmetic(left, right, (a, b) => a / b),
};

function isTrue(value: FormulaValue): boolean {
  return value.value === true;
}

function isBlank(value: FormulaValue): boolean {
  return value.value === null || value.value === '';
}

/** Below, at or above zero; undefined when a blank makes the order unknown. */
function compare(left: FormulaValue, right: FormulaValue): number | undefined {
  if (isBlank(left) || isBlank(right)) return isBlank(left) && isBlank(right) ? 0 : undefined;
  const [a, b] = [sortable(left), sortable(right)];
  if (typeof a !== typeof b) throw new Error(`a ${left.dataType} cannot be compared with a ${right.dataType}`);
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortable(value: FormulaValue): string | number {
  if (value.value instanceof Date) return value.value.getTime();
  return typeof value.value === 'boolean' ? Number(value.value) : (value.value as string | number);
}

/** A date or time, so many days later or earlier; undefined when the operands are not of that kind. */
function moved(start: FormulaValue, days: FormulaValue, sign: 1 | -1): FormulaValue | undefined {
  if (!(start.value instanceof Date)) return undefined;
  if (days.value === null) return nothing;
  if (days.dataType !== 'number') throw new Error(`a ${days.dataType} cannot be added to a ${start.dataType}`);
  const shift = start.dataType === 'date' ? Math.trunc(days.value) : days.value;
  return {
    dataType: start.dataType,
    value: new Date(start.value.getTime() + sign * shift * millisecondsPerDay),
  } as FormulaValue;
}

function arithmetic(left: FormulaValue, right: FormulaValue, operate: (a: number, b: number) => number): FormulaValue {
  if (left.value === null || right.value === null) return nothing;
  if (left.dataType !== 'number' || right.dataType !== 'number') {
    throw new Error(`a ${left.dataType} and a ${right.dataType} cannot be calculated with`);
  }
  return number(operate(left.value, right.value));
}

/** formulon parses for about a millisecond at each call; most calls repeat the same few arguments. */
const answers = new Map<string, FormulaValue>();
const mostAnswers = 10_000;

function callFormulon(id: string, values: FormulaValue[]): FormulaValue {
  if (id === 'text' && values[0]?.dataType === 'picklist') return text(values[0].value);
  const key = JSON.stringify([id, values]);
  const known = answers.get(key);
  if (known) return known;
  const names = values.map((_, index) => `argument${index}`);
  const substitutions = Object.fromEntries(values.map((value, index) => [`argument${index}`, toLiteral(value)]));
  const result = parse(`${id}(${names.join(', ')})`, substitutions);
  if (result.type === 'error') throw new Error(result.message);
  const value = fromLiteral(result);
  if (answers.size >= mostAnswers) answers.clear();
  answers.set(key, value);
  return value;
}
