/** One thing that a gate found wrong in the package. */
export interface GateFinding {
  /** Name of the gate. */
  readonly gate: string;
  /** Relative to the folder that holds force-app; with slashes. */
  readonly file: string;
  /** From 1; null where the whole file is meant, or where the tool behind the gate does not say. */
  readonly line: number | null;
  /** What was found, what was expected, what to do. */
  readonly message: string;
}

/** Looks at a package, by the path of its force-app folder. Nothing is written into it. */
export type Gate = (forceApp: string) => Promise<readonly GateFinding[]>;
