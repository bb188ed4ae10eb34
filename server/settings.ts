/**
 * The environment, read once into frozen objects. `VARIABLES` is the only list of what Linkproof reads from it;
 * `.env.example` is tested against it. Credentials of the two systems are read apart from the rest, so that a command
 * that works on the ledger alone asks for none.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { SettingsError } from './errors.ts';

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

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Environment variables by name, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const SHIPPED_CONTRACT = fileURLToPath(new URL('../config/contract.yml', import.meta.url));
/** What RS256 needs to be worth anything (RFC 7518, section 3.3), in bits. */
const SMALLEST_RSA_KEY = 2048;
/** 32 characters: what `openssl rand -hex 16` prints, 128 bits. */
const SHORTEST_HASH_KEY = 32;

const text = z.string();
const httpAddress = z.string().transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  const usable = url && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.search && !url.hash;
  if (usable) return value.replace(/\/+$/, '');
  context.addIssue('is not such an address');
  return z.NEVER;
});
const postgresAddress = z.string().refine((value) => /^postgres(ql)?:\/\/./.test(value), 'is no such address');
const port = z.string().transform((value, context) => {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  context.addIssue('is no port');
  return z.NEVER;
});

/** The text of the PEM file at a path, after `parse` has taken it for an RSA key of a safe size. */
const rsaKeyFile = (parse: (pem: string) => KeyObject) =>
  z.string().transform((file, context) => {
    try {
      const pem = readFileSync(file, 'utf8');
      const key = parse(pem);
      const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
      if (key.asymmetricKeyType === 'rsa' && bits >= SMALLEST_RSA_KEY) return pem;
      context.addIssue(`holds a key of type ${key.asymmetricKeyType} with ${bits} bits`);
    } catch (error) {
      context.addIssue(`cannot be used: ${keyFileProblem(error)}`);
    }
    return z.NEVER;
  });

/** A key parser's own words are about DER and tell nobody anything; the file system's are good. */
function keyFileProblem(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'this process may not read it';
  return error instanceof PrivateKeyFoundError ? error.message : 'it is not a PEM file with such a key';
}

class PrivateKeyFoundError extends Error {}

/** Node would derive the public key from a private one; but a private key has no business on this machine. */
function publicKeyFromPem(pem: string): KeyObject {
  if (pem.includes('PRIVATE KEY'))
    throw new PrivateKeyFoundError('it holds a private key, which belongs in Salesforce');
  return createPublicKey(pem);
}

interface Variable<Value> {
  readonly schema: z.ZodType<Value, string>;
  /** Completes "expected ...". */
  readonly expected: string;
  /** Its value is never shown. */
  readonly secret: boolean;
  /** As written in `.env.example`; null where there is none. */
  readonly standard: string | null;
}

const variable = <Value, Standard extends string | null = null>(
  schema: z.ZodType<Value, string>,
  expected: string,
  standard = null as Standard,
) => ({ schema, expected, standard, secret: false });
const secret = <Value>(schema: z.ZodType<Value, string>, expected: string) => ({
  ...variable(schema, expected),
  secret: true,
});

/** Everything that Linkproof reads from the environment, in the order of `.env.example`. */
export const VARIABLES = {
  SALESFORCE_LOGIN_URL: variable(
    httpAddress,
    'the My Domain address of the org, such as https://example.my.salesforce.com',
  ),
  SALESFORCE_CLIENT_ID: variable(text, 'the consumer key of the external client app'),
  SALESFORCE_CLIENT_SECRET: secret(
    text,
    'the consumer secret of the external client app (or SALESFORCE_PRIVATE_KEY_FILE with SALESFORCE_USERNAME)',
  ),
  SALESFORCE_PRIVATE_KEY_FILE: variable(
    rsaKeyFile(createPrivateKey),
    'the path of a PEM file with the RSA private key (2048 bits or more) whose certificate the external client app holds',
  ),
  SALESFORCE_USERNAME: variable(text, 'the username of the integration user that the private key signs in'),
  ZENDESK_BASE_URL: variable(httpAddress, 'the address of the account, such as https://example.zendesk.com'),
  ZENDESK_CLIENT_ID: variable(text, 'the identifier of an OAuth client made by an administrator'),
  ZENDESK_CLIENT_SECRET: secret(text, 'the secret of the OAuth client (or ZENDESK_EMAIL with ZENDESK_API_TOKEN)'),
  ZENDESK_EMAIL: variable(text, 'the e-mail address of the administrator whom the API token signs in'),
  ZENDESK_API_TOKEN: secret(text, 'an API token; Zendesk retires them on 30 April 2027, an OAuth client lasts'),
  DATABASE_URL: secret(postgresAddress, 'the address of a PostgreSQL database, such as postgres://user@host/name'),
  LINKPROOF_DATA_DIR: variable(text, 'the folder for the embedded database', '.linkproof/data'),
  LINKPROOF_CONTRACT: variable(text, 'the path of the contract; the one that is shipped is config/contract.yml'),
  PORT: variable(port, 'a port number from 0 to 65535', '3000'),
  LINKPROOF_JWT_PUBLIC_KEY_FILE: variable(
    rsaKeyFile(publicKeyFromPem),
    'the path of a PEM file with the certificate or RSA public key (2048 bits or more) of the External Credential in Salesforce',
  ),
  LINKPROOF_JWT_AUDIENCE: variable(text, 'the audience (aud) that the External Credential names', 'linkproof'),
  LINKPROOF_JWT_ISSUER: variable(text, 'the issuer (iss) that the External Credential names', 'linkproof-salesforce'),
  LINKPROOF_HASH_KEY: secret(
    z.string().min(SHORTEST_HASH_KEY, 'is too short'),
    `${SHORTEST_HASH_KEY} characters or more, the same in every process that shares a database`,
  ),
  LINKPROOF_LOG_LEVEL: variable(z.enum(LOG_LEVELS, 'is no level'), `one of ${LOG_LEVELS.join(', ')}`, 'info'),
} satisfies Record<string, Variable<unknown>>;

export type VariableName = keyof typeof VARIABLES;
type ValueOf<Name extends VariableName> = z.output<(typeof VARIABLES)[Name]['schema']>;

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
