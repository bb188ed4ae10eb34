/** An answer other than success. Thrown anywhere below a route, written by the one place that writes answers. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** One thing that is wrong with a field: `label: message`, as in `Name: Acme has already been taken`. */
export interface Problem {
  field: string;
  label: string;
  message: string;
  /** `DuplicateValue`, `BlankValue` ...; some problems carry none. */
  error?: string;
}

/** 422: the record would break a rule. */
export class RecordInvalid extends ApiError {
  override readonly name = 'RecordInvalid';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const details: Record<string, { description: string; error?: string }[]> = {};
    for (const { field, label, message, error } of problems) {
      (details[field] ??= []).push({ description: `${label}: ${message}`, error });
    }
    super(422, { error: 'RecordInvalid', description: 'Record validation errors', details });
    this.problems = problems;
  }

  /** As a job's result words it: with two spaces after the colon. [rec] */
  get jobDetails(): string {
    return this.problems.map(({ label, message }) => `${label}:  ${message}`).join(', ');
  }
}
