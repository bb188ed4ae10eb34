import type { World } from '../world/World.ts';
import { listen } from '../listen.ts';
import { apexRouter } from './apex/apexRouter.ts';
import type { NamedCredentialSettings } from './apex/readApexOrg.ts';
import { readApexOrg } from './apex/readApexOrg.ts';
import type { ApiUser, Engine } from './engine.ts';
import { createEngine } from './engine.ts';
import { createSalesforceApp } from './http/createSalesforceApp.ts';
import type { SandboxSettings, SandboxState } from './http/createSandboxState.ts';
import { createSandboxState } from './http/createSandboxState.ts';

export interface SalesforceSandboxOptions {
  world: Pick<World, 'salesforce' | 'packages'>;
  /** Schema, permission sets and Apex come from here. */
  forceAppFolder: string;
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default: the machine's clock. */
  clock?: () => Date;
  /** Default two hours. */
  accessTokenLifetimeMs?: number;
  /** Most records in one answer of query and queryMore; default 2,000, as in Salesforce. */
  batchSize?: number;
  /** Most rows in one page of Bulk results; default 50,000. */
  bulkPageSize?: number;
  /** Requests in 24 hours; default 100,000. */
  dailyApiLimit?: number;
  /** How long a write below an Account keeps other requests from that Account; default 5 ms. */
  rowLockHoldMs?: number;
  /** The API user does not see everything and gets no error for it; default false. */
  restrictedReader?: boolean;
  /** As whom the API is used; default `integration`, the user whom the permission sets describe. */
  apiUser?: ApiUser;
  /** Public key (SPKI PEM) of whoever may log in with signed assertions (jwt-bearer). */
  jwtBearerPublicKeyPem?: string;
  /** Where Apex callouts go; without it each of them fails as an unreachable endpoint does. */
  apex?: {
    namedCredentials: Record<string, NamedCredentialSettings>;
    /** Longest that a callout may take, whatever Apex asks for; default 120 s, as in Salesforce. */
    longestCalloutMs?: number;
  };
}

export interface SalesforceSandbox {
  /** `http://host:port` */
  url: string;
  port: number;
  /** The org behind the HTTP face; another one after reset(). */
  readonly engine: Engine;
  /** Back to the world as loaded: data, sessions, jobs, limits, journal and faults. */
  reset(): void;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

/**
 * Serves a stand-in of one Salesforce org over HTTP: OAuth, REST, composite, Bulk 2.0, limits, and the Apex of force-app.
 * @throws SandboxPortError when the port is taken, and whatever reading force-app throws.
 */
export async function startSalesforceSandbox(options: SalesforceSandboxOptions): Promise<SalesforceSandbox> {
  const { world, forceAppFolder, restrictedReader, apiUser } = options;
  const clock = options.clock ?? (() => new Date());
  const settings = withDefaults(options);
  const apexOrg = readApexOrg(forceAppFolder, options.apex ?? { namedCredentials: {} });
  const newState = (): SandboxState => {
    const engine = createEngine({
      forceAppFolder,
      packages: world.packages,
      rows: world.salesforce,
      clock,
      restrictedReader,
      apiUser,
    });
    return createSandboxState(engine, apexOrg, clock, settings);
  };
  let state = newState();
  const app = createSalesforceApp(
    () => state,
    apexRouter(() => state, apexOrg),
  );
  const { url, port, close } = await listen('Salesforce', app, {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
  });
  return {
    url,
    port,
    close,
    get engine() {
      return state.engine;
    },
    reset() {
      state = newState();
    },
  };
}

function withDefaults(options: SalesforceSandboxOptions): SandboxSettings {
  return {
    accessTokenLifetimeMs: options.accessTokenLifetimeMs ?? 2 * HOUR_MS,
    batchSize: options.batchSize ?? 2000,
    bulkPageSize: options.bulkPageSize ?? 50_000,
    dailyApiLimit: options.dailyApiLimit ?? 100_000,
    rowLockHoldMs: options.rowLockHoldMs ?? 5,
    jwtBearerPublicKeyPem: options.jwtBearerPublicKeyPem,
  };
}
