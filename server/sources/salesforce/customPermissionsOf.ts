import { isSalesforceId, queryRows, textLiteral, type SalesforceConnection } from '../../transport.ts';

/**
 * Developer names of the custom permissions that an active user holds, through any permission set or the profile.
 * Packages' permissions are left out: theirs may have the same names.
 */
export async function customPermissionsOf(
  connection: SalesforceConnection,
  userId: string,
): Promise<readonly string[]> {
  if (!isSalesforceId(userId) || !userId.startsWith('005')) return [];
  const own = `SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${textLiteral(userId)} AND Assignee.IsActive = true`;
  const granted = await queryRows(
    connection,
    `SELECT SetupEntityId FROM SetupEntityAccess WHERE SetupEntityType = 'CustomPermission' AND ParentId IN (${own})`,
  );
  if (granted.length === 0) return [];
  const permissions = await queryRows(
    connection,
    'SELECT Id, DeveloperName FROM CustomPermission WHERE NamespacePrefix = null',
  );
  const grantedIds = new Set(granted.map(({ SetupEntityId }) => SetupEntityId));
  return permissions.filter(({ Id }) => grantedIds.has(Id)).map(({ DeveloperName }) => String(DeveloperName));
}
