import { SourceAuthError, SourceRejectedError, SourceUnavailableError } from '../../errors.ts';

const API = '/services/data/v66.0';

export interface OrgConnection {
  /** Where the sandbox listens: `http://127.0.0.1:8081`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What Apex answered: a component's data, or with another status than 200 the error it sees. */
export interface ApexAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The Salesforce sandbox as any outside client reaches it: OAuth and REST over HTTP. */
export class SalesforceOrg {
  private readonly connection: OrgConnection;
  private token: string | undefined;

  constructor(connection: OrgConnection) {
    this.connection = connection;
  }

  /**
   * The records of one page, which holds up to 2,000: ask with a LIMIT.
   * @throws SourceAuthError, SourceRejectedError for a query the org refuses, SourceUnavailableError.
   */
  async query<Row>(soql: string): Promise<readonly Row[]> {
    const path = `${API}/query?q=${encodeURIComponent(soql)}`;
    let response = await this.fetchSignedIn(path);
    if (response.status === 401) {
      // The session has ended, or the sandbox was reset.
      this.token = undefined;
      response = await this.fetchSignedIn(path);
    }
    if (!response.ok) {
      throw new SourceRejectedError(`GET ${API}/query: the org answered ${response.status} ${await response.text()}`);
    }
    const { records } = (await response.json()) as { records: readonly Row[] };
    return records;
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

  private async fetchSignedIn(path: string): Promise<Response> {
    this.token ??= await this.signIn();
    return this.fetch(path, { headers: { Authorization: `Bearer ${this.token}` } });
  }

  private async signIn(): Promise<string> {
    const response = await this.fetch('/services/oauth2/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.connection.clientId,
        client_secret: this.connection.clientSecret,
      }),
    });
    if (!response.ok) {
      throw new SourceAuthError(
        `POST /services/oauth2/token: the org answered ${response.status} to the client's credentials`,
      );
    }
    const { access_token: token } = (await response.json()) as { access_token: string };
    return token;
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
