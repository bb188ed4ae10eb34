import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SettingsError } from '../../server/errors.ts';
import { readSettings, readSourceSettings, type Environment } from '../../server/settings.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'linkproof-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function keyFile(name: string, half: 'publicKey' | 'privateKey', bits = 2048): string {
  const pair = generateKeyPairSync('rsa', { modulusLength: bits });
  const pem = pair[half].export({ type: half === 'publicKey' ? 'spki' : 'pkcs8', format: 'pem' });
  return fileWith(name, String(pem));
}

function fileWith(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

function problemWith(read: (environment: Environment) => unknown, environment: Environment): string {
  try {
    read(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  throw new Error('these settings were accepted');
}

const SOURCES = {
  SALESFORCE_LOGIN_URL: 'https://example.my.salesforce.com/',
  SALESFORCE_CLIENT_ID: 'consumer-key',
  SALESFORCE_CLIENT_SECRET: 'consumer-secret',
  ZENDESK_BASE_URL: 'http://127.0.0.1:4002',
  ZENDESK_CLIENT_ID: 'linkproof',
  ZENDESK_CLIENT_SECRET: 'zendesk-secret',
};

describe('readSettings', () => {
  it('needs no variable at all', () => {
    expect(readSettings({})).toEqual({
      databaseUrl: null,
      dataDir: path.resolve('.linkproof/data'),
      contractFile: path.resolve('config/contract.yml'),
      port: 3000,
      salesforceTokens: null,
      webhookSecret: null,
      hashKey: null,
      logLevel: 'info',
    });
  });

  it('takes an empty or blank variable for one that is not set', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '  ', LINKPROOF_HASH_KEY: '' })).toEqual(readSettings({}));
  });

  it('answers a frozen object', () => {
    const settings = readSettings({});
    expect(Object.isFrozen(settings)).toBe(true);
  });

  it('makes the paths absolute', () => {
    const settings = readSettings({ LINKPROOF_DATA_DIR: 'here', LINKPROOF_CONTRACT: 'ours.yml' });
    expect(settings).toMatchObject({ dataDir: path.resolve('here'), contractFile: path.resolve('ours.yml') });
  });

  it.each(['-1', '65536', '80a', '3000.5', '1e3'])(
    'refuses the port %s, naming what was found and expected',
    (port) => {
      const problem = problemWith(readSettings, { PORT: port });
      expect(problem).toContain(`PORT: found "${port}"`);
      expect(problem).toContain('expected a port number from 0 to 65535');
    },
  );

  it('names every variable at fault at once', () => {
    const problem = problemWith(readSettings, { PORT: 'x', LINKPROOF_LOG_LEVEL: 'loud', LINKPROOF_HASH_KEY: 'short' });
    expect(problem).toMatch(/PORT: .*LINKPROOF_HASH_KEY: .*LINKPROOF_LOG_LEVEL: /);
  });

  it('never shows a secret that it refuses', () => {
    const problem = problemWith(readSettings, {
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      LINKPROOF_HASH_KEY: 'hush',
      LINKPROOF_WEBHOOK_SECRET: 'whisper',
    });
    expect(problem).toContain('DATABASE_URL: found a value of 25 characters');
    expect(problem).not.toMatch(/hunter2|hush|whisper/);
  });

  it('reads how the tokens of Salesforce are checked', () => {
    const file = keyFile('public.pem', 'publicKey');
    const settings = readSettings({ LINKPROOF_JWT_PUBLIC_KEY_FILE: file, LINKPROOF_JWT_ISSUER: 'acme' });
    expect(settings.salesforceTokens).toMatchObject({ audience: 'linkproof', issuer: 'acme' });
    expect(settings.salesforceTokens?.publicKey).toContain('BEGIN PUBLIC KEY');
  });

  it('expects of tokens what the External Credential in force-app signs', () => {
    const file = 'force-app/main/default/externalCredentials/Linkproof.externalCredential-meta.xml';
    const declared = readFileSync(file, 'utf8');
    const claim = (name: string) =>
      new RegExp(
        `<parameterName>${name}</parameterName>\\s*<parameterType>JwtBodyClaim</parameterType>\\s*<parameterValue>(.*)</parameterValue>`,
      ).exec(declared)?.[1];
    const settings = readSettings({ LINKPROOF_JWT_PUBLIC_KEY_FILE: keyFile('standard.pem', 'publicKey') });
    expect(settings.salesforceTokens).toMatchObject({ audience: claim('aud'), issuer: claim('iss') });
  });

  it.each([
    ['a private key', () => keyFile('private.pem', 'privateKey'), 'which belongs in Salesforce'],
    ['a key of 1024 bits', () => keyFile('weak.pem', 'publicKey', 1024), 'with 1024 bits'],
    ['a file of other text', () => fileWith('text.pem', 'hello'), 'not a PEM file'],
    ['a file that is not there', () => path.join(folder, 'gone.pem'), 'there is no such file'],
  ])('refuses %s where the public key should be', (_, makeFile, reason) => {
    const environment = { LINKPROOF_JWT_PUBLIC_KEY_FILE: makeFile(), LINKPROOF_JWT_ISSUER: 'acme' };
    expect(problemWith(readSettings, environment)).toContain(reason);
  });
});

describe('readSourceSettings', () => {
  it('reads client credentials for both systems, addresses without a slash at their end', () => {
    expect(readSourceSettings(SOURCES)).toEqual({
      salesforce: {
        loginUrl: 'https://example.my.salesforce.com',
        clientId: 'consumer-key',
        credential: { kind: 'client_secret', clientSecret: 'consumer-secret' },
      },
      zendesk: {
        baseUrl: 'http://127.0.0.1:4002',
        credential: { kind: 'oauth_client', clientId: 'linkproof', clientSecret: 'zendesk-secret' },
      },
    });
  });

  it('reads a private key with its username, and an API token with its e-mail address', () => {
    const { salesforce, zendesk } = readSourceSettings({
      SALESFORCE_LOGIN_URL: SOURCES.SALESFORCE_LOGIN_URL,
      SALESFORCE_CLIENT_ID: 'consumer-key',
      SALESFORCE_PRIVATE_KEY_FILE: keyFile('sign.pem', 'privateKey'),
      SALESFORCE_USERNAME: 'linkproof@example.com',
      ZENDESK_BASE_URL: SOURCES.ZENDESK_BASE_URL,
      ZENDESK_EMAIL: 'admin@example.com',
      ZENDESK_API_TOKEN: 'token',
    });
    expect(salesforce.credential).toMatchObject({ kind: 'private_key', username: 'linkproof@example.com' });
    expect(zendesk.credential).toEqual({ kind: 'api_token', email: 'admin@example.com', apiToken: 'token' });
  });

  it('freezes what it answers down to the credentials', () => {
    const { salesforce, zendesk } = readSourceSettings(SOURCES);
    expect([salesforce, salesforce.credential, zendesk, zendesk.credential].every(Object.isFrozen)).toBe(true);
  });

  it('names every variable that is missing, and the other way to sign in', () => {
    const problem = problemWith(readSourceSettings, {});
    for (const name of Object.keys(SOURCES)) expect(problem).toContain(`${name}: found nothing`);
    expect(problem).toContain('SALESFORCE_PRIVATE_KEY_FILE with SALESFORCE_USERNAME');
    expect(problem).toContain('.env.example lists every variable');
  });

  it('asks for the other half of a way that was begun', () => {
    const { SALESFORCE_CLIENT_SECRET: _, ...begun } = SOURCES;
    const problem = problemWith(readSourceSettings, { ...begun, SALESFORCE_USERNAME: 'linkproof@example.com' });
    expect(problem).toMatch(/^SALESFORCE_PRIVATE_KEY_FILE: found nothing/);
  });

  it('refuses two ways to sign in at once instead of choosing one', () => {
    const problem = problemWith(readSourceSettings, {
      ...SOURCES,
      ZENDESK_EMAIL: 'a@example.com',
      ZENDESK_API_TOKEN: 'secret-token',
    });
    expect(problem).toContain('found both ways to sign in');
    expect(problem).not.toContain('secret-token');
  });

  it.each(['example.my.salesforce.com', 'ftp://example.com', 'https://admin:hunter2@example.com/?x=hunter2'])(
    'refuses the address %s without repeating a password in it',
    (address) => {
      const problem = problemWith(readSourceSettings, { ...SOURCES, SALESFORCE_LOGIN_URL: address });
      expect(problem).toContain('SALESFORCE_LOGIN_URL: found "');
      expect(problem).not.toContain('hunter2');
    },
  );
});
