/** What an uncaught Apex exception is to a Lightning component: `{status, body: {message, exceptionType}}`. */
export class ApexException extends Error {
  readonly exceptionType: string;

  constructor(exceptionType: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApexException';
    this.exceptionType = exceptionType;
  }

  toBody(): { exceptionType: string; message: string } {
    return { exceptionType: this.exceptionType, message: this.message };
  }
}

/** The one kind that Apex throws on purpose; its message is for the reader of a panel. */
export function auraHandled(message: string, cause?: unknown): ApexException {
  return new ApexException('System.AuraHandledException', message, { cause });
}
