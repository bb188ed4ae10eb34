import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { StoreLockedError } from '../../errors.ts';
import type { Run } from '../../core/model.ts';
import type { Code } from '../../core/catalogue.ts';
import type { Plan, RepairRequest, UndoTarget } from '../../core/plans/Plan.ts';
import type {
  ApplyHandle,
  AuditHandle,
  AuditProgress,
  AuditRequest,
  Author,
  CauseGroup,
  CompareQuestion,
  Comparison,
  DecisionOutcome,
  DecisionRequest,
  DoctorReport,
  DrawnSample,
  Digest,
  ExceptionDetail,
  ExceptionLine,
  Explanation,
  Flows,
  HistoryEntry,
  OrganizationCandidate,
  PastExplanation,
  PlanSummary,
  PlanView,
  RepliedSample,
  SampleList,
  SampleReply,
  VerdictLine,
} from '../../flows/Flows.ts';
import { comparison, organizationList } from '../wire/comparisons.ts';
import { digest } from '../wire/digest.ts';
import { drawnSample, repliedSample, sampleList } from '../wire/samples.ts';
import { decisionOutcomes, exceptionDetail } from '../wire/triage.ts';
import { planList, planView, startedApply } from '../wire/plans.ts';
import {
  auditProgress,
  causeList,
  doctorReport,
  exceptionLine,
  exceptionList,
  explanation,
  health,
  historyList,
  pastExplanation,
  recheckedLink,
  run as runSchema,
  runList,
  startedRun,
  verdictLine,
} from '../wire/schemas.ts';
import type { OwnerApi } from './OwnerApi.ts';
import { failure, linkproofError } from './linkproofError.ts';

/** Between two looks at a run whose events broke off, in milliseconds. */
const FOLLOW_AGAIN_MS = 1_000;
/** A plan of thousands takes a while to send: looking at it should take no more than a share of the time it is applied in. */
const PAUSE_PER_LOOK = 5;

/**
 * The flows of the process that owns the data folder, over its HTTP API; but for what only
 * serves to check who asks there, and for what only Zendesk tells. Answers and errors are those that the flows give; StoreLockedError when that process answers no longer.
 */
export class RemoteFlows implements Omit<Flows, 'permissionsOf' | 'pinnedOrgId' | 'hint'> {
  readonly #api: OwnerApi;

  constructor(api: OwnerApi) {
    this.#api = api;
  }

  async startAudit(request: AuditRequest): Promise<AuditHandle> {
    const { runId } = await this.#api.json(startedRun, 'POST', '/v1/runs', request);
    return { runId, finished: this.#finished(runId) };
  }

  async recheck(accountId: string): Promise<Run> {
    const { runId } = await this.#api.json(recheckedLink, 'POST', `/v1/accounts/${part(accountId)}/recheck`);
    return this.run(runId);
  }

  run(runId: string): Promise<Run> {
    return this.#api.json(runSchema, 'GET', `/v1/runs/${part(runId)}`);
  }

  async runs(limit: number): Promise<readonly Run[]> {
    return (await this.#api.json(runList, 'GET', `/v1/runs?limit=${limit}`)).runs;
  }

  async *progress(runId: string): AsyncGenerator<AuditProgress> {
    const path = `/v1/runs/${part(runId)}/events`;
    let event = '';
    for await (const line of this.#api.lines(path)) {
      if (line.startsWith('event: ')) event = line.slice('event: '.length);
      if (!line.startsWith('data: ')) continue;
      const data = line.slice('data: '.length);
      if (event === 'end') return;
      if (event === 'failed') throw linkproofError(this.#api.read(failure, data));
      yield this.#api.read(auditProgress, data);
    }
    throw this.#api.silent('the events of the run broke off');
  }

  explain(id: string): Promise<Explanation> {
    return this.#api.json(explanation, 'GET', `/v1/explain/${part(id)}`);
  }

  explainAt(id: string, at: string): Promise<PastExplanation> {
    return this.#api.json(pastExplanation, 'GET', `/v1/explain/${part(id)}?at=${part(at)}`);
  }

  async history(id: string): Promise<readonly HistoryEntry[]> {
    return (await this.#api.json(historyList, 'GET', `/v1/accounts/${part(id)}/history`)).entries;
  }

  link(accountId: string): Promise<VerdictLine> {
    return this.#api.json(verdictLine, 'GET', `/v1/accounts/${part(accountId)}/link`);
  }

  exportVerdicts(): AsyncIterable<VerdictLine> {
    return this.#lines(verdictLine, '/v1/export/verdicts');
  }

  exportExceptions(): AsyncIterable<ExceptionLine> {
    return this.#lines(exceptionLine, '/v1/export/exceptions');
  }

  async exceptions(filter: { accountId?: string; code?: Code; limit: number }): Promise<readonly ExceptionLine[]> {
    const query = new URLSearchParams({ limit: String(filter.limit) });
    if (filter.accountId !== undefined) query.set('accountId', filter.accountId);
    if (filter.code !== undefined) query.set('code', filter.code);
    return (await this.#api.json(exceptionList, 'GET', `/v1/exceptions?${query}`)).exceptions;
  }

  async exceptionsByCause(filter: { code?: Code; limit: number }): Promise<readonly CauseGroup[]> {
    const query = new URLSearchParams({ by: 'cause', limit: String(filter.limit) });
    if (filter.code !== undefined) query.set('code', filter.code);
    return (await this.#api.json(causeList, 'GET', `/v1/exceptions?${query}`)).causes;
  }

  exception(fingerprint: string): Promise<ExceptionDetail> {
    return this.#api.json(exceptionDetail, 'GET', `/v1/exceptions/${part(fingerprint)}`);
  }

  async decide(request: DecisionRequest): Promise<readonly DecisionOutcome[]> {
    return (await this.#api.json(decisionOutcomes, 'POST', '/v1/exceptions/decisions', request)).outcomes;
  }

  acceptBaseline(by: string): Promise<Run> {
    return this.#api.json(runSchema, 'POST', '/v1/baseline/accept', { by });
  }

  release(runId: string, by: string): Promise<Run> {
    return this.#api.json(runSchema, 'POST', `/v1/runs/${part(runId)}/release`, { by });
  }

  createPlan(request: RepairRequest, { by, reason }: Author): Promise<PlanView> {
    return this.#api.json(planView, 'POST', '/v1/plans', { request, reason, by });
  }

  importPlan(plan: Plan): Promise<PlanView> {
    return this.#api.json(planView, 'POST', '/v1/plans/import', plan);
  }

  plan(planId: string): Promise<PlanView> {
    return this.#api.json(planView, 'GET', `/v1/plans/${part(planId)}`);
  }

  async plans(filter: { accountId?: string; limit: number }): Promise<readonly PlanSummary[]> {
    const query = new URLSearchParams({ limit: String(filter.limit) });
    if (filter.accountId !== undefined) query.set('accountId', filter.accountId);
    return (await this.#api.json(planList, 'GET', `/v1/plans?${query}`)).plans;
  }

  approvePlan(planId: string, approval: { readonly hash: string; readonly by: string }): Promise<PlanView> {
    return this.#api.json(planView, 'POST', `/v1/plans/${part(planId)}/approve`, approval);
  }

  async applyPlan(planId: string, by: string): Promise<ApplyHandle> {
    const { applyId } = await this.#api.json(startedApply, 'POST', `/v1/plans/${part(planId)}/apply`, { by });
    return { applyId, finished: this.#applied(planId) };
  }

  planUndo(target: UndoTarget, { by, reason }: Author): Promise<PlanView> {
    return this.#api.json(planView, 'POST', '/v1/undo', { target, reason, by });
  }

  async findOrganizations(text: string, limit: number): Promise<readonly OrganizationCandidate[]> {
    const query = new URLSearchParams({ search: text, limit: String(limit) });
    return (await this.#api.json(organizationList, 'GET', `/v1/organizations?${query}`)).organizations;
  }

  compare(question: CompareQuestion): Promise<Comparison> {
    const path =
      'fingerprint' in question
        ? `/v1/exceptions/${part(question.fingerprint)}/comparison`
        : `/v1/accounts/${part(question.accountId)}/comparison?organizationId=${part(question.organizationId)}`;
    return this.#api.json(comparison, 'GET', path);
  }

  drawSample(size: number, by: string): Promise<DrawnSample> {
    return this.#api.json(drawnSample, 'POST', '/v1/samples', { size, by });
  }

  digest({ send }: { send: boolean }): Promise<Digest> {
    return this.#api.json(digest, send ? 'POST' : 'GET', '/v1/digest');
  }

  samples({ waiting, limit }: { waiting: boolean; limit: number }): Promise<SampleList> {
    return this.#api.json(sampleList, 'GET', `/v1/samples?waiting=${waiting}&limit=${limit}`);
  }

  answerSample(accountId: string, reply: SampleReply): Promise<RepliedSample> {
    return this.#api.json(repliedSample, 'POST', `/v1/samples/${part(accountId)}/answer`, reply);
  }

  doctor(): Promise<DoctorReport> {
    return this.#api.json(doctorReport, 'GET', '/v1/doctor');
  }

  async ready(): Promise<boolean> {
    return (await this.#api.json(health, 'GET', '/readyz')).status === 'ok';
  }

  /** Nothing is held here: the owner keeps what it opened. */
  async close(): Promise<void> {}

  async *#lines<Schema extends z.ZodType>(schema: Schema, path: string): AsyncGenerator<z.output<Schema>> {
    for await (const line of this.#api.lines(path)) yield this.#api.read(schema, line);
  }

  /** Follows the run to its end, however often the connection breaks on the way. */
  async #finished(runId: string): Promise<Run> {
    for (;;) {
      await this.#follow(runId);
      const run = await this.run(runId);
      if (run.status !== 'running') return run;
      await sleep(FOLLOW_AGAIN_MS);
    }
  }

  /** Looks at the plan until nobody is applying it. */
  async #applied(planId: string): Promise<PlanView> {
    for (;;) {
      const askedAt = performance.now();
      const view = await this.plan(planId);
      if (view.state !== 'applying') return view;
      await sleep(Math.max(FOLLOW_AGAIN_MS, PAUSE_PER_LOOK * (performance.now() - askedAt)));
    }
  }

  async #follow(runId: string): Promise<void> {
    try {
      const events = this.progress(runId);
      while (!(await events.next()).done) continue;
    } catch (error) {
      // Silence of the owner is for the next question to find out; any other error is how the run ended.
      if (!(error instanceof StoreLockedError)) throw error;
    }
  }
}

const part = encodeURIComponent;
