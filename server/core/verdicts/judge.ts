import { CODES, PEOPLE_CODES, type Code } from '../catalogue.ts';
import { isClaimed, keyAccountOf } from '../claims/Claims.ts';
import { finding } from '../finding.ts';
import { compareZendeskIds } from '../ids/zendeskId.ts';
import type {
  Digest,
  Exception,
  Finding,
  LastKnown,
  PeopleFacts,
  Reason,
  SettlingFacts,
  Verdict,
  VerdictStatus,
} from '../model.ts';
import { findPeople } from '../people/findPeople.ts';
import { accountEvidence } from './evidence/accountEvidence.ts';
import { organizationEvidence } from './evidence/organizationEvidence.ts';
import { withContradictions, type Identity } from './identity.ts';
import { decide, inherit, weigh, type Outcome, type Reading, type Weights } from './outcome.ts';
import { isUnclaimed } from './rules/absenceRules.ts';
import { domainRules } from './rules/domainRules.ts';
import { ownerRules } from './rules/ownerRules.ts';
import { sentenceFor, subjectId } from './sentences.ts';
import { holdBack, isEmpty, settledPeople, settlingWithHeirs, type HeldBack } from './settling.ts';

export { settleLinks, withMembers, type Identity } from './identity.ts';
export type { Reading } from './outcome.ts';

/** What was known before this run. */
export interface JudgeContext {
  /** Of a subject that must be `unknown`: what was known of it last. */
  lastKnown(subject: Verdict['subject'], id: string): LastKnown | null;
  /** Null before the first complete run: nothing is waited with. */
  readonly settling: SettlingFacts | null;
  /** Those about the judged records at least. */
  readonly openExceptions: readonly Exception[];
  /** Exceptions are known by their fingerprint. */
  readonly digest: Digest;
}

export interface Judgement {
  /** Accounts by id, then organizations by id. */
  readonly verdicts: readonly Verdict[];
  /** Empty where identity was not read completely: what was not read raises nothing. */
  readonly findings: readonly Finding[];
  /** Whom the findings that wait for settling records concern: to be judged again in the next run. */
  readonly heldBack: HeldBack['heldBack'];
  /** Codes about which nothing could be found, since what they rest on was not read: their exceptions stay as they are. */
  readonly unread: readonly Code[];
}

const NOBODY: HeldBack['heldBack'] = { accountIds: [], organizationIds: [] };

/**
 * Identity, people and contract in, verdicts out: the same facts give byte-identical verdicts and findings, in whatever
 * order they come and whether they are the whole world or one record's neighbourhood.
 */
export function judge(identity: Identity, people: PeopleFacts, reading: Reading, context: JudgeContext): Judgement {
  if (!reading.identityComplete) {
    return { verdicts: withhold(identity, context), findings: [], heldBack: NOBODY, unread: CODES };
  }
  const carried = reading.peopleComplete ? [] : stillStanding(context.openExceptions);
  const settled = reading.peopleComplete ? identity : withContradictions(identity, ofLinks(carried));
  const { findings, settledFindings, settling } = findEverything(settled, people, reading, context);
  const { raised, heldBack } =
    settling === null
      ? { raised: findings, heldBack: NOBODY }
      : holdBack(findings, settledFindings, { ...context, settling });

  const found = weigh([...findings, ...carried]);
  const scene = {
    identity: settled,
    reading,
    context,
    raised: raised === findings ? found : weigh([...raised, ...carried]),
    found,
  };
  const accounts = [...settled.claims.accounts.keys()].sort().map((id) => judgeAccount(id, scene));
  const organizations = [...settled.claims.organizations.keys()]
    .sort(compareZendeskIds)
    .map((id) => judgeOrganization(id, scene));
  return {
    verdicts: [...accounts, ...organizations],
    findings: raised,
    heldBack,
    unread: reading.peopleComplete ? [] : PEOPLE_CODES,
  };
}

function findEverything(
  identity: Identity,
  people: PeopleFacts,
  { peopleComplete }: Reading,
  context: JudgeContext,
): {
  readonly findings: readonly Finding[];
  /** Of people and tickets, as if the settling ones were not there. */
  readonly settledFindings: readonly Finding[];
  readonly settling: SettlingFacts | null;
} {
  const { settling: settlingNow } = context;
  const settling =
    settlingNow === null || isEmpty(settlingNow) ? null : settlingWithHeirs(settlingNow, identity.assumedInheritance);
  const ofPeople = (facts: PeopleFacts) => (peopleComplete ? findPeople(facts, identity.contract) : []);
  return {
    findings: [
      ...identity.findings,
      ...(peopleComplete ? identity.contradictions : []),
      ...ofPeople(people),
      ...domainRules(identity, people),
      ...ownerRules(identity),
    ],
    settledFindings: settling === null ? [] : ofPeople(settledPeople(people, settling)),
    settling,
  };
}

/** What was found about people while they were read still stands while they are not. */
function stillStanding(openExceptions: readonly Exception[]): readonly Finding[] {
  return openExceptions
    .filter(({ code }) => PEOPLE_CODES.includes(code))
    .map(({ code, accountIds, organizationIds, evidence }) =>
      finding(code, { accounts: accountIds, organizations: organizationIds }, evidence),
    );
}

function ofLinks(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ code }) => code === 'members_contradict_link');
}

// ---------------------------------------------------------------------------------------------- one verdict

interface Scene {
  readonly identity: Identity;
  readonly reading: Reading;
  readonly context: JudgeContext;
  /** Codes by subject: those that are raised, and those found in all. */
  readonly raised: Weights;
  readonly found: Weights;
}

function judgeAccount(id: string, scene: Scene): Verdict {
  const { claims, contract, inheritance } = scene.identity;
  const account = at(claims.accounts, id);
  const inherited = inheritance.get(id);
  const expected = account.inScope || isClaimed(account);
  const outcomeBy = (weights: Weights): Outcome => {
    const own = weights.get(`account:${id}`) ?? [];
    return inherited === undefined
      ? decide(own, expected ? null : 'out_of_scope', scene.reading)
      : inherit(own, weights.get(`account:${inherited.ancestorId}`) ?? [], scene.reading);
  };
  const organizationId = inherited?.organizationId ?? onlyOrganization(account.target, account.keyOrganizations);
  return conclude(scene, outcomeBy, { subject: 'account', accountId: id, organizationId }, (reason) =>
    accountEvidence(id, claims, contract, reason, organizationId, inherited ?? null),
  );
}

function judgeOrganization(id: string, scene: Scene): Verdict {
  const { claims, contract, inheritance } = scene.identity;
  const organization = at(claims.organizations, id);
  const unexpected = organization.excluded && isUnclaimed(organization, claims);
  const outcomeBy = (weights: Weights): Outcome =>
    decide(weights.get(`organization:${id}`) ?? [], unexpected ? 'out_of_scope' : null, scene.reading);
  const pointing = organization.pointingAccounts.filter((accountId) => !inheritance.has(accountId));
  const accountId = onlyOne([...pointing, keyAccountOf(organization)]);
  return conclude(scene, outcomeBy, { subject: 'organization', accountId, organizationId: id }, (reason) =>
    organizationEvidence(id, claims, contract, reason, accountId),
  );
}

/** Trouble that waits for a settling record leaves no verdict to rely on; green is never held back. */
function conclude(
  { raised, found, context }: Scene,
  outcomeBy: (weights: Weights) => Outcome,
  subject: Pick<Verdict, 'subject' | 'accountId' | 'organizationId'>,
  evidenceBy: (reason: Reason) => Verdict['evidence'],
): Verdict {
  const outcome = outcomeBy(raised);
  const inAll = outcomeBy(found);
  const waits = TROUBLED.includes(inAll.status) && inAll.status !== outcome.status;
  const { status, reason, codes } = waits ? SETTLING : outcome;
  const lastKnown = waits ? context.lastKnown(subject.subject, subjectId(subject)) : null;
  return {
    ...subject,
    status,
    reason,
    codes,
    sentence: sentenceFor(status, reason, lastKnown),
    evidence: evidenceBy(reason),
    lastKnown,
  };
}

const TROUBLED: readonly VerdictStatus[] = ['contradicted', 'review', 'unlinked', 'orphan'];
const SETTLING: Outcome = { status: 'unknown', reason: 'settling', codes: [] };

function withhold({ claims, contract }: Identity, { lastKnown }: JudgeContext): readonly Verdict[] {
  const unknown = (subject: Verdict['subject'], id: string, evidence: Verdict['evidence']): Verdict => {
    const known = lastKnown(subject, id);
    return {
      subject,
      accountId: subject === 'account' ? id : null,
      organizationId: subject === 'organization' ? id : null,
      status: 'unknown',
      reason: 'source_incomplete',
      codes: [],
      sentence: sentenceFor('unknown', 'source_incomplete', known),
      evidence,
      lastKnown: known,
    };
  };
  const accounts = [...claims.accounts.keys()].sort();
  const organizations = [...claims.organizations.keys()].sort(compareZendeskIds);
  return [
    ...accounts.map((id) =>
      unknown('account', id, accountEvidence(id, claims, contract, 'source_incomplete', null, null)),
    ),
    ...organizations.map((id) =>
      unknown('organization', id, organizationEvidence(id, claims, contract, 'source_incomplete', null)),
    ),
  ];
}

function onlyOrganization(target: string | null, keyOrganizations: readonly string[]): string | null {
  return onlyOne([target, ...keyOrganizations]);
}

function onlyOne(ids: readonly (string | null)[]): string | null {
  const distinct = [...new Set(ids.filter((id) => id !== null))];
  return distinct.length === 1 ? (distinct[0] as string) : null;
}

function at<Value>(map: ReadonlyMap<string, Value>, id: string): Value {
  const value = map.get(id);
  if (value === undefined) throw new Error(`no claims of ${id}: judge was asked about a record it was not given`);
  return value;
}
