/** SQL that leads from contacts to the users that they may be: what external ids and addresses say, undecided between. */
import { COUNTS } from './countingUsers.ts';

/** CTE after `seed_contact (id, fold, email_hash)`: its contacts, and those that were merged into them. Recursive. */
export const IDENTITY = `
  identity (id, fold) as (
    select seed_contact.id, seed_contact.fold from seed_contact
    union
    select loser.id, loser.fold
    from identity
    join mirror.contact as loser on loser.master_id = identity.id
  )`;

/** After IDENTITY: ids of users who count. */
export const USERS_OF_CONTACTS = `
  select candidate.id
  from mirror.zendesk_user as candidate
  where ${COUNTS('candidate')}
    and candidate.id in (
      select by_key.id
      from identity
      join mirror.zendesk_user as by_key on by_key.contact_key = identity.id
      union
      select by_fold.id
      from identity
      join mirror.zendesk_user as by_fold on by_fold.contact_key = identity.fold
      union
      select by_email.id
      from seed_contact
      join mirror.zendesk_user as by_email on by_email.email_hash = seed_contact.email_hash and by_email.verified
    )`;
