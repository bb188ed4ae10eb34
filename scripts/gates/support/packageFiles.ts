import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Files that are never deployed (.forceignore): sources and tests that stand beside what is. */
const besideTheDeployed = /(^|\/)(__tests__|__mocks__|jest-mocks)\//;

/** Every file below `forceApp`, sorted, whose name matches: absolute paths. Tests of panels are left out. */
export function packageFiles(forceApp: string, name: RegExp): string[] {
  return readdirSync(forceApp, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !besideTheDeployed.test(nameInPackage(forceApp, file)))
    .sort();
}

/** `force-app/main/default/classes/A.cls`: how findings name a file. */
export function nameInPackage(forceApp: string, file: string): string {
  return path
    .relative(path.dirname(path.resolve(forceApp)), path.resolve(file))
    .split(path.sep)
    .join('/');
}
