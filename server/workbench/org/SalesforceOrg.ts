import { importPKCS8, SignJWT } from 'jose';
import { SourceAuthError, SourceRejectedError, SourceUnavailableError } from '../../errors.ts';
import type { OrgObject } from '../../metadata/reports/OrgObject.ts';

const API = '/services/data/v66.0';

export interface OrgConnection {
  /** Where the sandbox listens: `http://127.0.0.1:8081`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PKCS #8. The org knows the client by this key too, and lets it sign in as any user (the JWT bearer flow). */
  readonly privateKeyPem: string;
  /** The org's; default: the machine's. */
  readonly clock?: () => Date;
}

/** What Apex answered: a component's data, or with another status than 200 the error it sees. */
export interface ApexAnswer {
  readonly status: number;
  readonly body: unknown;
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Of a signed assertion: it is used at once. */
const ASSERTION_SECONDS = 180;

/** The Salesforce sandbox as any outside client reaches it: OAuth and REST over HTTP. */
export class SalesforceOrg {
  private readonly connection: OrgConnection;
  /** As whom the org is asked; undefined: as the client's own user. */
  private readonly username: string | undefined;
  private token: string | undefined;

  constructor(connection: OrgConnection, username?: string) {
    this.connection = connection;
    this.username = username;
  }

  /** The same org as one of its users sees it. */
  as(username: string): SalesforceOrg {
    return new SalesforceOrg(this.connection, username);
  }

  /**
   * The records of one page, which holds up to 2,000: ask with a LIMIT.
   * @throws SourceAuthError, SourceRejectedError for a query the org refuses, SourceUnavailableError.
   */
  async query<Row>(soql: string): Promise<readonly Row[]> {
    return (await this.get<QueryPage<Row>>(queryPath(soql))).records;
  }

  /** All records, page after page. @throws as `query` does. */
  async queryAll<Row>(soql: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let next: string | undefined = queryPath(soql);
    while (next !== undefined) {
      const page: QueryPage<Row> = await this.get<QueryPage<Row>>(next);
      rows.push(...page.records);
      next = page.nextRecordsUrl;
    }
    return rows;
  }

  /** An object as the user sees it; undefined where he sees none of that name. @throws as `query` does. */
  async describe(objectName: string): Promise<OrgObject | undefined> {
    const response = await this.fetchAgain(`${API}/sobjects/${encodeURIComponent(objectName)}/describe`);
    if (response.status === 404) return undefined;
    return (await this.accepted(response, `${API}/sobjects/${objectName}/describe`)) as OrgObject;
  }

  /** Calls an `@AuraEnabled` method as a component of that user's page would. @throws SourceUnavailableError. */
  async callApex(
    className: string,
    methodName: string,
    actingUserId: string,
    parameters: unknown,
  ): Promise<ApexAnswer> {
    const path = `/__apex/${encodeURIComponent(className)}/${encodeURIComponent(methodName)}`;
    const response = await this.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Acting-User': actingUserId },
      body: JSON.stringify(parameters),
    });
    return { status: response.status, body: await response.json() };
  }

  private async get<Body>(path: string): Promise<Body> {
    return (await this.accepted(await this.fetchAgain(path), path)) as Body;
  }

  private async accepted(response: Response, path: string): Promise<unknown> {
    if (response.ok) return response.json();
    const [resource] = path.split('?');
    throw new SourceRejectedError(`GET ${resource}: the org answered ${response.status} ${await response.text()}`);
  }

  private async fetchAgain(path: string): Promise<Response> {
    const response = await this.fetchSignedIn(path);
    if (response.status !== 401) return response;
    // The session has ended, or the sandbox was reset.
    this.token = undefined;
    return this.fetchSignedIn(path);
  }

  private async fetchSignedIn(path: string): Promise<Response> {
    this.token ??= await this.signIn();
    return this.fetch(path, { headers: { Authorization: `Bearer ${this.token}` } });
  }

  private async signIn(): Promise<string> {
    const response = await this.fetch('/services/oauth2/token', { method: 'POST', body: await this.grant() });
    if (!response.ok) {
      const who = this.username === undefined ? 'the client’s credentials' : `the client as ${this.username}`;
      throw new SourceAuthError(`POST /services/oauth2/token: the org answered ${response.status} to ${who}`);
    }
    const { access_token: token } = (await response.json()) as { access_token: string };
    return token;
  }

  private async grant(): Promise<URLSearchParams> {
    const { url, clientId, clientSecret, privateKeyPem, clock = () => new Date() } = this.connection;
    if (this.username === undefined) {
      const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
      return new URLSearchParams(grant);
    }
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(clientId)
      .setSubject(this.username)
      .setAudience(url)
      .setExpirationTime(Math.floor(clock().getTime() / 1000) + ASSERTION_SECONDS)
      .sign(await importPKCS8(privateKeyPem, 'RS256'));
    return new URLSearchParams({ grant_type: JWT_BEARER, assertion });
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.connection.url + path, init);
    } catch (cause) {
      throw new SourceUnavailableError(
        `the Salesforce sandbox at ${this.connection.url} does not answer: is it running?`,
        {
          cause,
        },
      );
    }
  }
}

interface QueryPage<Row> {
  readonly records: readonly Row[];
  readonly nextRecordsUrl?: string;
}

function queryPath(soql: string): string {
  return `${API}/query?q=${encodeURIComponent(soql)}`;
}
