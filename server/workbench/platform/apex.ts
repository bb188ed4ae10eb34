/** The stand-in of @salesforce/apex: calls go to the workbench's server, which hands them to the sandbox's Apex. */
import { unwrap } from 'lwc';
import type { WireAdapter, WireDataCallback } from 'lwc';

type Parameters = Readonly<Record<string, unknown>>;

/** What a component sees when Apex throws. */
interface ApexError {
  readonly ok: false;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly exceptionType?: string; readonly message: string };
}

/** The adapter behind each result that a wire handed out: refreshApex is given the result. */
const adapters = new WeakMap<object, ApexWireAdapter>();

abstract class ApexWireAdapter implements WireAdapter {
  private readonly provide: WireDataCallback;
  private parameters: Parameters | undefined;
  private connected = false;
  /** Answers may arrive out of order; only the newest question's counts. */
  private newestQuestion = 0;

  constructor(provide: WireDataCallback) {
    this.provide = provide;
    this.hand({});
  }

  protected abstract call(parameters: Parameters): Promise<unknown>;

  connect(): void {
    this.connected = true;
    void this.read();
  }

  disconnect(): void {
    this.connected = false;
  }

  update(parameters: Parameters): void {
    this.parameters = parameters;
    if (this.connected) void this.read();
  }

  async read(): Promise<void> {
    const { parameters } = this;
    // As on the platform: no call while a parameter has no value.
    if (parameters === undefined || Object.values(parameters).includes(undefined)) return;
    const question = ++this.newestQuestion;
    let result: { data?: unknown; error?: unknown };
    try {
      result = { data: deepFreeze(await this.call(parameters)) };
    } catch (error) {
      result = { error };
    }
    if (question === this.newestQuestion && this.connected) this.hand(result);
  }

  private hand(result: { data?: unknown; error?: unknown }): void {
    adapters.set(result, this);
    this.provide(result);
  }
}

/** A method that can be called and, being its own adapter's owner, wired: one import serves both, as on the platform. */
export function apexMethod(className: string, methodName: string) {
  const call = (parameters: Parameters = {}) => callApex(className, methodName, parameters);
  const adapter = class extends ApexWireAdapter {
    protected override call(parameters: Parameters) {
      return call(parameters);
    }
  };
  return Object.assign(call, { adapter });
}

/** Has the wire that handed out `wired` read again; resolves when it has. */
export async function refreshApex(wired: object): Promise<void> {
  // A component's own fields hand objects back in a read-only wrapper.
  await adapters.get(unwrap(wired))?.read();
}

async function callApex(className: string, methodName: string, parameters: Parameters): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/workbench/apex/${className}/${methodName}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(parameters),
    });
  } catch {
    throw apexError(0, 'Disconnected', {
      message: 'The workbench does not answer. Start it again and reload the page.',
    });
  }
  const body: unknown = await response.json();
  if (!response.ok) throw apexError(response.status, response.statusText, body as ApexError['body']);
  return body;
}

function apexError(status: number, statusText: string, body: ApexError['body']): ApexError {
  return { ok: false, status, statusText, headers: {}, body };
}

/** As Lightning Data Service does, so that a component that writes into its data fails here too. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
