/** The user may not read an object or a field that a report needs: the org has it, but not for him. */
export class ReportAccessError extends Error {
  /** `Zendesk_Exception__c`, or `Zendesk_Exception__c.Status__c`. */
  readonly missing: string;

  constructor(missing: string) {
    super(`the org shows no ${missing}: it is not deployed, or the user’s permission sets do not let him read it`);
    this.name = 'ReportAccessError';
    this.missing = missing;
  }
}
