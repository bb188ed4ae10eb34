import type { Refusal } from '../views.ts';

/** The workbench's server refused, or does not answer; the message says what to do. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

/** @throws RequestError. */
export function getJson<Answer>(path: string): Promise<Answer> {
  return request(path, {});
}

/** @throws RequestError. */
export function postJson<Answer>(path: string, body: unknown): Promise<Answer> {
  return request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function request<Answer>(path: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    throw new RequestError('The workbench does not answer. Start it again and reload the page.', { cause });
  }
  const body: unknown = await response.json();
  if (!response.ok) throw new RequestError(refusalMessage(body) ?? `The workbench answered ${response.status}.`);
  return body as Answer;
}

/** The workbench refuses with a message of its own, the product's API with one inside `error`. */
function refusalMessage(body: unknown): string | undefined {
  const refusal = body as Partial<Refusal> & { readonly error?: Partial<Refusal> };
  return refusal.message ?? refusal.error?.message;
}
