import { SourceAuthError } from '../../errors.ts';
import type { Named } from '../../core/plans/Plan.ts';
import { queryRows, textLiteral, type SalesforceConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { whatIsReadable } from '../whatIsReadable.ts';
import type { AccountAutomations } from './SalesforceSource.ts';

const TRIGGERS =
  "SELECT Id, Name, NamespacePrefix, UsageBeforeUpdate, UsageAfterUpdate FROM ApexTrigger WHERE TableEnumOrId = 'Account' AND Status = 'Active'";
/**
 * Tooling does not know this object: it is asked for like a record's. Processes (`Workflow`) have no trigger type; workflow
 * rules are in neither API with whether they are active.
 */
const FLOWS =
  "SELECT DurableId, ApiName, Label, RecordTriggerType FROM FlowDefinitionView WHERE TriggerObjectOrEventId = 'Account' AND (TriggerType IN ('RecordBeforeSave','RecordAfterSave') OR ProcessType = 'Workflow') AND IsActive = true";

/** What an update of an Account sets off. Whoever may not see setup could get an empty list: his right is looked up first. */
export async function accountAutomations(connection: SalesforceConnection): Promise<AccountAutomations> {
  const unreadable: string[] = [];
  const ask = (what: string, read: () => Promise<readonly RawRecord[]>) => whatIsReadable(what, read, unreadable);
  const right = await ask('Triggers and flows on Account', () => setupRight(connection));
  if (right.length === 0) return { triggers: [], flows: [], unreadable };
  const triggers = await ask('Triggers on Account', () => queryRows(connection, TRIGGERS, 'tooling/query'));
  const flows = await ask('Flows on Account', () => queryRows(connection, FLOWS));
  return {
    triggers: triggers.filter(runsOnUpdate).map(namedTrigger),
    flows: flows.filter(({ RecordTriggerType: type }) => type !== 'Create' && type !== 'Delete').map(namedFlow),
    unreadable,
  };
}

/** @throws SourceAuthError when none of the reader's permission sets, his profile's own included, lets him see setup */
async function setupRight(connection: SalesforceConnection): Promise<readonly RawRecord[]> {
  const { userId } = await connection.identity();
  const granting = await queryRows(
    connection,
    `SELECT Id FROM PermissionSet WHERE PermissionsViewSetup = true AND Id IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${textLiteral(userId)})`,
  );
  if (granting.length > 0) return granting;
  throw new SourceAuthError(
    'The Salesforce user lacks View Setup and Configuration. Assign him the permission set Linkproof_Integration.',
  );
}

/** One that does not say when it runs may run then. */
function runsOnUpdate({ UsageBeforeUpdate: before, UsageAfterUpdate: after }: RawRecord): boolean {
  return before !== false || after !== false;
}

function namedTrigger({ Id, Name, NamespacePrefix: prefix }: RawRecord): Named {
  return { id: String(Id), name: typeof prefix === 'string' && prefix !== '' ? `${prefix}.${Name}` : String(Name) };
}

function namedFlow({ DurableId, ApiName, Label }: RawRecord): Named {
  return { id: String(DurableId), name: String(Label ?? ApiName) };
}
