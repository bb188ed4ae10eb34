import { Option } from 'commander';
import { operator } from './operator.ts';

/** Who acts, for the record; who sits at this machine is known by his own word only. */
export function byOption(): Option {
  return new Option('--by <name>', 'who you are, for the record').default(operator());
}
