import { fileURLToPath } from 'node:url';
import lwc from '@lwc/rollup-plugin';
import replace from '@rollup/plugin-replace';
import { rollup } from 'rollup';
import type { RollupLog } from 'rollup';
import { workbenchModules } from './workbenchModules.ts';

const projectFolder = fileURLToPath(new URL('../../..', import.meta.url));
const mainFile = fileURLToPath(new URL('../page/main.ts', import.meta.url));

/**
 * Compiles the page, the panels of force-app and those base components that they use into `outputFolder`; `main.js` is
 * the entry. `onModule` is told the number of modules compiled so far.
 * @throws what the compilers throw, with file and line; a warning of ours is an error, one of a package is not.
 */
export async function buildBundle(
  forceAppFolder: string,
  outputFolder: string,
  onModule: (count: number) => void,
): Promise<void> {
  let modules = 0;
  const bundle = await rollup({
    input: mainFile,
    onwarn: refuseOwnWarnings,
    plugins: [
      { name: 'count', moduleParsed: () => onModule(++modules) },
      workbenchModules(forceAppFolder),
      replace({
        preventAssignment: true,
        values: {
          'process.env.NODE_ENV': JSON.stringify('production'),
          'process.env.IS_BROWSER': 'true',
          'process.env.SKIP_LWC_VERSION_MISMATCH_CHECK': 'true',
          'import.meta.env.SSR': 'false',
        },
      }),
      lwc({
        rootDir: projectFolder,
        modules: [{ npm: 'lightning-base-components' }],
        // Plain JavaScript as shipped; compiling the engine by itself would take as long as everything else.
        exclude: ['**/node_modules/@lwc/**', '**/node_modules/chart.js/**', '**/node_modules/@kurkle/**'],
        // Base components with form internals throw under synthetic shadow without it.
        enableSyntheticElementInternals: true,
      }),
    ],
  });
  try {
    await bundle.write({
      dir: outputFolder,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
    });
  } finally {
    await bundle.close();
  }
}

function refuseOwnWarnings(warning: RollupLog): void {
  const where = warning.id ?? warning.loc?.file ?? '';
  if (!where.includes('node_modules')) throw new Error(`${where} ${warning.message}`, { cause: warning });
}
