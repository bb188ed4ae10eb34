import { PermissionCache } from '../../../server/surfaces/http/access/PermissionCache.ts';

describe('PermissionCache', () => {
  it('asks again after 60 seconds', async () => {
    let now = 0;
    let answer = ['Linkproof_View'];
    const cache = new PermissionCache(
      async () => answer,
      () => now,
    );
    await cache.permissionsOf('a');
    answer = [];
    now = 59_999;
    expect(await cache.permissionsOf('a')).toEqual(['Linkproof_View']);
    now = 60_000;
    expect(await cache.permissionsOf('a')).toEqual([]);
  });

  it('does not keep a failed look-up', async () => {
    let fails = true;
    const cache = new PermissionCache(async () => {
      if (fails) throw new Error('Salesforce is away');
      return ['Linkproof_View'];
    });
    await expect(cache.permissionsOf('a')).rejects.toThrow('Salesforce is away');
    fails = false;
    expect(await cache.permissionsOf('a')).toEqual(['Linkproof_View']);
  });

  it('never answers one user’s permissions to another', async () => {
    const cache = new PermissionCache(async (userId) => [userId]);
    expect(await Promise.all([cache.permissionsOf('a'), cache.permissionsOf('b')])).toEqual([['a'], ['b']]);
  });
});
