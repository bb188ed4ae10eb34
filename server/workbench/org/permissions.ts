import type { SalesforceOrg } from './SalesforceOrg.ts';
import { soqlText } from './soqlText.ts';

/** Developer names of the custom permissions that a user holds through profile and permission sets. */
export async function customPermissionsOf(org: SalesforceOrg, userId: string): Promise<readonly string[]> {
  const granted = await org.query<{ SetupEntityId: string }>(
    `SELECT SetupEntityId FROM SetupEntityAccess
     WHERE SetupEntityType = 'CustomPermission'
     AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${soqlText(userId)})`,
  );
  if (granted.length === 0) return [];
  const ids = granted.map(({ SetupEntityId }) => soqlText(SetupEntityId));
  const permissions = await org.query<{ DeveloperName: string }>(
    `SELECT DeveloperName FROM CustomPermission WHERE Id IN (${ids.join(', ')}) ORDER BY DeveloperName`,
  );
  return permissions.map(({ DeveloperName }) => DeveloperName);
}
