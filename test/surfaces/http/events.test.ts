import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SourceAuthError } from '../../../server/errors.ts';
import { sendEvents } from '../../../server/surfaces/http/sending/sendEvents.ts';
import { completeRun, failing, progressOf } from '../sampleFlows.ts';
import { startTestServer, type TestServer } from './startTestServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

function eventsIn(text: string) {
  return [...text.matchAll(/^event: (\w+)\ndata: (.+)\n\n/gm)].map(([, name, data]) => [name, JSON.parse(data!)]);
}

describe('the events of a run', () => {
  it('are its progress, and the run at its end', async () => {
    const response = await server.ask('/v1/runs/run-1/events');
    expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
    expect(eventsIn(await response.text())).toEqual([
      ['progress', progressOf('run-1')],
      ['progress', progressOf('run-1', { stage: 'done', source: null, message: 'Done' })],
      ['end', completeRun],
    ]);
  });

  it('are sent as they happen', async () => {
    let goOn = () => {};
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
    server.flows.script = async function* (runId) {
      yield progressOf(runId);
      await mayGoOn;
    };
    const reader = (await server.ask('/v1/runs/run-1/events')).body!.getReader();
    const { value } = await reader.read();
    expect(eventsIn(Buffer.from(value!).toString())).toEqual([['progress', progressOf('run-1')]]);
    goOn();
    expect(Buffer.from((await reader.read()).value!).toString()).toMatch(/^event: end/);
  });

  it('end with the reason when the run fails', async () => {
    server.flows.script = () => failing(new SourceAuthError('Zendesk refused the client.'));
    const text = await (await server.ask('/v1/runs/run-1/events')).text();
    expect(eventsIn(text)).toEqual([['failed', { code: 'source_auth', message: 'Zendesk refused the client.' }]]);
  });

  it('keep the words of a failure that is not ours for the log', async () => {
    server.flows.script = () => failing(new Error('hunter2'));
    const text = await (await server.ask('/v1/runs/run-1/events')).text();
    expect(eventsIn(text)).toMatchObject([['failed', { code: 'internal' }]]);
    expect(text).not.toContain('hunter2');
    expect(server.log()).toContain('hunter2');
  });

  it('stop being produced when the client goes away', async () => {
    let stopped = () => {};
    const hasStopped = new Promise<void>((resolve) => (stopped = resolve));
    server.flows.progress = (runId) => ({
      [Symbol.asyncIterator]: () => {
        let sent = false;
        return {
          next: () => {
            if (sent) return new Promise(() => {});
            sent = true;
            return Promise.resolve({ done: false, value: progressOf(runId) });
          },
          return: async () => {
            stopped();
            return { done: true, value: undefined };
          },
        };
      },
    });
    const client = new AbortController();
    const response = await server.ask('/v1/runs/run-1/events', { signal: client.signal });
    await response.body!.getReader().read();
    client.abort();
    await hasStopped;
  });

  it('do not keep the server from closing', async () => {
    server.flows.script = async function* (runId) {
      yield progressOf(runId);
      await new Promise(() => {});
    };
    const response = await server.ask('/v1/runs/run-1/events');
    const closed = server.close();
    expect(eventsIn(await response.text())).toEqual([['progress', progressOf('run-1')]]);
    await closed;
    server = await startTestServer();
  });

  it('of a run that does not exist are a 404', async () => {
    expect((await server.ask('/v1/runs/none/events')).status).toBe(404);
  });
});

describe('sendEvents', () => {
  it('keeps a silent connection alive with comment lines', async () => {
    const app = express();
    app.get('/', async (_request, response) => {
      async function* silence() {
        await sleep(60);
        yield 'late';
      }
      const stream = { progress: silence(), end: async () => 'over' };
      await sendEvents(stream, new AbortController().signal, 10)(response);
    });
    const listening = app.listen(0);
    await once(listening, 'listening');
    const text = await (await fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}`)).text();
    listening.close();
    expect(text).toMatch(/^: heartbeat\n\n/);
    expect(eventsIn(text)).toEqual([
      ['progress', 'late'],
      ['end', 'over'],
    ]);
  });
});
