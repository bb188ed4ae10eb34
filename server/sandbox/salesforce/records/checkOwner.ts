import { SalesforceError } from '../SalesforceError.ts';
import { UserAccess } from './UserAccess.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Org } from './Org.ts';

/**
 * What Salesforce asks of whoever a custom object's record is handed to: a queue must be one for the object, a user must be
 * active and may read the object. Its codes are the API's; the words of the last one are from memory.
 */
export function checkOwner(org: Org, object: ObjectSchema, ownerId: string, writerId: string): void {
  if (!object.custom || ownerId === writerId) return;
  const fieldOf = (objectName: string, name: string) => org.schema.get(objectName).field(name) as FieldSchema;
  if (org.database.table('Group').get(ownerId)) {
    const entries = org.database.table('QueueSobject').findBy(fieldOf('QueueSobject', 'QueueId'), [ownerId]);
    if (entries.some((entry) => entry.SobjectType === object.name)) return;
    throw refusal('INVALID_OPERATION', 'Queue not associated with this SObject type');
  }
  const user = org.database.table('User').get(ownerId);
  if (user?.IsActive === false) {
    throw refusal(
      'INACTIVE_OWNER_OR_USER',
      `operation performed with inactive user [${ownerId}] as owner of custom entity`,
    );
  }
  const access = new UserAccess(org.database, ownerId, {
    accountsPrivate: false,
    administrator: false,
    revokedFields: new Set(),
  });
  if (!access.mayOnObject('Read', object)) {
    throw refusal('TRANSFER_REQUIRES_READ', 'The new owner must have read permission');
  }
}

function refusal(errorCode: string, message: string): SalesforceError {
  return new SalesforceError(400, errorCode, message, ['OwnerId']);
}
