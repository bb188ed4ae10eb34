import type { MembersFact, PersonFact } from '../../../core/model.ts';
import type { Database, Queryable } from '../../database/Database.ts';
import type { RecordIds } from '../../Store.ts';
import { readPersons } from './readPersons.ts';
import { readAncestors } from './readSurroundings.ts';
import { resolvePersons } from './resolvePersons.ts';

interface Suspect {
  readonly accountId: string;
  readonly organizationId: string;
}

/**
 * What `Store.members` promises. The share is taken of the members that are judged for sure: who is left undecided the
 * core says, so no true candidate is lost.
 */
export function readMembers(
  database: Database,
  around: RecordIds | null,
  least: { readonly members: number; readonly share: number },
  withAncestors: boolean,
): Promise<readonly MembersFact[]> {
  return database.transaction(async (transaction) => {
    await transaction.exec('set transaction isolation level repeatable read');
    await resolvePersons(transaction, around);
    const suspects = await transaction.query<Suspect>(
      `with ${MEMBER(around)},
      standing as materialized (
        select person_account.user_id, count(*) > 1 and min(person_account.found_by) = 'email' as doubtful
        from person_account
        group by person_account.user_id
      ),
      judged as (
        select member.account_id, member.organization_id, count(*) filter (where not standing.doubtful) as members
        from member
        join standing on standing.user_id = member.user_id
        group by member.account_id, member.organization_id
      ),
      stranger as materialized (
        select member.account_id, member.organization_id, member.user_id
        from member
        left join person_account as own on own.user_id = member.user_id and own.account_id = member.account_id
        where own.user_id is null
      ),
      elsewhere as (
        select stranger.account_id, stranger.organization_id, count(*) as members
        from stranger
        join person_account on person_account.user_id = stranger.user_id
        group by stranger.account_id, stranger.organization_id, person_account.account_id
      )
      select distinct judged.account_id as "accountId", judged.organization_id as "organizationId"
      from judged
      join elsewhere on elsewhere.account_id = judged.account_id and elsewhere.organization_id = judged.organization_id
      where elsewhere.members >= $1::integer
        and (judged.members = 0 or elsewhere.members::double precision / judged.members >= $2::double precision)
      order by judged.account_id, judged.organization_id`,
      [least.members, least.share, ...(around === null ? [] : [around.accountIds, around.organizationIds])],
    );
    return withMembers(transaction, suspects, withAncestors);
  });
}

const MEMBER = (around: RecordIds | null) => `
  member as materialized (
    select distinct link.account_id, link.organization_id, membership.user_id
    from mirror.link
    join mirror.organization_membership as membership on membership.organization_id = link.organization_id
    join person on person.user_id = membership.user_id
    where link.inherited_from is null
      ${around === null ? '' : 'and (link.account_id = any ($3::text[]) or link.organization_id = any ($4::text[]))'}
  )`;

async function withMembers(
  transaction: Queryable,
  suspects: readonly Suspect[],
  withAncestors: boolean,
): Promise<readonly MembersFact[]> {
  if (suspects.length === 0) return [];
  const persons = await readPersons(
    transaction,
    `select membership.user_id
    from mirror.organization_membership as membership
    where membership.organization_id = any ($1::text[])`,
    [suspects.map(({ organizationId }) => organizationId)],
  );
  const members = new Map<string, PersonFact[]>(suspects.map(({ organizationId }) => [organizationId, []]));
  for (const person of persons) for (const id of person.organizationIds) members.get(id)?.push(person);
  const facts = suspects.map((suspect) => ({ ...suspect, members: members.get(suspect.organizationId) ?? [] }));
  const ancestors = withAncestors ? await readAncestors(transaction, [...new Set(facts.flatMap(accountsOf))]) : {};
  return facts.map((fact) => ({ ...fact, ancestors: pick(ancestors, accountsOf(fact)) }));
}

function accountsOf({ accountId, members }: Omit<MembersFact, 'ancestors'>): readonly string[] {
  const theirs = members.flatMap(({ contacts }) => contacts.map((contact) => contact.accountId));
  return [...new Set([accountId, ...theirs])].filter((id) => id !== null);
}

function pick(ancestors: MembersFact['ancestors'], accountIds: readonly string[]): MembersFact['ancestors'] {
  return Object.fromEntries(accountIds.flatMap((id) => (ancestors[id] === undefined ? [] : [[id, ancestors[id]]])));
}
