import type { Response } from 'express';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Flows } from '../../flows/Flows.ts';
import type { ReadSignedEvent } from './webhooks/readSignedEvent.ts';

/**
 * Who may use a route: anybody, or a Salesforce user who holds this custom permission (and always the local owner), or the
 * local owner alone.
 */
export type Access = 'public' | 'Linkproof_View' | 'Linkproof_Operate' | 'Linkproof_Admin' | 'local';

/** Writes one answer to the response and resolves when it is written. */
export type Send = (response: Response) => Promise<void>;

export interface RouteContext {
  readonly flows: Flows;
  readonly log: Logger;
  /** Who asks: a Salesforce user's id, `local`, or `anybody`. */
  readonly by: string;
  /** Aborted when the client has gone or the server is closing. */
  readonly signal: AbortSignal;
}

export interface ResponseDescription {
  readonly description: string;
  readonly contentType: 'application/json' | 'application/x-ndjson' | 'text/event-stream' | 'text/plain';
  /** Of the JSON document, of one line, or of one event's data; null for text. */
  readonly schema: z.ZodType | null;
}

/** One operation of the API: what it takes and answers as schemas, so that routing and document are one table. */
export interface Route {
  readonly method: 'get' | 'post';
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly summary: string;
  readonly access: Access;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | null;
  /** Such as `512kb`, where the body is larger than a few short fields. */
  readonly bodyLimit?: string;
  /** Reads the body as it came where a signature, not a token, says who asks. */
  readonly readSigned?: ReadSignedEvent;
  readonly responses: Readonly<Record<number, ResponseDescription>>;
  /** HTTP statuses of the errors that are this operation's own; those of every operation are added by the document. */
  readonly failures: readonly number[];
  readonly answer: (input: RouteInput, context: RouteContext) => Promise<Send>;
}

/** As validated by the route's schemas. */
export interface RouteInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

interface TypedRoute<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType | null> extends Omit<
  Route,
  'answer'
> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  answer(
    input: { params: z.output<Params>; query: z.output<Query>; body: Body extends z.ZodType ? z.output<Body> : null },
    context: RouteContext,
  ): Promise<Send>;
}

/** Ties the types of `answer` to the route's own schemas. */
export function defineRoute<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType | null>(
  route: TypedRoute<Params, Query, Body>,
): Route {
  // Safe: createHttpApp hands `answer` only what these schemas have parsed.
  return route as unknown as Route;
}
