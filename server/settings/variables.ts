/** The only list of what Linkproof reads from the environment. `.env.example` and the error messages are held to it. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What RS256 needs to be worth anything (RFC 7518, section 3.3), in bits. */
const SMALLEST_RSA_KEY = 2048;
/** 32 characters: what `openssl rand -hex 16` prints, 128 bits. */
const SHORTEST_HASH_KEY = 32;
/** Zendesk's own are longer; a shorter one was cut on its way here. */
const SHORTEST_WEBHOOK_SECRET = 16;

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

export interface Variable<Value> {
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
  LINKPROOF_WEBHOOK_SECRET: secret(
    z.string().min(SHORTEST_WEBHOOK_SECRET, 'is too short'),
    `the signing secret of the webhook in Zendesk, ${SHORTEST_WEBHOOK_SECRET} characters or more`,
  ),
  LINKPROOF_HASH_KEY: secret(
    z.string().min(SHORTEST_HASH_KEY, 'is too short'),
    `${SHORTEST_HASH_KEY} characters or more, the same in every process that shares a database`,
  ),
  LINKPROOF_LOG_LEVEL: variable(z.enum(LOG_LEVELS, 'is no level'), `one of ${LOG_LEVELS.join(', ')}`, 'info'),
} satisfies Record<string, Variable<unknown>>;

export type VariableName = keyof typeof VARIABLES;
export type ValueOf<Name extends VariableName> = z.output<(typeof VARIABLES)[Name]['schema']>;
