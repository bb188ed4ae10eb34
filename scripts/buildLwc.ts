/**
 * Writes the .js that Salesforce deploys beside each .ts of the panels, and removes a .js whose .ts is gone: git
 * ignores these files, so a leftover would be deployed unseen. Also declares for TypeScript what the panels import from
 * the package. Runs from `npm install` too, with no dev dependency.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripTypes } from '../server/workbench/bundle/stripTypes.ts';
import { declarePackage } from './gates/panels/declarePackage.ts';

const forceApp = fileURLToPath(new URL('../force-app', import.meta.url));
const lwcFolder = path.join(forceApp, 'main/default/lwc');

const files = readdirSync(lwcFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => !file.split(path.sep).includes('__tests__'))
  .map((file) => path.join(lwcFolder, file));
const sources = files.filter((file) => file.endsWith('.ts'));
const outputs = new Set(sources.map((source) => source.replace(/\.ts$/, '.js')));

for (const file of files) {
  if (file.endsWith('.js') && !outputs.has(file)) rmSync(file);
}
for (const source of sources) {
  writeFileSync(source.replace(/\.ts$/, '.js'), stripTypes(readFileSync(source, 'utf8'), source));
}
writeFileSync(new URL('../config/lwc-types/generated.d.ts', import.meta.url), declarePackage(forceApp));
console.log(
  `LWC: ${sources.length} TypeScript files of ${path.relative(process.cwd(), lwcFolder)} are ready to deploy.`,
);
