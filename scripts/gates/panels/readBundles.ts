import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripTypes } from '../../../server/workbench/bundle/stripTypes.ts';
import { packageFiles } from '../support/packageFiles.ts';

/** A component, as its sources stand in force-app. */
export interface LwcBundle {
  readonly name: string;
  /** What Salesforce gets of it, without the description. */
  readonly files: readonly LwcFile[];
}

export interface LwcFile {
  /** As deployed: `panel.js`, although `panel.ts` is what people write. */
  readonly name: string;
  readonly source: string;
  /** Absolute path of what people write, and its text. */
  readonly writtenIn: string;
  readonly written: string;
}

/** Every Lightning web component below `forceApp`, sorted by name. @throws Error for TypeScript that can't be parsed */
export function readBundles(forceApp: string): LwcBundle[] {
  const files = packageFiles(forceApp, /\.(html|css|ts|js)$/).filter((file) => /\/lwc\/[^/]+\/[^/]+$/.test(file));
  const names = [...new Set(files.map((file) => path.basename(path.dirname(file))))];
  return names.map((name) => ({
    name,
    files: files
      .filter((file) => path.basename(path.dirname(file)) === name)
      // `npm run build:lwc` leaves a .js beside each .ts; it may be older.
      .filter((file) => !file.endsWith('.js') || !files.includes(file.replace(/\.js$/, '.ts')))
      .map((file) => {
        const written = readFileSync(file, 'utf8');
        const isTypeScript = file.endsWith('.ts');
        return {
          name: path.basename(file).replace(/\.ts$/, '.js'),
          source: isTypeScript ? stripTypes(written, file) : written,
          writtenIn: file,
          written,
        };
      }),
  }));
}

/** The first line of what people write that holds this text; null where it is not to be found. */
export function lineOf(file: LwcFile, text: string): number | null {
  const index = file.written.indexOf(text);
  return index === -1 ? null : file.written.slice(0, index).split('\n').length;
}
