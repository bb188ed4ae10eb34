import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express from 'express';
import {
  SANDBOX_CLIENT_ID,
  SANDBOX_CLIENT_SECRET,
} from '../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { createWorkbench } from '../../../server/workbench/createWorkbench.ts';
import type { ActingUser } from '../../../server/workbench/views.ts';
import { LINK_ADMIN, NOW, SELLER } from '../../sandbox/salesforce/support/testWorld.ts';
import { FORCE_APP, TestOrg } from '../../sandbox/salesforce/support/TestOrg.ts';
import { ProductDouble } from './ProductDouble.ts';
import { APPROVER, STORIES, workbenchWorld } from './workbenchWorld.ts';

// Kept between runs of the tests, as it is between starts of the demo.
export const CACHE_FOLDER = fileURLToPath(new URL('../../../.linkproof/cache/workbench', import.meta.url));

/** The workbench on the real Salesforce sandbox, with a stand-in for the product's API. */
export class TestWorkbench {
  readonly org: TestOrg;
  readonly product: ProductDouble;
  readonly #server: Server;

  private constructor(org: TestOrg, product: ProductDouble, server: Server) {
    this.org = org;
    this.product = product;
    this.#server = server;
  }

  /** `rows`: by object, beside those of the workbench's world. `others`: who may act besides the three. */
  static async start(
    rows: Readonly<Record<string, readonly Record<string, unknown>[]>> = {},
    others: readonly ActingUser[] = [],
  ): Promise<TestWorkbench> {
    const product = await new ProductDouble().start();
    const { publicKey, privateKey: privateKeyPem } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const org = await TestOrg.start({
      world: workbenchWorld(rows),
      apex: {
        namedCredentials: {
          Linkproof: { url: product.url, privateKeyPem },
        },
      },
      jwtBearerPublicKeyPem: publicKey,
    });
    const app = express();
    app.use(
      await createWorkbench({
        forceAppFolder: FORCE_APP,
        salesforce: {
          ...{ url: org.url, clientId: SANDBOX_CLIENT_ID, clientSecret: SANDBOX_CLIENT_SECRET, privateKeyPem },
          clock: () => NOW,
        },
        fetchOwner: product.fetchOwner,
        actingUsers: [
          { id: SELLER, name: 'Sam Seller', role: 'seller' },
          { id: LINK_ADMIN, name: 'Ada Admin', role: 'admin' },
          { id: APPROVER, name: 'Abel Approver', role: 'approver' },
          ...others,
        ],
        stories: STORIES,
        cacheFolder: CACHE_FOLDER,
        onProgress: () => undefined,
      }),
    );
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TestWorkbench(org, product, server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.product.close();
    await this.org.close();
  }
}
