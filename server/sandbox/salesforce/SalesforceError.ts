/**
 * What the Salesforce REST API answers when it refuses: the HTTP status and one entry of the error array.
 * The HTTP layer sends `[error.toBody()]`; collections put `toSaveError()` beside the row.
 */
export class SalesforceError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: string[];

  constructor(status: number, errorCode: string, message: string, fields: string[] = []) {
    super(message);
    this.name = 'SalesforceError';
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }

  /** One entry of the REST error array. */
  toBody(): { message: string; errorCode: string; fields: string[] } {
    return { message: this.message, errorCode: this.errorCode, fields: this.fields };
  }

  /** One entry of `errors` in a save result: collections and Bulk call the code `statusCode`, and a missing record otherwise. */
  toSaveError(): { statusCode: string; message: string; fields: string[] } {
    if (this.errorCode === 'NOT_FOUND') {
      return { statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] };
    }
    return { statusCode: this.errorCode, message: this.message, fields: this.fields };
  }
}

/** An external id that names several records: REST answers 300 with the array of their URLs instead of an error. */
export class MultipleRecordsError extends SalesforceError {
  readonly objectName: string;
  readonly ids: string[];

  constructor(objectName: string, fieldName: string, ids: string[]) {
    super(
      300,
      'MULTIPLE_CHOICES',
      `The requested resource ${fieldName} of ${objectName} names ${ids.length} records; use the record id instead.`,
    );
    this.name = 'MultipleRecordsError';
    this.objectName = objectName;
    this.ids = ids;
  }
}
