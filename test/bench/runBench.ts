/** `npm run bench [name] [--seeds N] [--rounds N] [--accounts N]`: what takes long, and what is about time. Prints figures; asserts no time. */
import { parseArgs } from 'node:util';
import { changeBench } from './changeBench.ts';
import { historyBench } from './historyBench.ts';

const BENCHES = { change: changeBench, histories: historyBench } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    accounts: { type: 'string', default: '20000' },
    seeds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '40' },
  },
});

const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const figures = { accounts: Number(values.accounts), seeds: Number(values.seeds), rounds: Number(values.rounds) };
let failed = false;
for (const name of names) {
  if (!Object.hasOwn(BENCHES, name)) {
    console.error(`Found no bench ${JSON.stringify(name)}, expected one of: ${Object.keys(BENCHES).join(', ')}.`);
    process.exit(64);
  }
  console.log(`== ${name}`);
  const held = await BENCHES[name as keyof typeof BENCHES](figures, (line) => console.log(line));
  if (!held) failed = true;
}
process.exit(failed ? 1 : 0);
