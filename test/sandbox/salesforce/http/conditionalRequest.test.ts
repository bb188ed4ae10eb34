import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, contactId, contacts, testWorld } from '../support/testWorld.ts';

const stamps = {
  CreatedDate: '2026-11-01T00:00:00.000+0000',
  LastModifiedDate: '2026-11-10T10:00:00.000+0000',
  SystemModstamp: '2026-11-10T10:00:00.000+0000',
};
const MODIFIED = 'Tue, 10 Nov 2026 10:00:00 GMT';
const BEFORE = 'Tue, 10 Nov 2026 09:59:59 GMT';
const ACCOUNT = `/sobjects/Account/${accountId(1)}`;
const CONTACT = `/sobjects/Contact/${contactId(1)}`;

let org: TestOrg;
beforeEach(async () => {
  org = await TestOrg.start({ world: testWorld({ Account: accounts(1, stamps), Contact: contacts(1, stamps) }) });
});
afterEach(() => org.close());

async function entityTag(): Promise<string> {
  return (await org.call('GET', ACCOUNT)).headers.get('etag') ?? '';
}

const rename = (path: string, headers: Record<string, string>): ReturnType<TestOrg['call']> =>
  org.call('PATCH', path, { body: path === ACCOUNT ? { Name: 'Renamed' } : { LastName: 'Renamed' }, headers });

describe('412', () => {
  it('refuses to change an Account whose entity tag is another by now', async () => {
    const tag = await entityTag();
    expect((await rename(ACCOUNT, { 'If-Match': tag })).status).toBe(204);
    const late = await rename(ACCOUNT, { 'If-Match': tag });
    expect(late.status).toBe(412);
    expect(late.body).toHaveLength(1);
  });

  it('refuses to change a record that was modified since, at a grain of one second', async () => {
    expect((await rename(CONTACT, { 'If-Unmodified-Since': BEFORE })).status).toBe(412);
    expect((await rename(CONTACT, { 'If-Unmodified-Since': MODIFIED })).status).toBe(204);
  });

  it('refuses to read under If-Match and If-Unmodified-Since that do not hold', async () => {
    expect((await org.call('GET', ACCOUNT, { headers: { 'If-Match': '"other"' } })).status).toBe(412);
    expect((await org.call('GET', CONTACT, { headers: { 'If-Unmodified-Since': BEFORE } })).status).toBe(412);
  });

  it('refuses a change under If-None-Match of the present tag', async () => {
    expect((await rename(ACCOUNT, { 'If-None-Match': await entityTag() })).status).toBe(412);
  });

  it('does not protect a delete, for which Salesforce has no conditions', async () => {
    expect((await org.call('DELETE', CONTACT, { headers: { 'If-Unmodified-Since': BEFORE } })).status).toBe(204);
  });
});

describe('304', () => {
  it('spares the reader an Account that he has already', async () => {
    const { status, body } = await org.call('GET', ACCOUNT, { headers: { 'If-None-Match': await entityTag() } });
    expect([status, body]).toEqual([304, '']);
  });

  it('spares the reader a record that was not modified since', async () => {
    expect((await org.call('GET', CONTACT, { headers: { 'If-Modified-Since': MODIFIED } })).status).toBe(304);
    expect((await org.call('GET', CONTACT, { headers: { 'If-Modified-Since': BEFORE } })).status).toBe(200);
  });
});

describe('an entity tag', () => {
  it('is the same whichever fields are read, and another after a change', async () => {
    const tag = await entityTag();
    expect((await org.call('GET', `${ACCOUNT}?fields=Name`)).headers.get('etag')).toBe(tag);
    await rename(ACCOUNT, {});
    expect(await entityTag()).not.toBe(tag);
  });

  it('exists on Accounts only: elsewhere If-Match is not looked at', async () => {
    expect((await org.call('GET', CONTACT)).headers.get('etag')).toBeNull();
    expect((await rename(CONTACT, { 'If-Match': '"other"' })).status).toBe(204);
  });
});

it.each(['If-Match', 'If-None-Match', 'If-Unmodified-Since'])(
  'refuses a change with an unreadable %s',
  async (header) => {
    const { status } = await rename(ACCOUNT, { [header]: 'nonsense' });
    expect(status).toBe(400);
  },
);
