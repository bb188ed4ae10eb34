import type { ZendeskWorld } from '../world/World.ts';
import { AccessTokens } from './auth/AccessTokens.ts';
import { zendeskCredentials } from './auth/zendeskCredentials.ts';
import { FaultPlan, type FaultOrder } from './control/FaultPlan.ts';
import { Journal } from './control/Journal.ts';
import { RepeatablePages } from './control/RepeatablePages.ts';
import type { Caller } from './http/exchange.ts';
import { REQUESTS_PER_MINUTE, type Plan } from './limits/endpointLimits.ts';
import { PACES, RateLimits } from './limits/RateLimits.ts';
import { ZendeskState } from './state/ZendeskState.ts';
import { Webhook, type WebhookOptions } from './webhooks/Webhook.ts';

export interface SandboxOptions {
  /** Not changed: the sandbox's own state is built from it. */
  world: ZendeskWorld;
  /** `fast` divides every rate window by 60, and the minute that exports hold back; counts and headers stay true. */
  rateLimits: 'real' | 'fast';
  /** Decides the requests a minute, and with `team` that a user has one organization. Default `enterprise`. */
  plan?: Plan;
  /** By which the account knows itself, in its default brand. Default `linkproof-sandbox`. */
  subdomain?: string;
  /** Must go on as time does: rate windows, tokens, jobs and the last minute of exports run by it. Default: the system's. */
  clock?: () => Date;
  /** A user has one organization at most. Default: true on plan `team`. */
  oneOrganizationPlan?: boolean;
  /** The user as whom every request acts. Default: an admin, who sees everything. */
  reader?: Partial<Caller> & Pick<Caller, 'role'>;
  /** Time between the end of a membership and its open tickets losing their organization. Default 500 ms. */
  membershipUnassignDelayMs?: number;
  /** A change of memberships does not touch its user, so that no export tells of it. Default false. */
  silentMemberships?: boolean;
  /** A deleted organization vanishes from the incremental export, without `deleted_at`. Default false. */
  hardDeletes?: boolean;
  /** Told of what happens to organizations and memberships. Default: nobody is. */
  webhook?: WebhookOptions;
  /** Faults to begin with, as for `POST /__faults`. */
  faults?: readonly FaultOrder[];
}

/** Changes of the last minute are not exported. [doc] */
const EXPORT_LAG_SECONDS = 60;

/** Everything that one running stand-in knows; `reset` takes it back to the beginning. */
export class Sandbox {
  readonly subdomain: string;
  readonly reader: Caller;
  readonly clock: () => Date;
  readonly #options: SandboxOptions;
  state: ZendeskState;
  tokens: AccessTokens;
  limits: RateLimits;
  readonly webhook: Webhook | undefined;
  journal = new Journal();
  pages = new RepeatablePages();
  faults = new FaultPlan();

  /** @throws WorldError when a row of the world has no usable id; Error for a fault order that is none. */
  constructor(options: SandboxOptions) {
    this.#options = options;
    this.clock = options.clock ?? ((): Date => new Date());
    this.subdomain = options.subdomain ?? 'linkproof-sandbox';
    this.reader = {
      id: 20_000_000_000_128,
      role: 'admin',
      name: 'Sandbox Reader',
      email: zendeskCredentials.email,
      ...options.reader,
    };
    this.webhook = options.webhook && new Webhook(options.webhook);
    this.state = this.#newState();
    this.tokens = new AccessTokens(this.clock);
    this.limits = this.#newLimits();
    for (const order of options.faults ?? []) this.faults.add(order);
  }

  /** As just started, tokens and journal included. */
  reset(): void {
    this.state = this.#newState();
    this.tokens = new AccessTokens(this.clock);
    this.limits = this.#newLimits();
    this.journal.clear();
    this.pages.clear();
    this.reader.role = this.#options.reader?.role ?? 'admin';
    this.faults.clear();
    for (const order of this.#options.faults ?? []) this.faults.add(order);
  }

  #newState(): ZendeskState {
    const { world, plan, rateLimits, silentMemberships = false, hardDeletes = false } = this.#options;
    const { oneOrganizationPlan = plan === 'team', membershipUnassignDelayMs = 500 } = this.#options;
    const state = new ZendeskState(world, {
      clock: this.clock,
      oneOrganizationPlan,
      membershipUnassignDelayMs,
      silentMemberships,
      hardDeletes,
      exportLagSeconds: EXPORT_LAG_SECONDS / PACES[rateLimits],
    });
    this.webhook?.watch(state);
    return state;
  }

  #newLimits(): RateLimits {
    const { plan = 'enterprise', rateLimits } = this.#options;
    return new RateLimits(REQUESTS_PER_MINUTE[plan], rateLimits, this.clock);
  }
}
