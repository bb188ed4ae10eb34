/** `npm run bench [name] [--accounts N] [--seeds N] [--rounds N] [--kills N] [--changes N] [--backfilled N]`: what takes long, and what is about time. Prints figures; asserts no time. */
import { parseArgs } from 'node:util';
import { backfillBench } from './backfillBench.ts';
import { changeBench } from './changeBench.ts';
import { historyBench } from './historyBench.ts';
import { killBench } from './killBench.ts';

const BENCHES = { change: changeBench, histories: historyBench, kill: killBench, backfill: backfillBench } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    accounts: { type: 'string', default: '20000' },
    seeds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '40' },
    kills: { type: 'string', default: '100' },
    changes: { type: 'string', default: '200' },
    backfilled: { type: 'string', default: '2000' },
  },
});

const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const figures = {
  accounts: Number(values.accounts),
  seeds: Number(values.seeds),
  rounds: Number(values.rounds),
  kills: Number(values.kills),
  changes: Number(values.changes),
  backfilled: Number(values.backfilled),
};
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
