/** formulon 6 ships no types; these are of the two functions used here. */
declare module 'formulon' {
  interface Literal {
    readonly type: string;
    readonly dataType?: string;
    readonly value?: unknown;
    readonly options?: object;
  }
  /** The fields and globals that a formula names. */
  export function extract(formula: string): string[];
  /** Evaluates a formula; its names are looked up in the substitutions. An error comes back as type `error`. */
  export function parse(formula: string, substitutions: Readonly<Record<string, Literal>>): Literal;
}
