import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadWorld } from '../../../server/sandbox/world/loadWorld.ts';
import { WorldError } from '../../../server/sandbox/world/WorldError.ts';

describe('loading a world folder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'linkproof-world-'));
    await mkdir(path.join(folder, 'salesforce'));
    await mkdir(path.join(folder, 'zendesk'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const write = (file: string, text: string): Promise<void> => writeFile(path.join(folder, file), text);
  const failure = (): Promise<Error> =>
    loadWorld(folder).then(
      () => {
        throw new Error('the world loaded, although it should not have');
      },
      (error: Error) => error,
    );

  it('takes each Salesforce file by its object name, standard or not, with unknown fields', async () => {
    await write('salesforce/Account.ndjson', '{"Id":"001000000000001AAA","Made_Up__c":{"a":[1]}}\n');
    await write('salesforce/Some_Thing__c.ndjson', '{"Id":"a01"}\n{"Id":"a02"}');
    const world = await loadWorld(folder);
    expect([...world.salesforce.keys()]).toEqual(['Account', 'Some_Thing__c']);
    expect(world.salesforce.get('Account')).toEqual([{ Id: '001000000000001AAA', Made_Up__c: { a: [1] } }]);
    expect(world.salesforce.get('Some_Thing__c')).toHaveLength(2);
  });

  it('takes every Zendesk file', async () => {
    for (const name of [
      'organizations',
      'users',
      'organization_memberships',
      'tickets',
      'organization_merges',
      'brands',
    ]) {
      await write(`zendesk/${name}.ndjson`, `{"id":1,"from":"${name}"}\n`);
    }
    const { zendesk } = await loadWorld(folder);
    for (const [name, rows] of Object.entries(zendesk)) expect(rows).toEqual([{ id: 1, from: name }]);
    expect(Object.keys(zendesk)).toHaveLength(6);
  });

  it('means no such records by a missing file or subfolder', async () => {
    await rm(path.join(folder, 'salesforce'), { recursive: true });
    const world = await loadWorld(folder);
    expect(world.salesforce.size).toBe(0);
    expect(world.packages).toEqual({});
    expect(world.zendesk).toEqual({
      organizations: [],
      users: [],
      organization_memberships: [],
      tickets: [],
      organization_merges: [],
    });
  });

  it('keeps a Zendesk id beyond 2^53 to the last digit, and a smaller one a number', async () => {
    await write(
      'zendesk/organizations.ndjson',
      '{"id":9223372036854775807,"group_id":6164125400602,"rate":1234567890123456.5}\n',
    );
    const [row] = (await loadWorld(folder)).zendesk.organizations;
    expect(row).toEqual({ id: 9223372036854775807n, group_id: 6164125400602, rate: 1234567890123456.5 });
  });

  it('skips blank lines, carriage returns and a byte order mark', async () => {
    await write('zendesk/users.ndjson', '\uFEFF{"id":1}\r\n\r\n   \r\n{"id":2}\r\n');
    expect((await loadWorld(folder)).zendesk.users).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('reads the fields that packages add', async () => {
    await write(
      'salesforce/packages.json',
      '{"Account":{"Zendesk__Zendesk_Organization_Id__c":{"type":"string","length":20}}}',
    );
    const world = await loadWorld(folder);
    expect(world.packages).toEqual({
      Account: { Zendesk__Zendesk_Organization_Id__c: { type: 'string', length: 20 } },
    });
    expect(world.salesforce.has('packages')).toBe(false);
  });

  it.each([
    ['not JSON', '{"Account":'],
    ['not an object', '["Account"]'],
    ['an object without fields', '{"Account":"string"}'],
    ['a field without a type', '{"Account":{"X__c":{"length":20}}}'],
  ])('refuses packages that are %s, naming the file and the form expected', async (_case, text) => {
    await write('salesforce/packages.json', text);
    const error = await failure();
    expect(error).toBeInstanceOf(WorldError);
    expect(error.message).toContain(path.join(folder, 'salesforce', 'packages.json'));
    expect(error.message).toContain('Expected fields by object and name');
  });

  it('names file, line number, what was found and what was expected when a line is broken', async () => {
    await write('zendesk/tickets.ndjson', '{"id":1}\n\n{"id":2,\n');
    const error = await failure();
    expect(error).toBeInstanceOf(WorldError);
    expect(error.message).toContain(`${path.join(folder, 'zendesk', 'tickets.ndjson')}, line 3: found «{"id":2,»`);
    expect(error.message).toContain('Expected one JSON object');
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });

  it('shows only the beginning of a long broken line', async () => {
    await write('salesforce/Contact.ndjson', `"${'x'.repeat(5000)}"\n`);
    const error = await failure();
    expect(error.message).toContain('Contact.ndjson, line 1');
    expect(error.message.length).toBeLessThan(400);
  });

  it('refuses a line that is JSON but no object', async () => {
    await write('salesforce/Account.ndjson', '[{"Id":"001"}]\n');
    expect((await failure()).message).toContain('line 1: found «[{"Id":"001"}]»');
  });

  it('refuses a Zendesk file that it does not know, so that a misspelt one is not silently empty', async () => {
    await write('zendesk/organisations.ndjson', '{"id":1}\n');
    const error = await failure();
    expect(error).toBeInstanceOf(WorldError);
    expect(error.message).toContain('found organisations.ndjson. Expected organizations.ndjson');
  });

  it('refuses a Salesforce file that is neither rows nor packages', async () => {
    await write('salesforce/Account.csv', 'Id\n');
    expect((await failure()).message).toContain('found Account.csv. Expected <Object>.ndjson or packages.json');
  });

  it('says that there is no such folder', async () => {
    await expect(loadWorld(path.join(folder, 'nowhere'))).rejects.toThrow(/There is no world folder .*nowhere/);
  });

  it('does not change the files', async () => {
    await write('zendesk/users.ndjson', '{"id":1}\n');
    await loadWorld(folder);
    expect(await readFile(path.join(folder, 'zendesk/users.ndjson'), 'utf8')).toBe('{"id":1}\n');
  });
});
