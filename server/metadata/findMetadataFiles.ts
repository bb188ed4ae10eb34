import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * All files below `folder` whose name ends in `suffix`, sorted, so that generated ids do not depend on the file system's order.
 * Apex and component tests that `.forceignore` keeps out of an org are left out too.
 */
export function findMetadataFiles(folder: string, suffix: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.split(path.sep).some((part) => part === '__tests__' || part === 'node_modules'))
    .sort();
}
