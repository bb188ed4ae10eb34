import { generateKeyPairSync } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { StoreLockedError } from '../errors.ts';
import type { AuditProgress, Flows } from '../flows/Flows.ts';
import { writeDemoWorld, type DemoWorld } from '../sandbox/demo/writeDemoWorld.ts';
import { salesforceCredentials } from '../sandbox/salesforce/oauth/salesforceCredentials.ts';
import { readSettings, VARIABLES, type Settings } from '../settings.ts';
import { readOwner } from '../store/FolderLock.ts';
import type { Service } from '../surfaces/cli/CliApp.ts';
import { createWorkbench } from '../workbench/createWorkbench.ts';
import { FORCE_APP } from './forceAppFolder.ts';
import { sandboxEnvironment } from './sandboxEnvironment.ts';
import { startSandbox } from './startSandbox.ts';
import { startServer, type LinkproofServer } from './startServer.ts';

export interface DemoOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly log: Logger;
  readonly version: string;
  /** Takes lines for people. */
  readonly say: (line: string) => void;
  /** Takes what happens in the first audit. */
  readonly onProgress: (progress: AuditProgress) => void;
}

/** Everything of a demo is in here, and is made anew at each start: its sandboxes begin anew too. */
const FOLDER = path.resolve('.linkproof/demo');
/** Of the compiled panels: beside the package, since they are the same wherever the demo is started. */
export const WORKBENCH_CACHE = fileURLToPath(new URL('../../.linkproof/cache/workbench', import.meta.url));
/** Any: the same one tells the same stories at every start. */
const SEED = 1;

/**
 * A whole installation of its own: a made-up world in two sandboxes, the API and the page on one port, and a first
 * audit. Resolves when the page can be looked at.
 *
 * @throws StoreLockedError while another demo runs here, PortInUseError
 */
export async function startDemo(options: DemoOptions): Promise<Service> {
  const { port, log, version, say } = options;
  await refuseSecondDemo();
  await rm(FOLDER, { recursive: true, force: true });
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

  say('Opening an embedded database');
  let sandboxes: Awaited<ReturnType<typeof startSandbox>> | null = null;
  const pages = latePages();
  // First of all: a port that is taken is known at once, and the sandbox's org must know where the API answers.
  const server = await startServer({
    settings: demoSettings(port, keys.publicKey),
    environment: () => (sandboxes ? sandboxEnvironment(sandboxes) : {}),
    log,
    version,
    pages: pages.handler,
  });
  const close = async () => {
    await server.close();
    await sandboxes?.close();
  };
  try {
    say('Making the demo world');
    const worldFolder = path.join(FOLDER, 'world');
    const world = await writeDemoWorld(worldFolder, { seed: SEED });
    const backend = { url: `http://127.0.0.1:${server.port}`, privateKeyPem: keys.privateKey };
    sandboxes = await startSandbox(
      { worldFolder, salesforcePort: 0, zendeskPort: 0, rateLimits: 'fast', salesforceUser: 'integration' },
      { apex: { namedCredentials: { Linkproof: backend } }, jwtBearerPublicKeyPem: keys.publicKey },
    );
    // Before the audit: whoever finds /readyz ready finds the page ready too.
    pages.serve(
      await openWorkbench(world, { port: sandboxes.salesforcePort, privateKeyPem: keys.privateKey }, server, say),
    );
    await acceptBaseline(server);
    await firstAudit(server.flows, options);
    await server.takeJobs();
    return { address: `http://localhost:${server.port}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function refuseSecondDemo(): Promise<void> {
  const owner = await readOwner(FOLDER);
  if (!owner?.alive) return;
  const where = owner.address === null ? '' : ` at ${owner.address}`;
  throw new StoreLockedError(
    `Found a demo running here already: process ${owner.pid}${where}, in ${FOLDER}. Use that one, or stop it first.`,
  );
}

/** The shipped contract and standards, whatever the environment says; and the org's key as an admin would set it. */
function demoSettings(port: number, publicKey: string): Settings {
  return {
    ...readSettings({ LINKPROOF_DATA_DIR: FOLDER, PORT: String(port) }),
    salesforceTokens: {
      publicKey,
      audience: VARIABLES.LINKPROOF_JWT_AUDIENCE.standard,
      issuer: VARIABLES.LINKPROOF_JWT_ISSUER.standard,
    },
  };
}

async function openWorkbench(
  { stories, actingUsers }: DemoWorld,
  org: { readonly port: number; readonly privateKeyPem: string },
  { port, localToken }: LinkproofServer,
  say: (line: string) => void,
): Promise<RequestHandler> {
  const salesforce = salesforceCredentials({ port: org.port });
  return createWorkbench({
    forceAppFolder: FORCE_APP,
    salesforce: {
      url: salesforce.SALESFORCE_LOGIN_URL,
      clientId: salesforce.SALESFORCE_CLIENT_ID,
      clientSecret: salesforce.SALESFORCE_CLIENT_SECRET,
      privateKeyPem: org.privateKeyPem,
    },
    fetchOwner: (target, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set('Authorization', `Bearer ${localToken ?? ''}`);
      return fetch(`http://127.0.0.1:${port}${target}`, { ...init, headers });
    },
    actingUsers,
    // The page shows Accounts; a story about an Organization that has none is told by the queue and the export.
    stories: stories.flatMap(({ accountId, title, shows, expected }) =>
      accountId === null ? [] : [{ accountId, title, shows, expectedCodes: expected.account?.codes ?? [] }],
    ),
    cacheFolder: WORKBENCH_CACHE,
    onProgress: say,
  });
}

/** Beforehand: in a demo nobody comes to accept it, and the first audit is to be seen in Salesforce. */
async function acceptBaseline({ parts }: LinkproofServer): Promise<void> {
  await parts.store.ledger.acceptBaseline({
    runId: 'demo',
    acceptedAt: new Date().toISOString(),
    acceptedBy: 'demo',
  });
}

async function firstAudit(flows: Flows, { say, onProgress }: DemoOptions): Promise<void> {
  const { runId, finished } = await flows.startAudit({ mode: 'full' });
  for await (const progress of flows.progress(runId)) onProgress(progress);
  const { status, problems } = await finished;
  say(`The first audit is ${[status, ...problems].join(': ')}`);
}

/** Pages that are still being made: until they are there, a browser is told to come again. */
function latePages(): { handler: RequestHandler; serve: (pages: RequestHandler) => void } {
  let made: RequestHandler | null = null;
  return {
    handler(request, response, next) {
      if (made) return made(request, response, next);
      response.status(503).set({ 'Retry-After': '2', Refresh: '2' }).type('text').send('The demo is starting ...');
    },
    serve(pages) {
      made = pages;
    },
  };
}
