import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { pino } from 'pino';
import { bindFlows } from '../../../server/composition/bindFlows.ts';
import type { Flows } from '../../../server/flows/Flows.ts';
import {
  SANDBOX_CLIENT_ID,
  SANDBOX_CLIENT_SECRET,
} from '../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { loadWorld } from '../../../server/sandbox/world/loadWorld.ts';
import { VARIABLES } from '../../../server/settings.ts';
import { Metrics } from '../../../server/surfaces/http/Metrics.ts';
import { startHttpServer, type HttpServer } from '../../../server/surfaces/http/startHttpServer.ts';
import { createWorkbench } from '../../../server/workbench/createWorkbench.ts';
import type { ActingUser } from '../../../server/workbench/views.ts';
import { FORCE_APP } from '../../sandbox/salesforce/support/TestOrg.ts';
import { AuditedWorld } from '../../support/audits/AuditedWorld.ts';
import { freePort } from '../../support/journey/freePort.ts';
import { CACHE_FOLDER } from './TestWorkbench.ts';

const SMALL_WORLD = path.resolve('test/journey/worlds/small');
const LOCAL_TOKEN = 'of-this-machine';

export const OPERATOR: ActingUser = { id: '005000000000011AAA', name: 'Olga Operator', role: 'operator' };
export const OTHER_OPERATOR: ActingUser = { id: '005000000000012AAA', name: 'Otto Operator', role: 'operator' };

/** A whole installation in this process: both sandboxes over the small world, the server, the workbench on its port. */
export class QueueInstallation {
  readonly world: AuditedWorld;
  readonly flows: Flows;
  readonly url: string;
  readonly #server: HttpServer;

  private constructor(world: AuditedWorld, flows: Flows, server: HttpServer) {
    this.world = world;
    this.flows = flows;
    this.#server = server;
    this.url = `http://127.0.0.1:${server.port}`;
  }

  static async start(): Promise<QueueInstallation> {
    const { publicKey, privateKey: privateKeyPem } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    // The org must know where the server answers before the server can read the org.
    const port = await freePort();
    const shipped = await loadWorld(SMALL_WORLD);
    const operators = [OPERATOR, OTHER_OPERATOR];
    const salesforce = new Map(shipped.salesforce)
      .set(
        'User',
        operators.map(({ id, name }) => {
          const [FirstName, LastName] = name.split(' ');
          const Username = `${FirstName}@acme.example`;
          return { Id: id, FirstName, LastName, Name: name, Username, Email: Username, IsActive: true };
        }),
      )
      .set(
        'PermissionSetAssignment',
        operators.map(({ id }) => ({ AssigneeId: id, PermissionSetName: 'Linkproof_Operator' })),
      );
    const world = await AuditedWorld.start(SMALL_WORLD, {
      salesforce: {
        world: { ...shipped, salesforce },
        apex: { namedCredentials: { Linkproof: { url: `http://127.0.0.1:${port}`, privateKeyPem } } },
        jwtBearerPublicKeyPem: publicKey,
      },
    });
    const { store, stages } = await world.install();
    const flows = bindFlows({
      store,
      contract: () => Promise.resolve(world.contract),
      stages: () => Promise.resolve(stages),
      onRunEnded: () => undefined,
    });
    const pages = await createWorkbench({
      forceAppFolder: FORCE_APP,
      salesforce: {
        url: world.salesforce.url,
        clientId: SANDBOX_CLIENT_ID,
        clientSecret: SANDBOX_CLIENT_SECRET,
        privateKeyPem,
      },
      fetchOwner: (target, init = {}) => {
        const headers = new Headers(init.headers);
        headers.set('Authorization', `Bearer ${LOCAL_TOKEN}`);
        return fetch(`http://127.0.0.1:${port}${target}`, { ...init, headers });
      },
      actingUsers: [OPERATOR, OTHER_OPERATOR],
      stories: [],
      cacheFolder: CACHE_FOLDER,
      onProgress: () => undefined,
    });
    const server = await startHttpServer(port, {
      flows,
      metrics: new Metrics(flows),
      log: pino({ level: 'silent' }),
      version: 'test',
      localToken: LOCAL_TOKEN,
      salesforceTokens: {
        publicKey,
        audience: VARIABLES.LINKPROOF_JWT_AUDIENCE.standard,
        issuer: VARIABLES.LINKPROOF_JWT_ISSUER.standard,
      },
      webhookSecret: null,
      pages,
    });
    await store.ledger.acceptBaseline({ runId: 'none', acceptedAt: new Date().toISOString(), acceptedBy: 'a test' });
    return new QueueInstallation(world, flows, server);
  }

  /** A full audit to its end. */
  async audit(): Promise<void> {
    const { finished } = await this.flows.startAudit({ mode: 'full' });
    const { status, problems } = await finished;
    if (status !== 'complete') throw new Error(`the audit is ${status}: ${problems.join(' ')}`);
  }

  async close(): Promise<void> {
    await this.#server.close();
    await this.world.close();
  }
}
