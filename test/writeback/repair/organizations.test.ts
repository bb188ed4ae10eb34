import { numbered } from '../../sources/zendesk/support.ts';
import { change, closeAll, key, said, setKey, startZendesk } from './support.ts';

const KEY = key(1);
const setField = (id: string, name: string, value: string) =>
  change('set_organization_field', id, `organization_fields.${name}`, value);

afterEach(() => closeAll());

describe('an organization’s key', () => {
  it('is set by one PUT that holds nothing else, and cleared by null', async () => {
    const zendesk = await startZendesk({
      organizations: numbered(1, () => ({ external_id: 'old', domain_names: ['a.example'], notes: 'kept' })),
    });
    expect(said(await zendesk.write([setKey('1', KEY)]))).toEqual(['accepted']);
    expect((await zendesk.get('organizations/1')).organization).toMatchObject({
      external_id: KEY,
      domain_names: ['a.example'],
      notes: 'kept',
    });
    expect(said(await zendesk.write([setKey('1', null)]))).toEqual(['accepted']);
    expect((await zendesk.get('organizations/1')).organization).toMatchObject({ external_id: null });
    expect(await zendesk.writes()).toEqual(['PUT /organizations/1', 'PUT /organizations/1']);
  });

  it('may be another field', async () => {
    const zendesk = await startZendesk({
      organizations: numbered(1, () => ({ organization_fields: { crm_key: 'old', tier: 'gold' } })),
    });
    await zendesk.write([change('set_organization_key', '1', 'organization_fields.crm_key', KEY)]);
    expect((await zendesk.get('organizations/1')).organization).toMatchObject({
      organization_fields: { crm_key: KEY, tier: 'gold' },
    });
  });

  it('of a record whose id no double holds is set on that record', async () => {
    const zendesk = await startZendesk({
      organizations: [
        { id: '9223372036854775807', name: 'Last' },
        { id: '9223372036854775806', name: 'Last but one' },
      ],
    });
    const changes = [setKey('9223372036854775807', key(7)), setKey('9223372036854775806', key(6))];
    expect(said(await zendesk.write(changes))).toEqual(['accepted', 'accepted']);
    expect((await zendesk.get('organizations/9223372036854775807')).organization).toMatchObject({
      external_id: key(7),
    });
  });

  it('of many is set by a job for each hundred, and the last by itself', async () => {
    const zendesk = await startZendesk({ organizations: numbered(201) });
    const changes = Array.from({ length: 201 }, (_none, at) => setKey(String(at + 1), key(at + 1)));
    expect(new Set(said(await zendesk.write(changes)))).toEqual(new Set(['accepted']));
    expect(await zendesk.writes()).toEqual([
      'PUT /organizations/update_many',
      'PUT /organizations/update_many',
      'PUT /organizations/201',
    ]);
    for (const number of [1, 100, 200, 201]) {
      expect((await zendesk.get(`organizations/${number}`)).organization).toMatchObject({ external_id: key(number) });
    }
  });
});

describe('fields of one organization', () => {
  it('travel together', async () => {
    const zendesk = await startZendesk({
      organizations: numbered(1, () => ({ organization_fields: { owner: 'a', tier: 'b', other: 'c' } })),
    });
    const outcomes = await zendesk.write([setField('1', 'owner', 'x'), setField('1', 'tier', 'y')]);
    expect(said(outcomes)).toEqual(['accepted', 'accepted']);
    expect((await zendesk.get('organizations/1')).organization).toMatchObject({
      organization_fields: { owner: 'x', tier: 'y', other: 'c' },
    });
    expect(await zendesk.writes()).toHaveLength(1);
  });
});
