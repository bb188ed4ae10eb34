import { json, startServer, type TestServer } from '../support/startServer.ts';

const NAMES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'] as const;

describe('a proxy named in the environment', () => {
  let server: TestServer;

  beforeEach(() => {
    // Nothing listens there; jsforce reads it at import, so it must stand before that.
    for (const name of NAMES) process.env[name] = 'http://127.0.0.1:9';
  });
  afterEach(async () => {
    for (const name of NAMES) Reflect.deleteProperty(process.env, name);
    await server.close();
  });

  it('is not asked: requests go where they are addressed', async () => {
    server = await startServer(
      (request, response, index) =>
        json({
          access_token: 'token',
          instance_url: server.url,
          id: `${server.url}/id/00D000000000001AAA/005000000000001AAA`,
        })(request, response, index),
      json({ totalSize: 0, done: true, records: [] }),
    );
    const { connectSalesforce, queryRows } = await import('../../../server/transport.ts');
    const connection = connectSalesforce({
      loginUrl: server.url,
      clientId: 'id',
      credential: { kind: 'client_secret', clientSecret: 'secret' },
    });
    expect(await queryRows(connection, 'SELECT Id FROM Account')).toEqual([]);
    expect(server.requests).toEqual([
      'POST /services/oauth2/token',
      'GET /services/data/v66.0/query?q=SELECT%20Id%20FROM%20Account',
    ]);
    expect(server.authorizations).toEqual([undefined, 'Bearer token']);
  });
});
