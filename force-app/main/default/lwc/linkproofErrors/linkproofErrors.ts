/** The body of an error from Lightning Data Service or Apex: one message, or several in one of three places. */
interface ErrorBody {
  readonly message?: string;
  readonly pageErrors?: readonly { readonly message: string }[];
  readonly fieldErrors?: Readonly<Record<string, readonly { readonly message: string }[]>>;
  readonly output?: {
    readonly errors?: readonly { readonly message: string }[];
    readonly fieldErrors?: Readonly<Record<string, readonly { readonly message: string }[]>>;
  };
}

interface PlatformError {
  readonly body?: ErrorBody | readonly { readonly message: string }[];
  readonly message?: string;
  readonly statusText?: string;
}

/** Flattens whatever a wire, an Apex call or a script threw into messages for people: each once, empty ones left out. */
export function reduceErrors(errors: unknown): string[] {
  const list = Array.isArray(errors) ? errors : [errors];
  const messages = list.flatMap(messagesOf).filter((message) => message !== '');
  return [...new Set(messages)];
}

function messagesOf(error: unknown): string[] {
  if (error === null || error === undefined) return [];
  if (typeof error !== 'object') return [String(error)];
  const { body, message, statusText } = error as PlatformError;
  const said = bodyMessages(body);
  if (said.length > 0) return said;
  return [message ?? statusText ?? ''];
}

function bodyMessages(body: PlatformError['body']): string[] {
  if (body === undefined) return [];
  if (isList(body)) return body.map((entry) => entry.message);
  const fieldErrors = { ...body.fieldErrors, ...body.output?.fieldErrors };
  return [
    ...(body.message === undefined ? [] : [body.message]),
    ...[...(body.pageErrors ?? []), ...(body.output?.errors ?? []), ...Object.values(fieldErrors).flat()].map(
      (entry) => entry.message,
    ),
  ];
}

/** Array.isArray does not narrow a readonly array. */
function isList<Entry>(value: object | readonly Entry[]): value is readonly Entry[] {
  return Array.isArray(value);
}
