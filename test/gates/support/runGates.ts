import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { GateFinding } from '../../../scripts/gates/GateFinding.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * What the gates find in a package. In a process of its own, like `npm run gates`: the compilers and linters behind them
 * would load several times as slowly in jest.
 */
export function runGates(forceApp: string, gates: readonly string[]): GateFinding[] {
  const script = ['--import', 'tsx', 'scripts/gates.ts', '--json', '--package', forceApp, ...gates];
  const { stdout, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  try {
    return JSON.parse(stdout) as GateFinding[];
  } catch (cause) {
    throw new Error(`the gates printed no findings: ${stderr}`, { cause });
  }
}
