/** What the panels' unit tests use of @salesforce/sfdx-lwc-jest, which ships no types. */
declare module '@salesforce/sfdx-lwc-jest' {
  interface TestWireAdapter<Data> {
    emit(data: Data): void;
    error(body: unknown, status?: number, statusText?: string): void;
    getLastConfig(): Record<string, unknown>;
  }
  export function createApexTestWireAdapter<Data>(fallback?: unknown): TestWireAdapter<Data>;
}
