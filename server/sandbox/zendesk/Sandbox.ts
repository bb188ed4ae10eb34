import type { ZendeskWorld } from '../world/World.ts';
import { AccessTokens } from './auth/AccessTokens.ts';
import { zendeskCredentials } from './auth/zendeskCredentials.ts';
import { FaultPlan, type FaultOrder } from './control/FaultPlan.ts';
import { Journal } from './control/Journal.ts';
import type { Caller } from './http/exchange.ts';
import { REQUESTS_PER_MINUTE, type Plan } from './limits/endpointLimits.ts';
import { RateLimits } from './limits/RateLimits.ts';
import { ZendeskState } from './state/ZendeskState.ts';

export interface SandboxOptions {
  /** Not changed: the sandbox's own state is built from it. */
  world: ZendeskWorld;
  /** `fast` divides every rate window by 60; counts and headers stay true. */
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
  /** Faults to begin with, as for `POST /__faults`. */
  faults?: readonly FaultOrder[];
}

/** Everything that one running stand-in knows; `reset` takes it back to the beginning. */
export class Sandbox {
  readonly subdomain: string;
  readonly reader: Caller;
  readonly clock: () => Date;
  readonly #options: SandboxOptions;
  state: ZendeskState;
  tokens: AccessTokens;
  limits: RateLimits;
  journal = new Journal();
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
    this.faults.clear();
    for (const order of this.#options.faults ?? []) this.faults.add(order);
  }

  #newState(): ZendeskState {
    const { world, plan, oneOrganizationPlan = plan === 'team', membershipUnassignDelayMs = 500 } = this.#options;
    return new ZendeskState(world, { clock: this.clock, oneOrganizationPlan, membershipUnassignDelayMs });
  }

  #newLimits(): RateLimits {
    const { plan = 'enterprise', rateLimits } = this.#options;
    return new RateLimits(REQUESTS_PER_MINUTE[plan], rateLimits, this.clock);
  }
}
