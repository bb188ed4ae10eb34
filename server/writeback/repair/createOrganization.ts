import type { Envelope, ZendeskConnection } from '../../transport.ts';
import { inTurn } from './inTurn.ts';
import { organizationBody, organizationValue } from './organizationFields.ts';
import { verdictOfAnswer } from './refusals.ts';
import { accepted, refused, unknown, type Verdict } from './verdicts.ts';
import type { ReadyChange, WriteOutcome } from './Writer.ts';

const PATH = 'organizations';

/**
 * Makes organizations under their key, or finds the one that is there: Zendesk itself lets nobody have a name or an
 * `external_id` twice, so that of two who do this at once, the second links to what the first has made.
 */
export function createOrganization(
  connection: ZendeskConnection,
  keyField: string,
  changes: readonly ReadyChange[],
  signal: AbortSignal | undefined,
): Promise<readonly WriteOutcome[]> {
  return inTurn(
    changes.map((change) => ({ records: [[change]] })),
    async ({ records }) => {
      const verdicts: Verdict[] = [];
      for (const change of records.flat()) verdicts.push(await createOrLink(connection, keyField, change, signal));
      return verdicts;
    },
    signal,
  );
}

async function createOrLink(
  connection: ZendeskConnection,
  keyField: string,
  { after }: ReadyChange,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const { name, key } = after as { readonly name: string; readonly key: string };
  const wanted: Wanted = { name, key, keyField };
  const body = { organization: { name, ...organizationBody([[keyField, key]]) } };
  const answer = await connection.send('POST', [PATH], body, signal);
  const verdict = verdictOfAnswer(`POST /${PATH}`, answer);
  if (verdict.reason === 'not_unique') return link(connection, wanted, signal);
  if (verdict.result !== 'accepted') return verdict;
  const id = idIn(answer.body.organization);
  return id === null
    ? unknown(`Zendesk: POST /${PATH} answered ${answer.status} without an id.`)
    : { ...verdict, createdId: id };
}

interface Wanted {
  readonly name: string;
  readonly key: string;
  readonly keyField: string;
}

/**
 * Who has the key is the one. Who has the name, and nothing else yet, becomes it. A name alone ties nobody: the approver
 * has agreed to an organization without people, tickets and domains.
 */
async function link(
  connection: ZendeskConnection,
  { name, key, keyField }: Wanted,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const keyed =
    keyField === 'external_id'
      ? listIn(await connection.get([PATH, 'show_many'], { external_ids: key }, signal)).find((organization) =>
          isSameText(organizationValue(organization, keyField), key),
        )
      : undefined;
  if (keyed !== undefined) return accepted('Zendesk has an organization under this key already.', idIn(keyed));
  const [named, ...others] = listIn(await connection.get([PATH, 'search'], { name }, signal)).filter((organization) =>
    isSameText(organizationValue(organization, 'name'), name),
  );
  const id = idIn(named);
  if (named === undefined || id === null || others.length > 0) {
    const found = named === undefined ? 'shows none that has it' : `shows ${others.length + 1} of that name`;
    return refused(
      'not_unique',
      `Zendesk says that the name or the key is taken, and ${found}. Find the organization that is meant, and relink the account to it.`,
    );
  }
  const keyFound = organizationValue(named, keyField);
  if (isSameText(keyFound, key)) return accepted('Zendesk has an organization under this key already.', id);
  const objection = keyFound !== null ? 'another key' : await inhabitantsOf(connection, named, id, signal);
  if (objection !== null) {
    return refused(
      'not_unique',
      `Organization ${id} has that name and ${objection}. If it is the same customer, relink the account to it; else choose another name.`,
    );
  }
  const body = { organization: organizationBody([[keyField, key]]) };
  const verdict = verdictOfAnswer(`PUT /${PATH}/${id}`, await connection.send('PUT', [PATH, id], body, signal));
  return verdict.result === 'accepted'
    ? accepted(`Organization ${id} had that name and was empty: it was given this key.`, id)
    : verdict;
}

/** What makes an organization more than a name, in words; null for one that is as good as new. */
async function inhabitantsOf(
  connection: ZendeskConnection,
  organization: Envelope,
  id: string,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const { domain_names: domains } = organization;
  if (Array.isArray(domains) && domains.length > 0) return 'domains';
  const { organization_related: related } = await connection.get([PATH, id, 'related'], {}, signal);
  const { users_count: users, tickets_count: tickets } = (related ?? {}) as Envelope;
  return users === 0 && tickets === 0 ? null : 'people or tickets of its own';
}

function listIn(body: Envelope): readonly Envelope[] {
  return Array.isArray(body[PATH]) ? (body[PATH] as Envelope[]) : [];
}

function idIn(organization: unknown): string | null {
  const { id } = (organization ?? {}) as Envelope;
  return typeof id === 'number' || typeof id === 'string' ? String(id) : null;
}

/** As Zendesk compares names and external ids. */
function isSameText(one: string | null, other: string): boolean {
  return one?.trim().toLowerCase() === other.trim().toLowerCase();
}
