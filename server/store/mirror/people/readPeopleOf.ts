import type { PersonFact } from '../../../core/model.ts';
import type { Database } from '../../database/Database.ts';
import { readPersons } from './readPersons.ts';
import { resolvePersons } from './resolvePersons.ts';

/** What `Store.peopleOf` promises, all of one moment. */
export function readPeopleOf(database: Database, accountIds: readonly string[]): Promise<readonly PersonFact[]> {
  return database.transaction(async (transaction) => {
    await transaction.exec('set transaction isolation level repeatable read');
    await resolvePersons(transaction, { accountIds, organizationIds: [] });
    return readPersons(
      transaction,
      'select person_account.user_id from person_account where person_account.account_id = any ($1::text[])',
      [accountIds],
    );
  });
}
