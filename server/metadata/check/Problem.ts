/** Something in the package that Salesforce would refuse, or that points nowhere. */
export interface Problem {
  /** Relative to the package's folder, with forward slashes. */
  readonly file: string;
  /** Null where the whole file is meant. */
  readonly line: number | null;
  /** What was found, what was expected, what to do. */
  readonly message: string;
}

/** A problem whose place its reporter knows: what checks of single elements return. */
export interface Finding {
  readonly line: number | null;
  readonly message: string;
}
