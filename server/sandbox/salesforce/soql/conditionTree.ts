import { malformedQuery } from './queryErrors.ts';
import type { ConditionWithValueQuery, HavingClause, WhereClause } from '@jetstreamapp/soql-parser-js';

export type ConditionNode =
  | { kind: 'and' | 'or'; parts: ConditionNode[] }
  | { kind: 'not'; part: ConditionNode }
  | { kind: 'condition'; condition: ConditionWithValueQuery };

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | ConditionWithValueQuery;

/**
 * The tree of a WHERE or HAVING clause, which the parser gives as a chain with bracket counts.
 * @throws SalesforceError MALFORMED_QUERY where AND and OR meet without brackets, as Salesforce refuses them.
 */
export function conditionTree(clause: WhereClause | HavingClause): ConditionNode {
  const tokens = [...tokensOf(clause)];
  let position = 0;
  const peek = () => tokens[position];

  function expression(): ConditionNode {
    const first = operand();
    const operator = peek();
    if (operator !== 'AND' && operator !== 'OR') return first;
    const parts = [first];
    while (peek() === 'AND' || peek() === 'OR') {
      if (peek() !== operator) throw malformedQuery(`unexpected token: '${String(peek())}'`);
      position += 1;
      parts.push(operand());
    }
    return { kind: operator === 'AND' ? 'and' : 'or', parts };
  }

  function operand(): ConditionNode {
    const token = tokens[position];
    position += 1;
    if (token === 'NOT') return { kind: 'not', part: operand() };
    if (token === '(') {
      const inner = expression();
      if (peek() !== ')') throw malformedQuery('expecting a right parentheses, found the end of the condition');
      position += 1;
      return inner;
    }
    if (token === undefined || typeof token === 'string')
      throw malformedQuery(`unexpected token: '${String(token ?? '')}'`);
    return { kind: 'condition', condition: token };
  }

  const tree = expression();
  if (position < tokens.length) throw malformedQuery(`unexpected token: '${String(peek())}'`);
  return tree;
}

/** The single conditions of a tree. */
export function conditionsOf(node: ConditionNode): ConditionWithValueQuery[] {
  if (node.kind === 'condition') return [node.condition];
  return node.kind === 'not' ? conditionsOf(node.part) : node.parts.flatMap(conditionsOf);
}

function* tokensOf(clause: WhereClause | HavingClause): Generator<Token> {
  let current: WhereClause | HavingClause | undefined = clause;
  while (current) {
    const { left } = current;
    const next = current as { operator?: 'AND' | 'OR' | 'NOT'; right?: WhereClause | HavingClause };
    if (left) {
      const brackets = left as { openParen?: number; closeParen?: number };
      yield* Array<Token>(brackets.openParen ?? 0).fill('(');
      if ('operator' in left) yield left;
      yield* Array<Token>(brackets.closeParen ?? 0).fill(')');
    }
    if (next.operator) yield next.operator;
    current = next.right;
  }
}
