import { SourceRejectedError } from '../../errors.ts';
import { queryRows, textLiteral, type SalesforceConnection } from '../../transport.ts';
import type { Rights } from '../reading.ts';

/** The objects on whose sharing an audit rests. */
const OBJECTS = ['Account', 'Contact'] as const;

const ADVICE =
  'Assign the permission set Linkproof_Integration to the user that Linkproof signs in as: without View All, sharing hides records and nothing says so.';

/**
 * Looks up View All on Account and Contact in the reader's own permission sets; a profile's rights are in a permission
 * set of its own, which is assigned like any other.
 */
export async function rightsOf(connection: SalesforceConnection): Promise<Rights> {
  const { userId } = await connection.identity();
  const own = `SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${textLiteral(userId)}`;
  try {
    // First what Linkproof_Integration grants: the normal case is proven by one call.
    const viewAllRecords = await queryRows(
      connection,
      `SELECT SobjectType FROM ObjectPermissions WHERE PermissionsViewAllRecords = true AND SobjectType IN (${OBJECTS.map(textLiteral).join(',')}) AND ParentId IN (${own})`,
    );
    const granted = new Set(viewAllRecords.map(({ SobjectType }) => SobjectType));
    const missing = OBJECTS.filter((object) => !granted.has(object));
    if (missing.length === 0) return { complete: true, problem: null };
    const viewAllData = await queryRows(
      connection,
      `SELECT Id FROM PermissionSet WHERE PermissionsViewAllData = true AND Id IN (${own})`,
    );
    if (viewAllData.length > 0) return { complete: true, problem: null };
    return { complete: false, problem: `The Salesforce user lacks View All on ${missing.join(' and ')}. ${ADVICE}` };
  } catch (error) {
    if (!(error instanceof SourceRejectedError)) throw error;
    return {
      complete: false,
      problem: `The Salesforce user's rights cannot be looked up (${error.apiCode ?? error.status}), so nothing proves that it sees every record. ${ADVICE}`,
    };
  }
}
