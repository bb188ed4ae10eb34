import { drawPerson, type Person } from './drawPerson.ts';
import { JOB_TITLES } from './personNames.ts';
import type { Account, WorldBuilder } from './WorldBuilder.ts';

export interface Contact extends Person {
  /** 18 characters. */
  readonly id: string;
}

export interface ContactOptions {
  /** Who it is; default: somebody new with an address at the account's domain. */
  readonly person?: Person;
  /** Further accounts that he works for: indirect relations, of which Salesforce allows any number. */
  readonly alsoWorksFor?: readonly Account[];
  readonly deleted?: boolean;
  /** Lost a merge to this contact. */
  readonly mergedInto?: Contact;
}

/** Adds a contact of an account. */
export function addContact(world: WorldBuilder, account: Account, options: ContactOptions = {}): Contact {
  const { firstName, lastName, email } = options.person ?? drawPerson(world, account.domain);
  const id = world.ids.salesforce('003');
  const isDeleted = options.deleted === true || options.mergedInto !== undefined;
  const times = world.salesforceTimes();
  world.add('salesforce/Contact', {
    Id: id,
    IsDeleted: isDeleted,
    MasterRecordId: options.mergedInto?.id ?? null,
    AccountId: account.id,
    FirstName: firstName,
    LastName: lastName,
    Email: email,
    Title: world.random.pick(JOB_TITLES),
    OwnerId: world.random.pick(world.owners),
    ...times,
  });
  if (!isDeleted) {
    for (const related of [account, ...(options.alsoWorksFor ?? [])]) {
      world.add('salesforce/AccountContactRelation', {
        Id: world.ids.salesforce('07k'),
        AccountId: related.id,
        ContactId: id,
        IsDirect: related === account,
        IsActive: true,
        ...times,
      });
    }
  }
  return { id, firstName, lastName, email };
}
