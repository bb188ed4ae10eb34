import { zendeskId, type ZendeskConnection } from '../../transport.ts';
import { byRecord, inTurn, parcelsOf } from './inTurn.ts';
import { isTaken, verdictOfAnswer, type Complaint } from './refusals.ts';
import { JOB_ITEMS, runJob } from './runJob.ts';
import { accepted, refused } from './verdicts.ts';
import type { ReadyChange, WriteOutcome } from './Writer.ts';

const PATH = 'organization_memberships';

export function addMembership(
  connection: ZendeskConnection,
  changes: readonly ReadyChange[],
  signal: AbortSignal | undefined,
): Promise<readonly WriteOutcome[]> {
  return inTurn(
    parcelsOf(byRecord(changes), JOB_ITEMS),
    async ({ records }) => {
      const inputs = records.flatMap(([first]) => (first === undefined ? [] : [membershipOf(first)]));
      const wire = inputs.map(({ userId, organizationId }) => ({
        user_id: zendeskId(userId),
        organization_id: zendeskId(organizationId),
      }));
      if (wire.length === 1) {
        const answer = await connection.send('POST', [PATH], { organization_membership: wire[0] }, signal);
        return [verdictOfAnswer(`POST /${PATH}`, answer, meaningOfAdding)];
      }
      // Results name a membership by the id that it has just got, so items are known by their positions.
      const ids = wire.map(() => null);
      const path = [PATH, 'create_many'];
      const order = { method: 'POST', path, body: { [PATH]: wire }, ids, meaning: meaningOfAdding } as const;
      return runJob(connection, order, signal);
    },
    signal,
  );
}

/** One call each: deleting many takes ids of memberships, and finding each of them costs a call. */
export function removeMembership(
  connection: ZendeskConnection,
  changes: readonly ReadyChange[],
  signal: AbortSignal | undefined,
): Promise<readonly WriteOutcome[]> {
  return eachOf(changes, signal, async (change) => {
    const { userId, organizationId } = membershipOf(change);
    const path = ['users', userId, 'organizations', organizationId];
    const answer = await connection.send('DELETE', path, undefined, signal);
    const call = `DELETE /${path.join('/')}`;
    // He is no member any more, which is what was wanted; whether he exists at all is for reading back to tell.
    if (answer.status === 404) return accepted(`Zendesk: ${call} answered 404: it was gone already.`);
    return verdictOfAnswer(call, answer);
  });
}

export function makeDefault(
  connection: ZendeskConnection,
  changes: readonly ReadyChange[],
  signal: AbortSignal | undefined,
): Promise<readonly WriteOutcome[]> {
  return eachOf(changes, signal, async ({ record, after }) => {
    const path = ['users', record, 'organizations', String(after), 'make_default'];
    return verdictOfAnswer(`PUT /${path.join('/')}`, await connection.send('PUT', path, undefined, signal));
  });
}

function eachOf(
  changes: readonly ReadyChange[],
  signal: AbortSignal | undefined,
  send: (change: ReadyChange) => Promise<ReturnType<typeof accepted>>,
): Promise<readonly WriteOutcome[]> {
  return inTurn(
    changes.map((change) => ({ records: [[change]] })),
    async ({ records }) => Promise.all(records.flat().map(send)),
    signal,
  );
}

/**
 * The status (422) and these causes are documented, their wording is not: a name of the field or the cause decides where
 * there is one. What is blank is what the given id did not find.
 */
function meaningOfAdding(complaint: Complaint) {
  const { codes, texts } = complaint;
  if (isTaken(complaint)) return accepted('Zendesk: he is a member already.');
  const isBlank = codes.includes('BlankValue') || texts.some((text) => /cannot be blank/i.test(text));
  if (isBlank) return refused('record_gone', 'Zendesk finds no such user or organization.');
  const isPlan = texts.some((text) => /multiple organizations|one organization|single organization/i.test(text));
  return isPlan ? refused('one_organization_plan', 'Zendesk: this account allows a user one organization only.') : null;
}

function membershipOf({ record }: ReadyChange): { readonly userId: string; readonly organizationId: string } {
  const [userId = '', organizationId = ''] = record.split(':');
  return { userId, organizationId };
}
