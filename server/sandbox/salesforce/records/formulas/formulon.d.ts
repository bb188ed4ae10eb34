/** The part of formulon (which ships no types) that this project uses. */
declare module 'formulon' {
  export type DataType =
    'text' | 'number' | 'checkbox' | 'date' | 'datetime' | 'time' | 'picklist' | 'geolocation' | 'null';

  export interface Literal {
    type: 'literal';
    dataType: DataType;
    value: unknown;
    options: Record<string, unknown>;
  }

  export interface FormulaError {
    type: 'error';
    errorType: string;
    message: string;
  }

  export type FormulaNode =
    | Literal
    | { type: 'identifier'; name: string }
    | { type: 'callExpression'; id: string; arguments: FormulaNode[] }
    | FormulaError;

  export function ast(formula: string): FormulaNode;

  /** The fields and globals that a formula names. */
  export function extract(formula: string): string[];

  /** Evaluates a formula; its names are looked up in the substitutions. */
  export function parse(formula: string, substitutions?: Record<string, Literal>): Literal | FormulaError;
}
