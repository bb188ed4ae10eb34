import { generateKeyPairSync } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { SignJWT, type JWTPayload } from 'jose';
import pino from 'pino';
import type { SalesforceTokenSettings } from '../../../server/settings.ts';
import { Metrics } from '../../../server/surfaces/http/Metrics.ts';
import { startHttpServer } from '../../../server/surfaces/http/startHttpServer.ts';
import { ORG_ID, SampleFlows } from '../sampleFlows.ts';

export const LOCAL_TOKEN = 'local-token-of-this-test';
export const USER_ID = '005000000000001AAA';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const publicKeyPem = String(keys.publicKey.export({ type: 'spki', format: 'pem' }));

export const tokenSettings: SalesforceTokenSettings = {
  publicKey: publicKeyPem,
  audience: 'linkproof',
  issuer: 'acme-salesforce',
};

export const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** A token as Salesforce signs it, but for `claims`; undefined leaves a claim out. */
export function salesforceToken(claims: JWTPayload = {}, key = keys.privateKey): Promise<string> {
  const standard = { iss: 'acme-salesforce', aud: 'linkproof', exp: inSeconds(120), org_id: ORG_ID, user_id: USER_ID };
  return new SignJWT({ ...standard, ...claims }).setProtectedHeader({ alg: 'RS256' }).sign(key);
}

/** A real server, on a free port unless told otherwise, over sample flows, with what it logged. */
export async function startTestServer(
  options: { salesforceTokens?: SalesforceTokenSettings | null; port?: number; webhookSecret?: string } = {},
) {
  const flows = new SampleFlows();
  const sink = new PassThrough();
  const logged: string[] = [];
  sink.on('data', (chunk) => logged.push(String(chunk)));
  const metrics = new Metrics(flows);
  const server = await startHttpServer(options.port ?? 0, {
    flows,
    metrics,
    log: pino(sink),
    version: '0.0.0',
    localToken: LOCAL_TOKEN,
    webhookSecret: options.webhookSecret ?? null,
    salesforceTokens: options.salesforceTokens === undefined ? tokenSettings : options.salesforceTokens,
  });
  const address = `http://127.0.0.1:${server.port}`;
  return {
    flows,
    metrics,
    address,
    log: () => logged.join(''),
    close: () => server.close(),
    /** Asks as the local owner unless another token (null: none) is given. */
    ask(path: string, init: RequestInit & { token?: string | null } = {}) {
      const token = init.token === undefined ? LOCAL_TOKEN : init.token;
      const headers = new Headers(init.headers);
      if (token !== null) headers.set('Authorization', `Bearer ${token}`);
      return fetch(address + path, { ...init, headers });
    },
    postJson(path: string, body: unknown) {
      return this.ask(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      });
    },
  };
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;
