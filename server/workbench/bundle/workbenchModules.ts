import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rollup';
import { orgModules } from './orgModules.ts';
import { stripTypes } from './stripTypes.ts';

/** Marks ids that are no files; rollup's convention keeps other plugins away from them. */
const VIRTUAL = '\0org:';

const require = createRequire(import.meta.url);

/** Packages that the page draws with: the module beside the one that Node would load by `require`. */
const PACKAGES: Readonly<Record<string, string>> = { 'chart.js': 'chart.js', '@kurkle/color': 'color.esm.js' };

const pageFolder = fileURLToPath(new URL('../page', import.meta.url));

/**
 * Finds what the LWC compiler does not know by itself: components in SFDX's flat folder (`c/...`) and in the page's
 * (`workbench/...`), always as TypeScript, so that a leftover build output is never mounted; and the org's own modules.
 */
export function workbenchModules(forceAppFolder: string): Plugin {
  const namespaces: Readonly<Record<string, string>> = {
    c: path.join(forceAppFolder, 'main/default/lwc'),
    workbench: pageFolder,
  };
  const orgModule = orgModules(forceAppFolder);
  const made = new Map<string, string>();

  return {
    name: 'workbench-modules',

    resolveId(moduleName) {
      const component = componentFile(namespaces, moduleName);
      if (component) return component;
      const packaged = Object.hasOwn(PACKAGES, moduleName) ? PACKAGES[moduleName] : undefined;
      if (packaged !== undefined) return path.join(path.dirname(require.resolve(moduleName)), packaged);
      const source = orgModule(moduleName);
      if (!source) return null;
      if ('file' in source) return source.file;
      made.set(VIRTUAL + moduleName, source.code);
      return VIRTUAL + moduleName;
    },

    load(id) {
      return made.get(id) ?? null;
    },

    transform(code, id) {
      return id.endsWith('.ts') ? { code: stripTypes(code, id), map: null } : null;
    },
  };
}

function componentFile(namespaces: Readonly<Record<string, string>>, moduleName: string): string | undefined {
  const [namespace = '', name, ...rest] = moduleName.split('/');
  const folder = Object.hasOwn(namespaces, namespace) ? namespaces[namespace] : undefined;
  if (folder === undefined || name === undefined || rest.length > 0) return undefined;
  const file = path.join(folder, name, `${name}.ts`);
  if (!existsSync(file)) throw new Error(`${moduleName} is imported, and ${file} does not exist`);
  return file;
}
