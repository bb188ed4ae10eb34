/**
 * The environment, read once into frozen objects. Credentials of the two systems are read apart from the rest, so that
 * a command that works on the ledger alone asks for none.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SettingsError } from './errors.ts';
import { VARIABLES, type LogLevel, type ValueOf, type Variable, type VariableName } from './settings/variables.ts';

export { VARIABLES, type LogLevel } from './settings/variables.ts';

/** What every command needs. */
export interface Settings {
  /** Null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Absolute path. Holds the embedded database, its lock and the generated hash key. */
  readonly dataDir: string;
  /** Absolute path. */
  readonly contractFile: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Null: nobody but this machine's own command line may use the API. */
  readonly salesforceTokens: SalesforceTokenSettings | null;
  /** Signs Zendesk's webhooks; null: none are taken. */
  readonly webhookSecret: string | null;
  /** Keys the hashes of e-mail addresses; null: generated and kept in `dataDir`. */
  readonly hashKey: string | null;
  readonly logLevel: LogLevel;
}

/** How the tokens that Salesforce signs for its callouts are checked. */
export interface SalesforceTokenSettings {
  /** PEM, a public key or a certificate. */
  readonly publicKey: string;
  readonly audience: string;
  readonly issuer: string;
}

/** How both systems are reached. */
export interface SourceSettings {
  readonly salesforce: SalesforceSettings;
  readonly zendesk: ZendeskSettings;
}

export interface SalesforceSettings {
  /** Without a slash at its end. */
  readonly loginUrl: string;
  readonly clientId: string;
  readonly credential:
    | { readonly kind: 'client_secret'; readonly clientSecret: string }
    | { readonly kind: 'private_key'; readonly privateKey: string; readonly username: string };
}

export interface ZendeskSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly credential:
    | { readonly kind: 'oauth_client'; readonly clientId: string; readonly clientSecret: string }
    | { readonly kind: 'api_token'; readonly email: string; readonly apiToken: string };
}

/** Environment variables by name, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const SHIPPED_CONTRACT = fileURLToPath(new URL('../config/contract.yml', import.meta.url));
/**
 * Reads what every command needs.
 *
 * @throws SettingsError naming every variable at fault, what was found in it and what was expected
 */
export function readSettings(environment: Environment): Settings {
  const read = new EnvironmentReader(environment);
  const settings: Settings = Object.freeze({
    databaseUrl: read.optional('DATABASE_URL'),
    dataDir: path.resolve(read.withStandard('LINKPROOF_DATA_DIR')),
    contractFile: path.resolve(read.optional('LINKPROOF_CONTRACT') ?? SHIPPED_CONTRACT),
    port: read.withStandard('PORT'),
    salesforceTokens: readSalesforceTokens(read),
    webhookSecret: read.optional('LINKPROOF_WEBHOOK_SECRET'),
    hashKey: read.optional('LINKPROOF_HASH_KEY'),
    logLevel: read.withStandard('LINKPROOF_LOG_LEVEL'),
  });
  read.finish();
  return settings;
}

/**
 * Reads how to reach both systems.
 *
 * @throws SettingsError naming every variable at fault, what was found in it and what was expected
 */
export function readSourceSettings(environment: Environment): SourceSettings {
  const read = new EnvironmentReader(environment);
  const settings: SourceSettings = Object.freeze({ salesforce: readSalesforce(read), zendesk: readZendesk(read) });
  read.finish();
  return settings;
}

function readSalesforceTokens(read: EnvironmentReader): SalesforceTokenSettings | null {
  const publicKey = read.optional('LINKPROOF_JWT_PUBLIC_KEY_FILE');
  const audience = read.withStandard('LINKPROOF_JWT_AUDIENCE');
  const issuer = read.withStandard('LINKPROOF_JWT_ISSUER');
  return publicKey === null ? null : Object.freeze({ publicKey, audience, issuer });
}

function readSalesforce(read: EnvironmentReader): SalesforceSettings {
  const loginUrl = read.required('SALESFORCE_LOGIN_URL');
  const clientId = read.required('SALESFORCE_CLIENT_ID');
  const way = read.oneWayOf(['SALESFORCE_CLIENT_SECRET'], ['SALESFORCE_PRIVATE_KEY_FILE', 'SALESFORCE_USERNAME']);
  const credential: SalesforceSettings['credential'] =
    way === 'first'
      ? { kind: 'client_secret', clientSecret: read.required('SALESFORCE_CLIENT_SECRET') }
      : {
          kind: 'private_key',
          privateKey: read.required('SALESFORCE_PRIVATE_KEY_FILE'),
          username: read.required('SALESFORCE_USERNAME'),
        };
  return Object.freeze({ loginUrl, clientId, credential: Object.freeze(credential) });
}

function readZendesk(read: EnvironmentReader): ZendeskSettings {
  const baseUrl = read.required('ZENDESK_BASE_URL');
  const way = read.oneWayOf(['ZENDESK_CLIENT_ID', 'ZENDESK_CLIENT_SECRET'], ['ZENDESK_EMAIL', 'ZENDESK_API_TOKEN']);
  const credential: ZendeskSettings['credential'] =
    way === 'first'
      ? {
          kind: 'oauth_client',
          clientId: read.required('ZENDESK_CLIENT_ID'),
          clientSecret: read.required('ZENDESK_CLIENT_SECRET'),
        }
      : { kind: 'api_token', email: read.required('ZENDESK_EMAIL'), apiToken: read.required('ZENDESK_API_TOKEN') };
  return Object.freeze({ baseUrl, credential: Object.freeze(credential) });
}

/** Somebody may have put a password into an address that should hold none. */
function withoutUserInfo(value: string): string {
  return value.replace(/\/\/[^/]*@/, '//...@').replace(/\?.*/s, '?...');
}

/**
 * Reads variables one by one and gathers what is wrong with them, so that an operator corrects them in one go.
 * A value that a getter hands out after a problem is void: `finish` throws before anybody sees it.
 */
class EnvironmentReader {
  readonly #environment: Environment;
  readonly #problems = new Set<string>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Null when empty: an `.env` file copied from the example has empty lines for what is not used. */
  optional<Name extends VariableName>(name: Name): ValueOf<Name> | null {
    const value = this.#environment[name]?.trim();
    return value ? this.#parse(name, value) : null;
  }

  withStandard<Name extends VariableName>(name: Name): ValueOf<Name> {
    return this.#parse(name, this.#environment[name]?.trim() || (VARIABLES[name].standard ?? ''));
  }

  required<Name extends VariableName>(name: Name): ValueOf<Name> {
    const value = this.#environment[name]?.trim();
    if (value) return this.#parse(name, value);
    this.#problems.add(`${name}: found nothing, expected ${VARIABLES[name].expected}.`);
    return undefined as ValueOf<Name>;
  }

  /** Which of two ways to sign in is meant. Both at once could sign in as two different users: refused, not guessed. */
  oneWayOf(first: readonly VariableName[], second: readonly VariableName[]): 'first' | 'second' {
    const found = (names: readonly VariableName[]) => names.filter((name) => this.#environment[name]?.trim());
    const ways = `${first.join(' and ')}, or ${second.join(' and ')}`;
    if (found(first).length > 0 && found(second).length > 0) {
      const both = [...found(first), ...found(second)].join(' and ');
      this.#problems.add(`${both}: found both ways to sign in, expected one: ${ways}.`);
    }
    return found(second).length > 0 ? 'second' : 'first';
  }

  finish(): void {
    if (this.#problems.size === 0) return;
    const advice = 'Set it in the environment or in .env; .env.example lists every variable.';
    throw new SettingsError(`${[...this.#problems].join(' ')} ${advice}`);
  }

  #parse<Name extends VariableName>(name: Name, value: string): ValueOf<Name> {
    const { schema, expected, secret: hidden } = VARIABLES[name] as Variable<ValueOf<Name>>;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const shown = hidden ? `a value of ${value.length} characters` : JSON.stringify(withoutUserInfo(value));
    const reasons = parsed.error.issues.map((issue) => issue.message).join(', ');
    this.#problems.add(`${name}: found ${shown}, which ${reasons}; expected ${expected}.`);
    return undefined as ValueOf<Name>;
  }
}
