import flowScanner from '@flow-scanner/lightning-flow-scanner-core';
import type { Flow } from '@flow-scanner/lightning-flow-scanner-core';
import type { GateFinding } from './GateFinding.ts';
import { nameInPackage, packageFiles } from './support/packageFiles.ts';

/** Rules that do not fit here, each with the reason. */
const SWITCHED_OFF: ReadonlyMap<string, string> = new Map([
  ['InactiveFlow', 'the package ships flows as drafts: an admin decides whether automation runs'],
  ['TriggerOrder', 'which of an org’s own flows runs first is for the org to say'],
]);

/** What the Lightning Flow Scanner finds in flows: connectors to nowhere, unused variables, missing fault paths, ... */
export async function flows(forceApp: string): Promise<readonly GateFinding[]> {
  const parsed = await flowScanner.parse(packageFiles(forceApp, /\.flow-meta\.xml$/));
  const unread = parsed.flatMap(({ uri, errorMessage }) =>
    errorMessage ? [{ ...finding(forceApp, uri, null), message: `can't be read as a flow: ${errorMessage}` }] : [],
  );
  const violations = flowScanner.scan(parsed).flatMap(({ flow, ruleResults }) =>
    ruleResults
      .filter(({ occurs, ruleName }) => occurs && !SWITCHED_OFF.has(ruleName))
      // Nobody watches a flow that an event starts: without a fault path, Salesforce mails its failure to an admin.
      .filter(({ ruleName }) => ruleName !== 'MissingFaultPath' || !startsByEvent(flow))
      .flatMap(({ ruleName, ruleDefinition, details }) =>
        details
          // The rule takes one field that is named for all fields.
          .filter(({ name }) => ruleName !== 'GetRecordAllFields' || !namesFields(flow, name))
          .map(({ name, lineNumber }) => ({
            ...finding(forceApp, flow.fsPath ?? '', lineNumber),
            message: `${ruleName} at ${name}: ${ruleDefinition.description}`,
          })),
      ),
  );
  return [...unread, ...violations];
}

function finding(forceApp: string, file: string, line: number | null): Omit<GateFinding, 'message'> {
  return { gate: 'flows', file: nameInPackage(forceApp, file), line };
}

function namesFields(flow: Flow, lookup: string): boolean {
  const element = flow.elements?.find(({ name }) => name === lookup)?.element as
    { queriedFields?: unknown } | undefined;
  return element?.queriedFields !== undefined;
}

function startsByEvent(flow: Flow): boolean {
  const { start } = flow.xmldata as { readonly start?: { readonly triggerType?: string } };
  return start?.triggerType === 'PlatformEvent';
}
