import type { Writable } from 'node:stream';
import type { AuditProgress, Flows } from '../../flows/Flows.ts';

/** What commands work with. `main.ts` makes it, so that the command line knows no stage, sandbox or page. */
export interface CliApp {
  readonly version: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether errors come with their stack and causes (LINKPROOF_LOG_LEVEL=debug). */
  readonly debug: boolean;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly stopping: AbortSignal;
  /** The flows on this machine's data, here or at the process that owns it. */
  openFlows(): Promise<CliFlows>;
  startServer(): Promise<Service>;
  startSandbox(options: SandboxOptions): Promise<Sandboxes>;
  /** What a Linkproof process needs in its environment to use sandboxes on these ports. */
  sandboxEnvironment(ports: SandboxPorts): Readonly<Record<string, string>>;
  startDemo(options: DemoOptions): Promise<Service>;
}

/** All but what only the HTTP API needs: to check who asks, and to hear from Zendesk. */
export type CliFlows = Omit<Flows, 'permissionsOf' | 'pinnedOrgId' | 'hint'>;

export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface DemoOptions {
  /** Null: PORT. */
  readonly port: number | null;
  /** Takes lines for people. */
  readonly say: (line: string) => void;
  /** Takes what happens in the first audit. */
  readonly onProgress: (progress: AuditProgress) => void;
}

/** Something that serves until it is closed. */
export interface Service {
  readonly address: string;
  close(): Promise<void>;
}

export interface SandboxPorts {
  readonly salesforcePort: number;
  readonly zendeskPort: number;
}

export interface SandboxOptions extends SandboxPorts {
  readonly worldFolder: string;
  readonly rateLimits: RateLimits;
  readonly salesforceUser: SalesforceUser;
  /** A change of memberships in Zendesk does not touch its user, so that no feed announces it. */
  readonly silentMemberships?: boolean;
  /** A deleted Zendesk organization vanishes from the export without a trace. */
  readonly hardDeletes?: boolean;
  /** Where Zendesk posts its events, and what they are signed with. */
  readonly webhook?: { readonly url: string; readonly secret: string };
}

export const RATE_LIMITS = ['real', 'fast'] as const;
export type RateLimits = (typeof RATE_LIMITS)[number];

export const SALESFORCE_USERS = ['administrator', 'integration'] as const;
/** As whom the Salesforce sandbox lets its API be used. */
export type SalesforceUser = (typeof SALESFORCE_USERS)[number];

export interface Sandboxes {
  readonly salesforceAddress: string;
  readonly zendeskAddress: string;
  close(): Promise<void>;
}
