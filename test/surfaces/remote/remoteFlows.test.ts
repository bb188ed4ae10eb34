import type { DecisionRequest } from '../../../server/flows/Flows.ts';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BadRequestError,
  NotFoundError,
  RunInProgressError,
  SourceAuthError,
  StoreLockedError,
  StoreUnavailableError,
  TooSoonError,
  UnauthenticatedError,
} from '../../../server/errors.ts';
import { connectToOwner } from '../../../server/surfaces/remote/connectToOwner.ts';
import { LOCAL_TOKEN, startTestServer, type TestServer } from '../http/startTestServer.ts';
import {
  ACCOUNT_ID,
  completeRun,
  exception,
  exceptionDetail,
  explanation,
  failing,
  historyEntry,
  incompleteRun,
  progressOf,
  digest,
  sampled,
  unknownVerdict,
  verdict,
} from '../sampleFlows.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const connect = (token = LOCAL_TOKEN) => connectToOwner({ pid: 4711, address: server.address, token });

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('the flows of the owner of the data folder', () => {
  it('answer what its own flows answer', async () => {
    const flows = await connect();
    expect(await flows.link(ACCOUNT_ID)).toEqual(verdict);
    expect(await flows.explain(ACCOUNT_ID)).toEqual(explanation);
    expect(await flows.run('run-1')).toEqual(completeRun);
    expect(await flows.runs(1)).toEqual([incompleteRun]);
    expect(await flows.exceptions({ code: 'conflicting_rungs', limit: 5 })).toEqual([exception]);
    expect(await flows.exception('f1')).toEqual(exceptionDetail);
    const decision: DecisionRequest = {
      action: { kind: 'accept', reason: 'They are two.', until: '2026-12-01T00:00:00.000Z' },
      exceptions: [{ fingerprint: 'f1', revision: 2 }],
      by: 'ada',
    };
    expect(await flows.decide(decision)).toEqual(await server.flows.decide(decision));
    expect(server.flows.asked).toEqual([decision, decision]);
    expect(await flows.explainAt(ACCOUNT_ID, '2026-11-21')).toEqual(
      await server.flows.explainAt(ACCOUNT_ID, '2026-11-21'),
    );
    expect(await flows.history(ACCOUNT_ID)).toEqual([historyEntry]);
    expect(await flows.exceptionsByCause({ code: 'conflicting_rungs', limit: 5 })).toEqual(
      await server.flows.exceptionsByCause({}),
    );
    expect(await flows.acceptBaseline('ada')).toEqual(completeRun);
    expect(await flows.release('run-3', 'bob')).toMatchObject({ hold: { releasedBy: 'bob' } });
    expect(server.flows.decisions).toEqual(['baseline by ada', 'run-3 by bob']);
    expect(await flows.drawSample(5, 'ada')).toEqual({ drawn: [sampled], notShown: null });
    expect(server.flows.decisions.at(-1)).toBe('5 drawn by ada');
    expect(await flows.samples({ waiting: true, limit: 1 })).toEqual(
      await server.flows.samples({ waiting: true, limit: 1 }),
    );
    expect(await flows.digest({ send: false })).toEqual(digest);
    expect((await flows.digest({ send: true })).lines[0]?.delivery).toBe('sent');
    const reply = { answer: 'wrong', note: 'Other people.', by: 'ada' } as const;
    expect(await flows.answerSample(ACCOUNT_ID, reply)).toEqual(await server.flows.answerSample(ACCOUNT_ID, reply));
    expect(await flows.doctor()).toEqual(await server.flows.doctor());
    expect(await all(flows.exportVerdicts())).toEqual([verdict, unknownVerdict]);
    expect(await all(flows.exportExceptions())).toEqual([exception]);
    expect(await flows.recheck(ACCOUNT_ID)).toEqual(completeRun);
  });

  it('tell readiness from unreadiness', async () => {
    const flows = await connect();
    expect(await flows.ready()).toBe(true);
    server.flows.ready = async () => false;
    expect(await flows.ready()).toBe(false);
  });

  it('start a run, follow it and wait for its end', async () => {
    const flows = await connect();
    const { runId, finished } = await flows.startAudit({ mode: 'full', now: '2026-11-22T08:00:00.000Z' });
    expect((await all(flows.progress(runId))).map(({ message }) => message)).toEqual(['Reading accounts', 'Done']);
    expect(await finished).toEqual(completeRun);
    expect(server.flows.requests).toEqual([{ mode: 'full', now: '2026-11-22T08:00:00.000Z' }]);
  });

  it('bring hostile ids and texts through whole', async () => {
    const asked: string[] = [];
    const said = { ...verdict, sentence: 'line\nseparator\u2028and “漢字”' };
    server.flows.explain = async (id) => {
      asked.push(id);
      return { ...explanation, verdict: said };
    };
    server.flows.exportVerdicts = async function* () {
      yield said;
    };
    const flows = await connect();
    const id = '../../runs?limit=1#x%2F é';
    expect((await flows.explain(id)).verdict).toEqual(said);
    expect(await all(flows.exportVerdicts())).toEqual([said]);
    expect(asked).toEqual([id]);
  });

  it('bring a large export through in its order', async () => {
    server.flows.exportVerdicts = async function* () {
      for (let n = 0; n < 20_000; n += 1) yield { ...verdict, runId: `run-${n}` };
    };
    const runIds = (await all((await connect()).exportVerdicts())).map(({ runId }) => runId);
    expect(runIds).toHaveLength(20_000);
    expect(runIds.at(-1)).toBe('run-19999');
  });
});

describe('errors of the owner', () => {
  it('arrive as what they were', async () => {
    const flows = await connect();
    await expect(flows.link('nobody')).rejects.toThrow(new NotFoundError('No account was audited under "nobody".'));
    await expect(flows.link('nobody')).rejects.toBeInstanceOf(NotFoundError);
    await expect(flows.runs(0)).rejects.toBeInstanceOf(BadRequestError);
    await flows.startAudit({ mode: 'full' });
    await expect(flows.startAudit({ mode: 'full' })).rejects.toBeInstanceOf(RunInProgressError);
    const tooSoon = await flows.recheck(ACCOUNT_ID).catch((error: unknown) => error);
    expect(tooSoon).toBeInstanceOf(TooSoonError);
    expect(tooSoon).toMatchObject({ retryAfterSeconds: 42 });
  });

  it('arrive too when a run fails on the way', async () => {
    server.flows.script = () => failing(new SourceAuthError('Zendesk refused the client.'));
    const { finished } = await (await connect()).startAudit({ mode: 'full' });
    await expect(finished).rejects.toThrow(new SourceAuthError('Zendesk refused the client.'));
    await expect(finished).rejects.toBeInstanceOf(SourceAuthError);
  });

  it('that are faults name the request, to be found in the log there', async () => {
    server.flows.doctor = async () => {
      throw new Error('hunter2');
    };
    const error = await (await connect()).doctor().catch((cause: Error) => cause);
    expect(error).toMatchObject({ code: 'internal', message: expect.stringMatching(/Request id: [0-9a-f-]{36}\.$/) });
  });

  it('say that the token is not the owner’s', async () => {
    await expect((await connect('another')).doctor()).rejects.toBeInstanceOf(UnauthenticatedError);
  });

  it('are no end of an export that was cut', async () => {
    server.flows.exportVerdicts = async function* () {
      for (let n = 0; n < 2_000; n += 1) yield verdict;
      throw new Error('the disk is full');
    };
    await expect(all((await connect()).exportVerdicts())).rejects.toBeInstanceOf(StoreLockedError);
  });
});

describe('an owner that does not answer', () => {
  it('is told as a locked folder, with the process to stop', async () => {
    const flows = await connect();
    await server.close();
    const error = await flows.link(ACCOUNT_ID).catch((cause: Error) => cause);
    expect(error).toBeInstanceOf(StoreLockedError);
    expect(error).toMatchObject({ message: expect.stringContaining('in use by process 4711') });
    await expect(connect()).rejects.toBeInstanceOf(StoreLockedError);
    server = await startTestServer();
  });

  it('is followed again after its events broke off, to the end of the run', async () => {
    let broken = 0;
    server.flows.script = async function* (runId) {
      yield progressOf(runId);
      broken += 1;
      if (broken === 1) throw new StoreLockedError('The connection broke.');
    };
    const statuses = ['running', 'complete'] as const;
    let asked = 0;
    server.flows.run = async () => ({ ...completeRun, status: statuses[Math.min(asked++, 3) > 1 ? 1 : 0] });
    const { finished } = await (await connect()).startAudit({ mode: 'full' });
    expect(await finished).toMatchObject({ status: 'complete' });
    expect(broken).toBeGreaterThan(1);
  });

  it('is not shown the token while something else may have its port', async () => {
    const seen: unknown[] = [];
    const stranger = await serveOnFreePort((request, response) => {
      seen.push(request.headers.authorization);
      response.end('<html>hello</html>');
    });
    const connecting = connectToOwner({ pid: 1, address: stranger.address, token: LOCAL_TOKEN });
    await expect(connecting).rejects.toThrow('something else answers there');
    expect(seen).toEqual([undefined]);
    await stranger.close();
  });

  it('of another version is told apart from a silent one', async () => {
    const future = await serveOnFreePort((request, response) => {
      response.end(
        JSON.stringify(request.url === '/healthz' ? { service: 'linkproof', status: 'ok' } : { verdict: 2 }),
      );
    });
    const flows = await connectToOwner({ pid: 1, address: future.address, token: LOCAL_TOKEN });
    await expect(flows.link(ACCOUNT_ID)).rejects.toBeInstanceOf(StoreUnavailableError);
    await future.close();
  });
});

async function serveOnFreePort(listener: RequestListener) {
  const listening = createServer(listener).listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    address: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    close: async () => {
      listening.closeAllConnections();
      listening.close();
      await once(listening, 'close');
    },
  };
}
