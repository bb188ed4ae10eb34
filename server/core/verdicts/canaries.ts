/**
 * Canaries: pairs of which it is known what must come out, judged along with every run. One that comes out otherwise
 * proves that the rules, the mirror or a query is broken, and that the run is not to be believed.
 */
import type { Code } from '../catalogue.ts';
import type { Contract } from '../contract.ts';
import { canaryAccountId, canaryZendeskId, isCanaryAccount, isCanaryOrganization } from '../ids/canaryIds.ts';
import type { Finding, Verdict, VerdictStatus } from '../model.ts';
import type { Judgement } from './judge.ts';
import { subjectId } from './sentences.ts';

interface Canary {
  /** What it shows. */
  readonly name: string;
  /** By number, as `ingest/canaryRecords.ts` makes them. */
  readonly accounts: readonly number[];
  readonly organizations: readonly number[];
  readonly status: VerdictStatus;
  readonly code: Code | null;
  /** The people and tickets that the finding must list. */
  readonly users?: readonly number[];
  readonly tickets?: readonly number[];
}

function canariesOf({ key }: Contract): readonly Canary[] {
  // An opaque key of digits has no case to lose.
  const folded =
    key.kind === 'opaque'
      ? ({ status: 'verified', code: null } as const)
      : ({ status: 'review', code: 'external_id_noncanonical' } as const);
  return [
    { name: 'a right pair', accounts: [1], organizations: [1], status: 'verified', code: null },
    {
      name: 'a key that leads through a merge',
      accounts: [2],
      organizations: [2],
      status: 'review',
      code: 'external_id_account_merged',
    },
    {
      name: 'conflicting keys',
      accounts: [4],
      organizations: [4, 5],
      status: 'contradicted',
      code: 'conflicting_rungs',
    },
    {
      name: 'a shared organization',
      accounts: [6, 7],
      organizations: [6],
      status: 'contradicted',
      code: 'shared_organization',
    },
    {
      name: 'a stale pointer',
      accounts: [8],
      organizations: [],
      status: 'contradicted',
      code: 'stale_organization_pointer',
    },
    { name: 'a key whose case was lost', accounts: [9], organizations: [9], ...folded },
    {
      name: 'members of another account',
      accounts: [10],
      organizations: [10],
      status: 'contradicted',
      code: 'members_contradict_link',
      users: [22, 23, 24],
    },
    {
      name: 'the account whose members those are',
      accounts: [11],
      organizations: [11],
      status: 'verified',
      code: null,
    },
    {
      name: 'a user in a foreign organization',
      accounts: [12, 13],
      organizations: [12, 13],
      status: 'verified_with_notes',
      code: 'user_in_foreign_org',
      users: [25],
    },
    {
      name: 'a ticket under the wrong organization',
      accounts: [12, 13],
      organizations: [12, 13],
      status: 'verified_with_notes',
      code: 'ticket_wrong_org',
      tickets: [56],
    },
  ];
}

/** Which canaries came out otherwise than they must, in words; empty when all is well. */
export function wrongCanaries({ verdicts, findings }: Judgement, contract: Contract): readonly string[] {
  const canaries = canariesOf(contract);
  const bySubject = new Map(
    verdicts.filter(isCanary).map((verdict) => [keyOf(verdict.subject, subjectId(verdict)), verdict]),
  );
  return canaries.flatMap((canary) => {
    const accounts = canary.accounts.map((number) => ['account', canaryAccountId(number)] as const);
    const organizations = canary.organizations.map((number) => ['organization', canaryZendeskId(number)] as const);
    const subjects = [...accounts, ...organizations];
    const together = (subject: string, id: string) =>
      canaries.filter((other) =>
        (subject === 'account'
          ? other.accounts.map(canaryAccountId)
          : other.organizations.map(canaryZendeskId)
        ).includes(id),
      );
    return [
      ...subjects.flatMap(([subject, id]) => {
        const expected = together(subject, id).flatMap(({ code }) => (code === null ? [] : [code]));
        return wrongVerdict(canary, subject, id, expected, bySubject.get(keyOf(subject, id)));
      }),
      ...wrongFinding(canary, findings),
    ];
  });
}

function wrongVerdict(
  { name, status }: Canary,
  subject: Verdict['subject'],
  id: string,
  codes: readonly Code[],
  verdict: Verdict | undefined,
): readonly string[] {
  const wanted = describe(status, codes);
  if (verdict === undefined) return [`Canary “${name}”: the ${subject} ${id} should be ${wanted}, and was not judged.`];
  // Whether the contract expects canaries to be linked is the contract's business.
  const found = describe(
    verdict.status,
    verdict.codes.filter((code) => code !== 'ineligible_linked'),
  );
  return found === wanted ? [] : [`Canary “${name}”: the ${subject} ${id} should be ${wanted}, and is ${found}.`];
}

function wrongFinding(
  { name, code, accounts, users = [], tickets = [] }: Canary,
  findings: readonly Finding[],
): readonly string[] {
  if (users.length + tickets.length === 0) return [];
  const accountIds = accounts.map(canaryAccountId);
  const own = findings.filter(
    (finding) => finding.code === code && finding.accountIds.some((id) => accountIds.includes(id)),
  );
  const listed = new Set(own.flatMap(({ userIds, ticketIds }) => [...userIds, ...ticketIds]));
  const missing = [...users, ...tickets].map(canaryZendeskId).filter((id) => !listed.has(id));
  return missing.length === 0
    ? []
    : [`Canary “${name}”: ${code ?? 'the finding'} should list ${missing.join(', ')}, and does not.`];
}

/** What is left for everybody else to see. */
export function withoutCanaries(judgement: Judgement): Judgement {
  const { verdicts, findings, heldBack } = judgement;
  return {
    ...judgement,
    verdicts: verdicts.filter((verdict) => !isCanary(verdict)),
    findings: findings.filter(
      ({ accountIds, organizationIds }) =>
        !accountIds.some(isCanaryAccount) && !organizationIds.some(isCanaryOrganization),
    ),
    heldBack: {
      accountIds: heldBack.accountIds.filter((id) => !isCanaryAccount(id)),
      organizationIds: heldBack.organizationIds.filter((id) => !isCanaryOrganization(id)),
    },
  };
}

function isCanary(verdict: Verdict): boolean {
  const id = subjectId(verdict);
  return verdict.subject === 'account' ? isCanaryAccount(id) : isCanaryOrganization(id);
}

function describe(status: VerdictStatus, codes: readonly string[]): string {
  return [status, ...[...codes].sort()].join(' ');
}

const keyOf = (subject: string, id: string): string => `${subject}:${id}`;
