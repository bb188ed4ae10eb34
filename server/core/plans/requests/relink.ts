import type { AccountFact, Exception, OrganizationFact } from '../../model.ts';
import { movePerson } from '../movePerson.ts';
import { accountRefs, type FactRef } from '../facts.ts';
import type { PeopleChoice, Refusal, RepairRequest } from '../Plan.ts';
import type { Proposed, Step } from '../Proposal.ts';
import { tieExceptionsOf, nameOf, proposeChanges, refuseRequest } from '../remedies/answers.ts';
import type { LiveClaims } from '../remedies/LiveClaims.ts';
import { keyToWrite, quoted } from '../remedies/pairRemedies.ts';
import { inOrder, setAccountField, setKey, type Draft } from '../remedies/steps.ts';
import { joinSteps } from '../stepLists.ts';

/**
 * Ties an account to an organization by a person's choice: whatever else claims either of them gives way, in the order
 * that a unique key asks for. `alsoAnswers`: the exception by which the two were chosen.
 */
export function relink(
  { accountId, organizationId, people }: Extract<RepairRequest, { readonly kind: 'relink' }>,
  claims: LiveClaims,
  alsoAnswers: readonly Exception[] = [],
): Proposed {
  const about = { accountIds: [accountId], organizationIds: [organizationId] };
  const account = claims.account(accountId);
  if (account === null) return refuseRequest('record_gone', `Salesforce has no live account ${accountId}.`, about);
  const organization = claims.organization(organizationId);
  if (organization === null) {
    return refuseRequest('record_gone', `Zendesk has no organization ${organizationId}.`, about);
  }
  const { key, objection } = keyToWrite(account, claims);
  if (key === null) return refuseRequest(objection.reason, objection.detail, about);

  const rivals = rivalsOf(account, organization, claims);
  if (rivals.host !== null && isInCollision(account, claims)) {
    const detail = `Another organization's 15-character key fits account ${nameOf(account)}, so that it can't share its ancestor's. Put that key right first.`;
    return refuseRequest('upstream_blocker', detail, about);
  }
  const tie = inOrder(tieOf(account, organization, key, rivals, claims));
  const moves = movesOf(account, organization, rivals, people, claims);
  if (moves.barred !== null) return { proposals: [], refused: [{ ...moves.barred, ...about }] };
  // Nobody is moved before the link stands.
  const moved = moves.lists.map((steps) => behind(tie, steps));
  const steps = joinSteps([tie, ...moved]) ?? [];
  if (steps.length === 0) {
    const detail = `Account ${nameOf(account)} and organization ${nameOf(organization)} name each other already, and nothing else claims them.`;
    return refuseRequest('nothing_to_do', detail, about);
  }
  const accountIds = [
    accountId,
    ...rivals.pointing.map(({ id }) => id),
    ...(rivals.named === null ? [] : [rivals.named]),
  ];
  const organizationIds = [organizationId, ...rivals.formerIds];
  const keyedIds = [organizationId, ...rivals.keyed.map(({ id }) => id)];
  const proposed = proposeChanges(
    {
      title: titleOf(account, organization, rivals, moves.people),
      steps,
      accountIds,
      organizationIds,
      answers: [
        ...new Set([
          ...alsoAnswers,
          ...tieExceptionsOf({ accountId, organizationId }, { accountIds, organizationIds, keyedIds }, claims),
        ]),
      ],
      keys: claims.keysNaming(account),
      pointersTo: [organizationId],
      membersOf: organizationIds,
      alsoRests: [...moves.rests, ...(rivals.host === null ? [] : accountRefs(rivals.host, claims.contract))],
    },
    claims,
  );
  return { ...proposed, refused: moves.refused };
}

/** Whatever else claims the account or the organization, and gives way. */
interface Rivals {
  /** Other organizations whose key names the account. */
  readonly keyed: readonly OrganizationFact[];
  /** Other accounts that point to the organization. */
  readonly pointing: readonly AccountFact[];
  /** The other live account that the organization's key names. */
  readonly named: string | null;
  /** Where the account shares its ancestor's organization: nothing of it gives way. */
  readonly host: string | null;
  /** Other live organizations that the account was tied to by either side; where it points to comes first. */
  readonly formerIds: readonly string[];
}

function rivalsOf(account: AccountFact, organization: OrganizationFact, claims: LiveClaims): Rivals {
  const keyed = claims
    .keyedTo(account)
    .filter((id) => id !== organization.id)
    .flatMap((id) => claims.organization(id) ?? []);
  const target = claims.targetOf(account);
  const former = [...(target === null ? [] : [target]), ...keyed.map(({ id }) => id)];
  const formerIds = [...new Set(former)].filter((id) => id !== organization.id);
  const keyAccount = claims.keyAccountOf(organization);
  const named = keyAccount === account.id ? null : keyAccount;
  const pointing = claims
    .pointingTo(organization.id)
    .flatMap((id) => claims.account(id) ?? [])
    .filter((other) => other.id !== account.id && !mayShare(other, account, organization, claims));
  const isShared = named !== null && claims.isHeirOf(account.id, named) && claims.isTied(named);
  if (isShared) return { keyed, pointing: [], named: null, host: named, formerIds };
  return { keyed, pointing, named, host: null, formerIds };
}

/** Whether an account that points to the organization may go on doing so: the contract lets it share its ancestor's. */
function mayShare(
  heir: AccountFact,
  ancestor: AccountFact,
  organization: OrganizationFact,
  claims: LiveClaims,
): boolean {
  return (
    claims.isHeirOf(heir.id, ancestor.id) &&
    // Through a merge it names an organization that is somebody's: that contradicts both.
    claims.pointerOf(heir).kind === 'live' &&
    claims.keyedTo(heir).every((id) => id === organization.id) &&
    !isInCollision(heir, claims)
  );
}

/** An account that a key of two may mean claims for itself: it inherits nothing. */
function isInCollision({ id }: AccountFact, claims: LiveClaims): boolean {
  return claims.exceptionsOn('account', id).some(({ code }) => code === 'external_id_case_collision');
}

function tieOf(
  account: AccountFact,
  organization: OrganizationFact,
  key: string,
  { keyed, pointing, named, host }: Rivals,
  claims: LiveClaims,
): readonly Draft[] {
  const drafts: Draft[] = [
    ...keyed.map((rival) => setKey(rival, null, `Account ${account.id} gets another organization.`, claims)),
    ...pointing.map((rival) =>
      setAccountField(rival, null, `Its organization becomes account ${account.id}’s.`, claims),
    ),
  ];
  const reading = claims.keyOf(organization);
  const isKeyed =
    reading.kind === 'account' &&
    reading.accountId === account.id &&
    reading.noncanonical === null &&
    reading.viaLoser === null;
  if (!isKeyed && host === null) {
    const reason =
      named === null
        ? `A person chose this account for the organization; ${reading.kind === 'empty' ? 'it had no key' : `its key was ${quoted(organization.keyText)}`}.`
        : `A person chose this account for the organization; its key names account ${named}, which loses it.`;
    drafts.push(setKey(organization, key, reason, claims));
  }
  const pointer = claims.pointerOf(account);
  if (pointer.kind !== 'live' || pointer.organizationId !== organization.id) {
    drafts.push(setAccountField(account, organization.id, 'A person chose this organization for the account.', claims));
  }
  return drafts;
}

interface Moves {
  /** One for each person and organization that he comes from. */
  readonly lists: readonly (readonly Step[])[];
  /** How many people these are. */
  readonly people: number;
  readonly rests: readonly FactRef[];
  readonly refused: readonly Refusal[];
  /** Why nobody at all can be moved: then nothing is done, rather than half of what was asked. */
  readonly barred: Refusal | null;
}

/** The account's people in the organizations that it was tied to. */
function movesOf(
  account: AccountFact,
  organization: OrganizationFact,
  { formerIds }: Rivals,
  people: PeopleChoice,
  { world }: LiveClaims,
): Moves {
  const persons = world.persons.filter(({ contacts }) => contacts.some(({ accountId }) => accountId === account.id));
  const leave = people === 'move_and_leave';
  const moves =
    people === 'stay'
      ? []
      : persons.flatMap(({ userId }) =>
          formerIds.map((from) => ({ userId, ...movePerson(userId, { from, to: organization.id, leave }, world) })),
        );
  const refused = moves
    .flatMap((move) => move.refused ?? [])
    .filter(({ reason }) => reason !== 'nothing_to_do')
    .map((refusal) => ({ ...refusal, accountIds: [account.id] }));
  const moving = moves.filter(({ steps }) => steps.length > 0);
  return {
    lists: moving.map(({ steps }) => steps),
    people: new Set(moving.map(({ userId }) => userId)).size,
    rests: moves.flatMap(({ rests }) => rests),
    refused,
    barred: refused.find(({ reason }) => reason === 'one_organization_plan') ?? null,
  };
}

/** The steps, waiting for the last of those that come before them. */
function behind(before: readonly Step[], steps: readonly Step[]): readonly Step[] {
  const offset = before.length;
  if (offset === 0) return steps;
  return [
    ...before,
    ...steps.map((step) => ({
      ...step,
      waitsFor: step.waitsFor.length === 0 ? [offset - 1] : step.waitsFor.map((position) => position + offset),
    })),
  ];
}

function titleOf(
  account: AccountFact,
  organization: OrganizationFact,
  { keyed, pointing, named, host }: Rivals,
  people: number,
): string {
  const parts = [
    `Link account ${nameOf(account)} to organization ${nameOf(organization)}`,
    ...(host === null ? [] : [`share it with account ${host}`]),
    ...(named === null ? [] : [`take it from account ${named}, which its key names`]),
    ...keyed.map((rival) => `take the account’s key off organization ${nameOf(rival)}`),
    ...pointing.map((rival) => `clear the field of account ${nameOf(rival)}, which points to it too`),
    ...(people === 0 ? [] : [`move ${String(people)} ${people === 1 ? 'person' : 'people'}`]),
  ];
  return `${parts.join('; ')}.`;
}
