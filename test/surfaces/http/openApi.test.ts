import { Validator } from '@seriousme/openapi-schema-validator';
import type { Express } from 'express';
import pino from 'pino';
import { z } from 'zod';
import { createHttpApp } from '../../../server/surfaces/http/createHttpApp.ts';
import { Metrics } from '../../../server/surfaces/http/Metrics.ts';
import { ACCOUNT_ID, SampleFlows } from '../sampleFlows.ts';
import { plan, PLAN_ID, UNDO_ID } from '../SampleRepair.ts';
import { organizationEvent, signedRequest, WEBHOOK_SECRET } from './signEvent.ts';
import { startTestServer, type TestServer } from './startTestServer.ts';

interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}
interface Operation {
  operationId: string;
  parameters: { name: string; in: string }[];
  responses: Record<string, { content: Record<string, { schema: object }> }>;
}

let server: TestServer;
let document: OpenApi;
beforeAll(async () => {
  server = await startTestServer({ webhookSecret: WEBHOOK_SECRET });
  document = (await (await server.ask('/v1/openapi.json')).json()) as OpenApi;
});
afterAll(() => server.close());

/** A schema of the served document, as something that parses: what the document says is what is checked. */
function parser(schema: object): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')));
}

function routesOf(app: Express): string[] {
  const layers = app.router.stack.flatMap(({ route }) => (route ? [route] : []));
  return layers.flatMap(({ path, stack }) => stack.map(({ method }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`));
}

const EVENT = signedRequest(organizationEvent());

/** One request for each answer that the document describes, by operation. */
const REQUESTS: Record<string, { path?: string; body?: unknown; signed?: RequestInit; before?: () => void }[]> = {
  getLink: [{ path: `/v1/accounts/${ACCOUNT_ID}/link` }, { path: '/v1/accounts/nobody/link' }],
  recheckAccount: [{ path: `/v1/accounts/${ACCOUNT_ID}/recheck` }, { path: `/v1/accounts/${ACCOUNT_ID}/recheck` }],
  explain: [
    { path: `/v1/explain/${ACCOUNT_ID}` },
    { path: `/v1/explain/${ACCOUNT_ID}?at=2026-11-21` },
    { path: '/v1/explain/nobody' },
  ],
  getHistory: [{ path: `/v1/accounts/${ACCOUNT_ID}/history` }, { path: '/v1/accounts/nobody/history' }],
  acceptBaseline: [{ body: {} }, { body: {} }, { body: { surprise: 1 } }],
  releaseRun: [
    { path: '/v1/runs/run-3/release', body: {} },
    { path: '/v1/runs/nothing/release', body: {} },
  ],
  createPlan: [
    { body: { request: plan.request, reason: 'moved' } },
    { body: { request: { kind: 'unlink', accountId: ACCOUNT_ID }, reason: 'moved' } },
    { body: { request: { kind: 'undo' }, reason: 'moved' } },
  ],
  listPlans: [{}, { path: '/v1/plans?limit=0' }],
  getPlan: [{ path: `/v1/plans/${PLAN_ID}` }, { path: '/v1/plans/nothing' }],
  importPlan: [{ body: plan }, { body: { ...plan, hash: 'another' } }, { body: {} }],
  approvePlan: [
    { path: `/v1/plans/${PLAN_ID}/approve`, body: { hash: plan.hash } },
    { path: `/v1/plans/${PLAN_ID}/approve`, body: { hash: 'another' } },
    { path: '/v1/plans/nothing/approve', body: { hash: plan.hash } },
  ],
  applyPlan: [
    { path: `/v1/plans/${PLAN_ID}/apply`, body: {} },
    { path: `/v1/plans/${UNDO_ID}/apply`, body: {} },
  ],
  planUndo: [
    { body: { target: { planId: PLAN_ID }, reason: 'wrong' } },
    { body: { target: { planId: 'nothing' }, reason: 'wrong' } },
    { body: { target: {}, reason: 'wrong' } },
  ],
  findOrganizations: [{ path: '/v1/organizations?search=acme' }, { path: '/v1/organizations' }],
  compareOrganizations: [{ path: `/v1/accounts/${ACCOUNT_ID}/comparison?organizationId=6164125400603` }],
  compareException: [{ path: '/v1/exceptions/f1/comparison' }, { path: '/v1/exceptions/f2/comparison' }],
  getException: [{ path: '/v1/exceptions/f1' }, { path: '/v1/exceptions/f2' }],
  decideExceptions: [
    {
      body: {
        action: { kind: 'accept', reason: 'Both are the customer’s.', until: null },
        exceptions: [
          { fingerprint: 'f1', revision: 3 },
          { fingerprint: 'f1', revision: 2 },
          { fingerprint: 'f2', revision: null },
        ],
      },
    },
    { body: { action: { kind: 'forget' }, exceptions: [{ fingerprint: 'f1', revision: 3 }] } },
    { body: { action: { kind: 'resolve', reason: 'done' }, exceptions: [] } },
  ],
  previewDigest: [{}],
  sendDigest: [{}],
  drawSample: [{ body: { size: 5 } }, { body: { size: 0 } }],
  listSamples: [{}, { path: '/v1/samples?waiting=true&limit=1' }, { path: '/v1/samples?limit=0' }],
  answerSample: [
    { path: `/v1/samples/${ACCOUNT_ID}/answer`, body: { answer: 'wrong', note: 'Other people.' } },
    { path: '/v1/samples/nobody/answer', body: { answer: 'right' } },
    { path: `/v1/samples/${ACCOUNT_ID}/answer`, body: { answer: 'maybe' } },
  ],
  receiveZendeskEvent: [{ signed: EVENT }, { signed: EVENT }, { body: {} }],
  startRun: [
    { body: { mode: 'full' }, before: () => (server.flows.requests = []) },
    { body: { mode: 'full' } },
    { body: { mode: 'half' } },
  ],
  listRuns: [{}, { path: '/v1/runs?limit=0' }],
  getRun: [{ path: '/v1/runs/run-1' }, { path: '/v1/runs/nothing' }],
  followRun: [{ path: '/v1/runs/run-1/events' }, { path: '/v1/runs/nothing/events' }],
  listExceptions: [{}, { path: '/v1/exceptions?by=cause' }, { path: '/v1/exceptions?code=none_such' }],
  exportVerdicts: [{}],
  exportExceptions: [{}],
  getHealth: [{}],
  getReadiness: [{}, { before: () => (server.flows.ready = async () => false) }],
  getMetrics: [{}],
  getDocument: [{}],
  doctor: [{}],
};

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(await new Validator().validate(JSON.parse(JSON.stringify(document)))).toEqual({ valid: true });
  });

  it('lists every route that is served, and no other', () => {
    const flows = new SampleFlows();
    const app = createHttpApp({
      flows,
      metrics: new Metrics(flows),
      log: pino({ enabled: false }),
      version: '0',
      localToken: null,
      webhookSecret: null,
      salesforceTokens: null,
      closing: new AbortController().signal,
    });
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect([...new Set(routesOf(app))].sort()).toEqual(documented.sort());
  });

  it('describes every path parameter', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(operations)) {
        expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(inPath);
      }
    }
  });

  it('describes each answer as it comes', async () => {
    const seen: string[] = [];
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, { operationId, responses }] of Object.entries(operations)) {
        for (const request of REQUESTS[operationId] ?? []) {
          request.before?.();
          const response = request.body
            ? await server.postJson(request.path ?? path, request.body)
            : await server.ask(request.path ?? path, request.signed ?? { method });
          const described = responses[response.status];
          const [contentType, content] = Object.entries(described?.content ?? {})[0] ?? [];
          expect(`${operationId} ${response.headers.get('Content-Type')}`).toContain(`${operationId} ${contentType}`);
          for (const data of dataOf(contentType, await response.text())) parser(content!.schema).parse(data);
          seen.push(`${operationId} ${response.status}`);
        }
      }
    }
    const successes = Object.values(document.paths).flatMap((operations) =>
      Object.values(operations).flatMap(({ operationId, responses }) =>
        Object.keys(responses)
          .filter((status) => status.startsWith('2'))
          .map((status) => `${operationId} ${status}`),
      ),
    );
    expect(seen).toEqual(expect.arrayContaining(successes));
  });

  it('says how an audit is asked for in the words that requests are checked with', () => {
    const request = parser({ $ref: '#/components/schemas/AuditRequest' });
    expect(request.safeParse({ mode: 'account', accountId: ACCOUNT_ID }).success).toBe(true);
    expect(request.safeParse({ mode: 'full', surprise: 1 }).success).toBe(false);
  });
});

/** The JSON documents in an answer: one, one a line, or those of a stream's progress events. */
function dataOf(contentType: string | undefined, text: string): unknown[] {
  if (contentType === 'text/plain') return [text];
  if (contentType === 'application/json') return [JSON.parse(text)];
  if (contentType === 'application/x-ndjson')
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return [...text.matchAll(/^event: progress\ndata: (.+)$/gm)].map(([, data]) => JSON.parse(data!));
}
