import type { Send } from '../Route.ts';

/** One JSON document. */
export function sendJson(body: unknown, options: { status?: number; headers?: Record<string, string> } = {}): Send {
  return async (response) => {
    response
      .status(options.status ?? 200)
      .set(options.headers ?? {})
      .json(body);
  };
}
