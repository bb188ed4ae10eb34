import { TestOrg } from '../support/TestOrg.ts';
import { ADMIN } from '../support/testWorld.ts';

let org: TestOrg;
beforeAll(async () => {
  org = await TestOrg.start();
});
afterAll(() => org.close());

describe('the version list', () => {
  it('is open to everybody and names the releases', async () => {
    const { status, body } = await org.fetch('GET', '/services/data');
    expect(status).toBe(200);
    expect(body).toContainEqual({ label: "Spring '26", url: '/services/data/v66.0', version: '66.0' });
    expect(body.at(-1)).toEqual({ label: "Winter '27", url: '/services/data/v68.0', version: '68.0' });
  });

  it.each(['//services/data', '/services/data/'])('answers %s, as the Salesforce CLI spells it', async (path) => {
    expect((await org.fetch('GET', path)).body).toHaveLength(38);
  });
});

describe('a version', () => {
  it('lists its resources to whoever is logged in', async () => {
    const { body } = await org.data('GET', '/services/data/v51.0');
    expect(body).toMatchObject({
      query: '/services/data/v51.0/query',
      sobjects: '/services/data/v51.0/sobjects',
      identity: `${org.url}/id/${org.sandbox.engine.organizationId}/${ADMIN}`,
    });
  });

  it.each(['v69.0', 'v30.0', 'v66', 'latest'])('that Salesforce does not have (%s) is not found', async (version) => {
    const { status, body } = await org.data('GET', `/services/data/${version}/limits`);
    expect(status).toBe(404);
    expect(body).toMatchObject([{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }]);
  });
});

describe('error arrays', () => {
  it.each([
    ['an unknown resource', 'GET', '/nothing', 404, 'NOT_FOUND'],
    ['an unknown object', 'GET', '/sobjects/Nothing__c/describe', 404, 'NOT_FOUND'],
    ['an unknown record', 'GET', '/sobjects/Account/001000000000009AAA', 404, 'NOT_FOUND'],
    ['a method that the resource does not have', 'PUT', '/limits', 405, 'METHOD_NOT_ALLOWED'],
    ['an unknown field', 'GET', `/query?q=${encodeURIComponent('SELECT Nope FROM Account')}`, 400, 'INVALID_FIELD'],
    ['no SOQL', 'GET', '/query?q=hello', 400, 'MALFORMED_QUERY'],
    ['an empty query', 'GET', '/query', 400, 'MALFORMED_QUERY'],
  ])('answer %s', async (_, method, path, status, errorCode) => {
    const answer = await org.call(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject([{ errorCode, message: expect.any(String) }]);
  });

  it('answer a body that is no JSON', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const { status, body } = await org.call('POST', '/sobjects/Account', { body: '{"Name": ', headers });
    expect(status).toBe(400);
    expect(body).toMatchObject([{ errorCode: 'JSON_PARSER_ERROR' }]);
  });

  it.each([[undefined], ['Bearer made!up'], ['Basic abc']])(
    'answer a request with the authorization %s',
    async (value) => {
      const headers: Record<string, string> = value === undefined ? {} : { Authorization: value };
      const { status, body } = await org.fetch('GET', '/services/data/v66.0/limits', { headers });
      expect(status).toBe(401);
      expect(body).toMatchObject([{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]);
    },
  );
});
