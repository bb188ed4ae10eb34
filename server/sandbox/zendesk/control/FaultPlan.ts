import { z } from 'zod';

/** What happens to a request instead of, or around, its normal answer. */
const faultSchema = z.union([
  /** Answered at once: `html` as text/html, otherwise `body` as JSON. Nothing is written. */
  z.strictObject({
    status: z.int().min(200).max(599),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    html: z.string().optional(),
  }),
  /** The first n records of the answer; `endStream` overrides what it says about being the last page. */
  z.strictObject({ truncate: z.int().min(0), endStream: z.boolean().optional() }),
  /** Answered normally, after a wait. */
  z.strictObject({ delayMs: z.number().min(0) }),
  /** The connection is closed before anything is done. */
  z.strictObject({ closeSocket: z.literal(true) }),
  /** A list is answered with the page that was answered last. */
  z.strictObject({ repeatPage: z.literal(true) }),
  /** Every access token given out so far ends, then the request is answered normally: with 401, if it brought one. */
  z.strictObject({ expireSessions: z.literal(true) }),
  /** Everything is done, then the connection is closed instead of the answer. */
  z.strictObject({ afterWrite: z.literal('closeSocket') }),
]);

const orderSchema = z.strictObject({
  match: z.strictObject({
    method: z.string().optional(),
    /** A regular expression, tried on path and query as asked. */
    path: z.string().refine(isPattern, 'is no regular expression'),
  }),
  times: z.int().min(1),
  fault: faultSchema,
});

export type Fault = z.infer<typeof faultSchema>;
/** As sent to `POST /__faults`. */
export type FaultOrder = z.infer<typeof orderSchema>;

const FORM =
  '{match: {method?, path: regex}, times, fault: {status, body?, headers?, html?} | {truncate, endStream?} | {delayMs} | {closeSocket: true} | {afterWrite: "closeSocket"} | {repeatPage: true} | {expireSessions: true}}';

/** The faults that tests have ordered and that have not all happened yet. */
export class FaultPlan {
  #orders: FaultOrder[] = [];

  /** @throws Error saying what is wrong with the order and what form is expected. */
  add(order: unknown): void {
    const parsed = orderSchema.safeParse(order);
    if (!parsed.success) {
      throw new Error(`This is no fault order: ${z.prettifyError(parsed.error)}. Expected ${FORM}; mend the order.`);
    }
    this.#orders.push(parsed.data);
  }

  /** The fault for this request, which is used up once; the oldest order that matches wins. */
  take(method: string, path: string): Fault | undefined {
    const order = this.#orders.find(
      ({ match }) => (match.method ?? method).toUpperCase() === method && new RegExp(match.path).test(path),
    );
    if (order === undefined) return undefined;
    order.times -= 1;
    if (order.times === 0) this.#orders = this.#orders.filter((other) => other !== order);
    return order.fault;
  }

  /** The orders still to happen, with the times left. */
  list(): readonly FaultOrder[] {
    return this.#orders;
  }

  clear(): void {
    this.#orders = [];
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    // The schema says what is wrong.
    return false;
  }
}
