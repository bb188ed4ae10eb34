import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { VARIABLES } from '../../server/settings.ts';

const file = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');

describe('.env.example', () => {
  it('names every variable that settings reads and no other, each with its standard value', () => {
    const standards = Object.entries(VARIABLES).map(([name, { standard }]) => [name, standard ?? '']);
    expect(parseEnv(file)).toEqual(Object.fromEntries(standards));
  });

  it('says above each, in the order of settings, what settings says when it is wrong', () => {
    const said = [...file.matchAll(/^# (.+)\n([A-Z_]+)=/gm)].map(([, meaning, name]) => [name, meaning]);
    const meant = Object.entries(VARIABLES).map(([name, { expected }]) => [name, expected]);
    expect(said).toEqual(meant);
  });
});
