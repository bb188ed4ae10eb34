import { ConflictError, NotFoundError, RunInProgressError, TooSoonError } from '../../server/errors.ts';
import type { Run } from '../../server/core/model.ts';
import type {
  AuditProgress,
  AuditRequest,
  CauseGroup,
  ChangeHint,
  DecisionOutcome,
  DecisionRequest,
  Digest,
  DoctorReport,
  DrawnSample,
  ExceptionDetail,
  ExceptionLine,
  Explanation,
  Flows,
  HistoryEntry,
  PastExplanation,
  RepliedSample,
  SampleList,
  SampleReply,
  VerdictLine,
} from '../../server/flows/Flows.ts';
import type { SampledLink } from '../../server/core/samples/SampledLink.ts';
import { SampleRepair } from './SampleRepair.ts';

export const ACCOUNT_ID = '001000000000001AAA';
export const ORG_ID = '00D000000000001EAA';

export const verdict: VerdictLine = {
  subject: 'account',
  accountId: ACCOUNT_ID,
  organizationId: '6164125400602',
  status: 'contradicted',
  codes: ['conflicting_rungs'],
  lastKnown: null,
  sentence: 'Do not rely on these tickets: two organizations claim this account.',
  since: '2026-11-20T08:00:00Z',
  runId: 'run-1',
};

export const unknownVerdict: VerdictLine = {
  ...verdict,
  subject: 'organization',
  accountId: null,
  status: 'unknown',
  codes: ['scope_not_checked'],
  lastKnown: { status: 'verified', codes: [], auditedAt: '2026-11-19T08:00:00Z' },
};

export const exception: ExceptionLine = {
  fingerprint: 'f1',
  code: 'conflicting_rungs',
  severity: 'critical',
  status: 'new',
  accountIds: [ACCOUNT_ID],
  organizationIds: ['6164125400602', '6164125400603'],
  userIds: [],
  ticketIds: [],
  evidence: { storedId: '6164125400602', keys: [{ organization: '6164125400603', said: ACCOUNT_ID }], depth: null },
  recommendedAction: 'Compare both organizations.',
  firstSeenAt: '2026-11-20T08:00:00Z',
};

export const exceptionDetail: ExceptionDetail = {
  ...exception,
  status: 'accepted',
  openedAt: '2026-11-20T08:00:00Z',
  regressions: 1,
  ownerId: '005000000000001AAA',
  decision: {
    status: 'accepted',
    reason: 'Both are the customer’s own.',
    by: 'ada',
    at: '2026-11-21T08:00:00Z',
    until: '2026-12-01T00:00:00Z',
  },
  reopened: { at: '2026-11-20T09:00:00Z', because: ['Stored id now says “2” instead of “1”.'] },
  revision: 3,
  cause: { kind: 'merge', key: `merge:${ACCOUNT_ID}`, label: `Merged into ${ACCOUNT_ID}` },
  resolvedAt: null,
  resolution: null,
  activity: [
    {
      at: '2026-11-21T08:00:00Z',
      by: 'ada',
      action: 'accept',
      text: 'Both are the customer’s own.',
      until: '2026-12-01T00:00:00Z',
    },
  ],
};

export const explanation: Explanation = {
  verdict,
  evidence: {
    reason: 'conflicting_rungs',
    steps: [
      {
        rung: 'stored_id',
        system: 'salesforce',
        field: 'Account.Zendesk_Organization_Id__c',
        said: '6164125400602',
        outcome: 'names',
        meaning: 'The account names this organization.',
      },
      {
        rung: 'external_id',
        system: 'zendesk',
        field: 'organization.external_id',
        said: null,
        outcome: 'silent',
        meaning: 'That organization carries no key.',
      },
    ],
    rejected: [
      {
        accountId: null,
        organizationId: '6164125400603',
        name: 'Acme (old)',
        because: 'Salesforce names another one.',
      },
    ],
  },
  judgedAt: '2026-11-22T08:00:00Z',
  exceptions: [exception],
};

export const completeRun: Run = {
  runId: 'run-1',
  mode: 'full',
  status: 'complete',
  startedAt: '2026-11-22T08:00:00Z',
  finishedAt: '2026-11-22T08:00:12Z',
  judgedAt: '2026-11-22T08:00:00Z',
  counts: { verified: 2, contradicted: 1, orphan: 0 },
  sources: [{ name: 'salesforce.accounts', expected: 3, read: 3, complete: true, problem: null }],
  apiCalls: { salesforce: 7, zendesk: 5 },
  elapsedMs: 12_000,
  contractVersion: 'c1',
  instance: { salesforceOrgId: ORG_ID, zendeskSubdomain: 'acme' },
  problems: [],
  hold: null,
  allowanceLeft: { salesforce: 0.5, zendesk: null },
  quality: { accountsInScope: 9, accountsVerified: 7, openTickets: 30, openTicketsVerified: 24 },
};

export const heldRun: Run = {
  ...completeRun,
  runId: 'run-3',
  status: 'held',
  hold: {
    kind: 'mass_change',
    flips: 1_200,
    allowed: 50,
    byCode: [
      { code: 'shared_organization', count: 1_100 },
      { code: 'account_missing_org', count: 100 },
    ],
    cause: { kind: 'merge', key: `merge:${ACCOUNT_ID}`, label: `Merged into ${ACCOUNT_ID}` },
    releasedAt: null,
    releasedBy: null,
  },
};

export const historyEntry: HistoryEntry = {
  at: '2026-11-20T08:00:00Z',
  runId: 'run-1',
  status: 'contradicted',
  codes: ['conflicting_rungs'],
  sentence: verdict.sentence,
  accountId: ACCOUNT_ID,
  organizationId: '6164125400602',
  changes: ['The status went from verified to contradicted.'],
};

export const incompleteRun: Run = {
  ...completeRun,
  runId: 'run-2',
  status: 'incomplete',
  sources: [
    { name: 'zendesk.organizations', expected: 5, read: 4, complete: false, problem: 'Read 4 of 5 organizations.' },
  ],
  problems: ['Read 4 of 5 organizations.'],
};

export function progressOf(runId: string, part: Partial<AuditProgress> = {}): AuditProgress {
  return {
    runId,
    stage: 'read',
    source: 'salesforce.accounts',
    done: 2_000,
    expected: 10_000,
    apiCalls: { salesforce: 3, zendesk: 0 },
    allowanceLeft: { salesforce: 0.975, zendesk: null },
    elapsedMs: 1_000,
    message: 'Reading accounts',
    ...part,
  };
}

export const digest: Digest = {
  at: '2026-11-23T07:00:00Z',
  lines: [
    {
      ownerId: '005000000000007AAA',
      accounts: 9,
      untrusted: 2,
      newlyUntrusted: 1,
      title: '2 of your 9 accounts can’t be relied on for Zendesk tickets',
      body: 'New since last week: Acme. Still: Bolt.',
      delivery: 'not_sent',
    },
  ],
  problem: null,
};

export const sampled: SampledLink = {
  accountId: ACCOUNT_ID,
  organizationId: '6164125400602',
  drawnAt: '2026-11-22T08:00:00Z',
  drawnBy: 'ada',
  answer: null,
};

const answered: SampledLink = {
  ...sampled,
  accountId: '001000000000002AAA',
  answer: { answer: 'wrong', note: 'Another customer’s people.', by: 'grace', at: '2026-11-22T08:30:00Z' },
};

const report: DoctorReport = {
  ok: false,
  checks: [
    { name: 'salesforce sign-in', ok: true, found: 'signed in', advice: null },
    { name: 'zendesk rights', ok: false, found: 'an agent', advice: 'Sign in as an administrator.' },
  ],
};

/** A stream that fails before its first item. */
export async function* failing(error: Error): AsyncGenerator<never> {
  await Promise.reject(error);
  yield* [];
}

/**
 * Flows with known answers, for tests of what surfaces make of them. Its promises to a surface are those of Flows.ts:
 * the errors are the real ones. Parts are replaced where a test needs another answer.
 */
export class SampleFlows extends SampleRepair implements Flows {
  requests: AuditRequest[] = [];
  /** What was let go, and by whom. */
  decisions: string[] = [];
  hints: ChangeHint[] = [];
  permissions: Record<string, readonly string[]> = {};
  permissionLookUps = 0;
  auditRun: Run = completeRun;
  pinned: string | null = ORG_ID;
  closed = false;
  /** What a run's progress goes through before it ends. */
  script: (runId: string) => AsyncIterable<AuditProgress> = async function* (runId) {
    yield progressOf(runId);
    yield progressOf(runId, { stage: 'done', source: null, message: 'Done' });
  };

  async startAudit(request: AuditRequest) {
    if (this.requests.length > 0) throw new RunInProgressError('Found run-1 under way, expected none. Wait for it.');
    this.requests.push(request);
    return { runId: this.auditRun.runId, finished: Promise.resolve(this.auditRun) };
  }

  async recheck(accountId: string) {
    await this.link(accountId);
    if (this.requests.length > 0) throw new TooSoonError('This account was checked 18 seconds ago.', 42);
    this.requests.push({ mode: 'account', accountId });
    return { ...completeRun, mode: 'account' as const };
  }

  async run(runId: string) {
    const run = [completeRun, incompleteRun, this.auditRun].find((one) => one.runId === runId);
    if (!run) throw new NotFoundError(`There is no run ${JSON.stringify(runId)}.`);
    return run;
  }

  async runs(limit: number) {
    return [incompleteRun, completeRun].slice(0, limit);
  }

  progress(runId: string) {
    return this.script(runId);
  }

  async explain(id: string) {
    await this.link(id);
    return explanation;
  }

  async link(accountId: string) {
    if (accountId !== ACCOUNT_ID) throw new NotFoundError(`No account was audited under ${JSON.stringify(accountId)}.`);
    return verdict;
  }

  async explainAt(id: string, at: string): Promise<PastExplanation> {
    await this.link(id);
    return { asked: new Date(at).toISOString(), entry: historyEntry, until: null, evidence: explanation.evidence };
  }

  async history(id: string): Promise<readonly HistoryEntry[]> {
    await this.link(id);
    return [historyEntry];
  }

  async exceptionsByCause({ code }: { code?: string }): Promise<readonly CauseGroup[]> {
    const shared = { kind: 'merge', key: 'merge:A', label: 'Merged into A' } as const;
    const group = { count: 3, exceptions: [exception] };
    return [
      { cause: shared, ...group },
      { cause: null, ...group, count: 1 },
    ].filter(() => code === undefined || code === exception.code);
  }

  async acceptBaseline(by: string): Promise<Run> {
    if (this.decisions.length > 0) throw new ConflictError('Found the baseline accepted already. Expected none.');
    this.decisions.push(`baseline by ${by}`);
    return completeRun;
  }

  async release(runId: string, by: string): Promise<Run> {
    if (runId !== heldRun.runId) throw new NotFoundError(`There is no run ${JSON.stringify(runId)}.`);
    this.decisions.push(`${runId} by ${by}`);
    const hold = heldRun.hold && { ...heldRun.hold, releasedAt: '2026-11-22T09:00:00Z', releasedBy: by };
    return { ...heldRun, status: 'complete', hold };
  }

  async hint(hint: ChangeHint): Promise<readonly string[]> {
    this.hints.push(hint);
    const first = this.hints.filter(({ eventId }) => eventId === hint.eventId).length === 1;
    return first ? [`audit.account ${ACCOUNT_ID}`] : [];
  }

  async *exportVerdicts(): AsyncGenerator<VerdictLine> {
    yield verdict;
    yield unknownVerdict;
  }

  async *exportExceptions(): AsyncGenerator<ExceptionLine> {
    yield exception;
  }

  async exceptions({ code, limit }: { code?: string; limit: number }) {
    return [exception].filter((one) => code === undefined || one.code === code).slice(0, limit);
  }

  async exception(fingerprint: string): Promise<ExceptionDetail> {
    if (fingerprint !== exceptionDetail.fingerprint) throw new NotFoundError('There is no such exception.');
    return exceptionDetail;
  }

  async decide(request: DecisionRequest): Promise<readonly DecisionOutcome[]> {
    this.asked.push(request);
    return request.exceptions.map(({ fingerprint, revision }): DecisionOutcome => {
      if (fingerprint !== exceptionDetail.fingerprint) {
        return { fingerprint, outcome: 'not_found', message: 'There is no such exception.', exception: null };
      }
      const same = revision === null || revision === exceptionDetail.revision;
      return same
        ? { fingerprint, outcome: 'done', message: 'Done.', exception: exceptionDetail }
        : { fingerprint, outcome: 'conflict', message: 'It has changed.', exception: exceptionDetail };
    });
  }

  async drawSample(size: number, by: string): Promise<DrawnSample> {
    this.decisions.push(`${size} drawn by ${by}`);
    return { drawn: [sampled], notShown: null };
  }

  async samples({ waiting }: { waiting: boolean; limit: number }): Promise<SampleList> {
    const figures = { drawn: 3, right: 1, wrong: 1, unsure: 0, falseGreenRate: 0.5 };
    return { samples: waiting ? [sampled] : [sampled, answered], figures };
  }

  async answerSample(accountId: string, { answer, note, by }: SampleReply): Promise<RepliedSample> {
    await this.link(accountId);
    const answered = { ...sampled, answer: { answer, note, by, at: '2026-11-22T09:00:00Z' } };
    return { sampled: answered, notShown: null };
  }

  async digest({ send }: { send: boolean }): Promise<Digest> {
    if (send) this.decisions.push('digest sent');
    return { ...digest, lines: digest.lines.map((line) => (send ? { ...line, delivery: 'sent' } : line)) };
  }

  async doctor() {
    return report;
  }

  async ready() {
    return true;
  }

  async permissionsOf(userId: string) {
    this.permissionLookUps += 1;
    return this.permissions[userId] ?? [];
  }

  async pinnedOrgId() {
    return this.pinned;
  }

  async close() {
    this.closed = true;
  }
}
