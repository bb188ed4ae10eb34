import { SourceAuthError } from '../../../server/errors.ts';
import { zendeskCredentials } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import { closeSources, numbered, oauthClient, nothingKnown, readAll, startSource } from './support.ts';

afterEach(closeSources);

const signIns = (journal: readonly string[]) => journal.filter((request) => request.startsWith('POST /oauth/tokens'));

describe('signing in to Zendesk', () => {
  it('happens once for many requests', async () => {
    const { source, journal } = await startSource({ organizations: numbered(300) });
    await readAll(source.organizations());
    expect(signIns(await journal())).toHaveLength(1);
    expect(source.calls()).toBe((await journal()).length);
  });

  it('happens anew before a token ends', async () => {
    const { source, journal, clock } = await startSource({});
    await source.rights();
    clock.advance(27 * 60_000);
    await source.rights();
    expect(signIns(await journal())).toHaveLength(2);
  });

  it('happens anew after a 401 in the middle of a read, which ends complete', async () => {
    const { source, fault, journal } = await startSource({ organizations: numbered(300) });
    await fault('/organizations\\.json\\?.*after', 1, { status: 401 });
    expect((await readAll(source.organizations())).report).toMatchObject({ read: 300, complete: true });
    expect(signIns(await journal())).toHaveLength(2);
  });

  it('is given up when the new token is refused too', async () => {
    const { source, fault, journal } = await startSource({ organizations: numbered(300) });
    await fault('/organizations\\.json\\?', 99, { status: 401 });
    await expect(readAll(source.organizations())).rejects.toThrow(SourceAuthError);
    expect(signIns(await journal())).toHaveLength(2);
  });

  it('with a wrong secret is refused, and says what to check without telling it', async () => {
    const { source } = await startSource({}, {}, { ...oauthClient, clientSecret: 'wrong-secret' });
    const refused = source.subdomain();
    await expect(refused).rejects.toThrow(SourceAuthError);
    await expect(refused).rejects.toThrow('ZENDESK_CLIENT_SECRET');
    await expect(refused).rejects.not.toThrow('wrong-secret');
  });

  it('works with an e-mail address and an API token', async () => {
    const { email, apiToken } = zendeskCredentials;
    const { source, journal } = await startSource(
      { organizations: numbered(3) },
      {},
      { kind: 'api_token', email, apiToken },
    );
    expect((await readAll(source.organizations())).report).toMatchObject({ read: 3, complete: true });
    expect(signIns(await journal())).toEqual([]);
  });

  it('with a wrong API token is refused at once', async () => {
    const credential = { kind: 'api_token', email: zendeskCredentials.email, apiToken: 'wrong' } as const;
    const { source } = await startSource({}, {}, credential);
    await expect(source.rights()).rejects.toThrow(SourceAuthError);
    expect(source.calls()).toBe(1);
  });

  it('asks for leave to read only, and sends nothing but reads', async () => {
    const { source, sandbox, journal } = await startSource({ organizations: numbered(3) });
    await readAll(source.organizations());
    await readAll(source.users());
    await readAll(source.memberships());
    await readAll(source.tickets(null, nothingKnown));
    const writes = (await journal()).filter((request) => !request.startsWith('GET '));
    expect(writes).toEqual(['POST /oauth/tokens']);
    expect(sandbox.state.organizations.in('list').length).toBe(3);
  });
});

describe('our share of the rate limit', () => {
  it('is half of it: a long list makes us wait, and nobody is ever refused', async () => {
    const { source, clock } = await startSource(
      { organizations: numbered(11_000) },
      { plan: 'team', rateLimits: 'real' },
    );
    expect((await readAll(source.organizations())).report).toMatchObject({ read: 11_000, complete: true });
    // 110 pages, the count and the sign-in; 100 a minute are ours.
    expect(clock.slept.filter((milliseconds) => milliseconds > 0)).toHaveLength(1);
    expect(source.allowance()).toMatchObject({ limit: 200 });
  });
});
