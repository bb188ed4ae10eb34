import { z } from 'zod';

/**
 * What to do to a matching request instead of, or around, its normal answer:
 * - `status`: answer it at once; `html` is sent as text/html, `body` as JSON (default: the usual error array of that status)
 * - `truncate`: keep the first n records of the answer; `done` overrides what the answer says about being complete
 * - `delayMs`: wait, then answer normally
 * - `closeSocket`: cut the connection without an answer
 * - `afterWrite`: do everything, then cut the connection instead of answering
 * - `repeatPage`: answer a query's page with the one answered last
 * - `expireSessions`: end every session given out so far, then answer normally: with 401, if it brought one
 * - `lockedAccounts`: writes to these Accounts and their children meet UNABLE_TO_LOCK_ROW; an empty list means every Account
 */
const faultSchema = z.union([
  z.strictObject({
    status: z.number().int().min(200).max(599),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    html: z.string().optional(),
  }),
  z.strictObject({ truncate: z.number().int().min(0), done: z.boolean().optional() }),
  z.strictObject({ delayMs: z.number().min(0) }),
  z.strictObject({ closeSocket: z.literal(true) }),
  z.strictObject({ afterWrite: z.literal('closeSocket') }),
  z.strictObject({ repeatPage: z.literal(true) }),
  z.strictObject({ expireSessions: z.literal(true) }),
  z.strictObject({ lockedAccounts: z.array(z.string()) }),
]);

const ruleSchema = z.strictObject({
  match: z.strictObject({ method: z.string().optional(), path: z.string() }),
  times: z.number().int().min(1),
  fault: faultSchema,
});

export type Fault = z.infer<typeof faultSchema>;
export type FaultRule = z.infer<typeof ruleSchema>;
export type StatusFault = Extract<Fault, { status: number }>;
export type TruncateFault = Extract<Fault, { truncate: number }>;

/** The faults that tests have ordered and that have not all happened yet. */
export class FaultPlan {
  #rules: (FaultRule & { pattern: RegExp })[] = [];

  /** @throws Error naming what is wrong with the order. */
  add(order: unknown): void {
    const parsed = ruleSchema.safeParse(order);
    if (!parsed.success) {
      throw new Error(
        `This is not a fault order: ${z.prettifyError(parsed.error)}. ` +
          'Expected {match: {method?, path: regex}, times, fault: {status, body?, headers?, html?} | {truncate, done?} | {delayMs} | {closeSocket: true} | {afterWrite: "closeSocket"} | {repeatPage: true} | {expireSessions: true} | {lockedAccounts}}.',
      );
    }
    this.#rules.push({ ...parsed.data, pattern: new RegExp(parsed.data.match.path) });
  }

  /** The fault for this request, used up once; the oldest matching order wins. `path` is with its query, as sent. */
  take(method: string, path: string): Fault | undefined {
    const rule = this.#rules.find(
      ({ match, pattern }) =>
        (match.method === undefined || match.method.toUpperCase() === method.toUpperCase()) && pattern.test(path),
    );
    if (rule === undefined) return undefined;
    rule.times -= 1;
    if (rule.times === 0) this.#rules = this.#rules.filter((other) => other !== rule);
    return rule.fault;
  }

  /** The orders still to happen, with the times left. */
  list(): FaultRule[] {
    return this.#rules.map(({ match, times, fault }) => ({ match, times, fault }));
  }

  clear(): void {
    this.#rules = [];
  }
}
