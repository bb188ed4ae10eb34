import type { ZendeskConnection } from '../../transport.ts';
import { organizationBody } from './organizationFields.ts';
import { updateRecords } from './updateRecords.ts';
import type { ReadyChange, WriteOutcome } from './Writer.ts';

/** The key, or fields that mirror an Account's. Nothing else of an organization is ever in the body. */
export function setOrganizationFields(
  connection: ZendeskConnection,
  changes: readonly ReadyChange[],
  signal: AbortSignal | undefined,
): Promise<readonly WriteOutcome[]> {
  const update = {
    many: 'organizations',
    one: 'organization',
    valuesOf: (ofOne: readonly ReadyChange[]) => organizationBody(ofOne.map(({ field, after }) => [field, after])),
    meaning: () => null,
  } as const;
  return updateRecords(connection, update, changes, signal);
}
