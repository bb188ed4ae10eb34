/** The nouns of the sample (docs/glossary.md): green links drawn by chance, for a person to look at. */

export const SAMPLE_ANSWERS = ['right', 'wrong', 'unsure'] as const;
/** `wrong`: a false green. The account is shown as verified, and its organization is not this customer's. */
export type SampleAnswer = (typeof SAMPLE_ANSWERS)[number];

/** A green link as it was when it was drawn. Salesforce and Zendesk may have changed since. */
export interface DrawnLink {
  readonly accountId: string;
  readonly organizationId: string;
}

export interface SampledLink extends DrawnLink {
  /** ISO 8601. */
  readonly drawnAt: string;
  readonly drawnBy: string;
  /** Null: nobody has looked yet. */
  readonly answer: AnsweredSample | null;
}

export interface AnsweredSample {
  readonly answer: SampleAnswer;
  /** What made the person say so; may be empty. */
  readonly note: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What the answers to all samples together say about what is green. */
export interface SampleFigures {
  readonly drawn: number;
  readonly right: number;
  readonly wrong: number;
  readonly unsure: number;
  /** wrong / (right + wrong), 0 to 1; null while nobody is sure of any. */
  readonly falseGreenRate: number | null;
}
