import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readForceApp } from '../../metadata/readForceApp.ts';

/** Where the code of an imported module comes from: a file, or text made here. */
export type ModuleSource = { readonly file: string } | { readonly code: string };

const platformFolder = fileURLToPath(new URL('../platform', import.meta.url));
const apexModule = path.join(platformFolder, 'apex.ts');
// The package names its public components only.
const primitiveIconModule = path.join(
  path.dirname(createRequire(import.meta.url).resolve('lightning-base-components/package.json')),
  'src/lightning/primitiveIcon/primitiveIcon.js',
);
const sessionModule = path.join(platformFolder, 'session.ts');

/**
 * The modules that an org makes for its components, made from force-app. What force-app does not have is refused, as a
 * deployment would: an Apex method, a label, a custom permission.
 */
export function orgModules(forceAppFolder: string): (moduleName: string) => ModuleSource | undefined {
  const { apexClasses, labels, customPermissions } = readForceApp(forceAppFolder);

  const makers: Readonly<Record<string, (name: string) => string>> = {
    '@salesforce/apex/': (name) => {
      const [className = '', methodName = ''] = name.split('.');
      const method = apexClasses.get(className)?.methods.find((candidate) => candidate.name === methodName);
      if (!method?.auraEnabled) throw new Error(`force-app has no @AuraEnabled method ${name}`);
      return `import { apexMethod } from ${JSON.stringify(apexModule)};
export default apexMethod(${JSON.stringify(className)}, ${JSON.stringify(methodName)});`;
    },
    '@salesforce/label/c.': (name) => {
      const label = labels.get(name);
      if (!label) throw new Error(`force-app has no custom label ${name}`);
      return `export default ${JSON.stringify(label.value)};`;
    },
    '@salesforce/customPermission/': (name) => {
      if (!customPermissions.some((permission) => permission.name === name)) {
        throw new Error(`force-app has no custom permission ${name}`);
      }
      return `import { holdsPermission } from ${JSON.stringify(sessionModule)};
export default holdsPermission(${JSON.stringify(name)});`;
    },
  };

  return (moduleName) => {
    if (moduleName === '@salesforce/apex') return { file: apexModule };
    if (moduleName === '@salesforce/user/Id') {
      return { code: `import { session } from ${JSON.stringify(sessionModule)};\nexport default session().user.id;` };
    }
    if (moduleName === 'lightning/navigation') return { file: path.join(platformFolder, 'navigation.ts') };
    if (moduleName === 'lightning/refresh') return { file: path.join(platformFolder, 'refresh.ts') };
    // Base components would show the times of Los Angeles to everybody.
    if (moduleName === '@salesforce/i18n/timeZone') {
      return { code: 'export default Intl.DateTimeFormat().resolvedOptions().timeZone;' };
    }
    // See platform/icons.ts: drawn from sprites, so that these templates need not be compiled.
    if (moduleName === 'lightning/primitiveIcon') return { file: primitiveIconModule };
    if (moduleName.startsWith('lightning/iconSvgTemplates')) return { code: 'export default {};' };
    const prefix = Object.keys(makers).find((candidate) => moduleName.startsWith(candidate));
    const make = prefix === undefined ? undefined : makers[prefix];
    return make && prefix !== undefined ? { code: make(moduleName.slice(prefix.length)) } : undefined;
  };
}
