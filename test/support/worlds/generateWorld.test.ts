import { CODES, type Code } from '../../../server/core/catalogue.ts';
import type { Row } from '../../../server/sandbox/world/World.ts';
import { generateWorld } from './generateWorld.ts';

/** What takes another contract, two runs, or a whole run gone wrong. */
const UNPLANTED: readonly Code[] = [
  'key_not_unique_in_salesforce',
  'tickets_mass_unassigned',
  'instance_mismatch',
  'mass_change_hold',
];

const options = { seed: 11, accounts: 400, twoDefects: true };
const { files, truth, repaired } = generateWorld(options);
const rows = (file: string): readonly Row[] => files.get(`${file}.ndjson`) ?? [];

describe('a generated world', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(generateWorld(options)).toEqual({ files, truth, repaired });
    expect(generateWorld({ ...options, seed: 12 }).truth).not.toEqual(truth);
  });

  it('has about as many accounts as it was asked for', () => {
    expect(rows('salesforce/Account').length).toBeGreaterThanOrEqual(400);
    expect(rows('salesforce/Account').length).toBeLessThan(420);
  });

  it('says of every live account and organization what is true of it, and of nothing else', () => {
    const live = (file: string, isLive: (row: Row) => boolean, id: string) =>
      rows(file)
        .filter(isLive)
        .map((row) => String(row[id]))
        .sort();
    expect(Object.keys(truth.accounts).sort()).toEqual(
      live('salesforce/Account', (row) => row.IsDeleted === false, 'Id'),
    );
    expect(Object.keys(truth.organizations).sort()).toEqual(
      live('zendesk/organizations', (row) => row.deleted_at === undefined, 'id'),
    );
  });

  it('holds every code that one audit of one world can raise', () => {
    const planted = new Set(
      [...Object.values(truth.accounts), ...Object.values(truth.organizations)].flatMap((verdict) =>
        verdict.split(' ').slice(1),
      ),
    );
    expect(CODES.filter((code) => !planted.has(code) && !UNPLANTED.includes(code))).toEqual([]);
    expect([...planted].filter((code) => !(CODES as readonly string[]).includes(code))).toEqual([]);
  });

  it('names users and tickets that are there', () => {
    const idsOf = (pairs: readonly string[]) => pairs.map((pair) => pair.split(' ')[1]);
    const there = (file: string) => new Set(rows(file).map(({ id }) => String(id)));
    expect(idsOf(truth.users).filter((id) => !there('zendesk/users').has(id ?? ''))).toEqual([]);
    expect(idsOf(truth.tickets).filter((id) => !there('zendesk/tickets').has(id ?? ''))).toEqual([]);
  });
});
