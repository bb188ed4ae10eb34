import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import type { GateFinding } from './GateFinding.ts';
import { nameInPackage } from './support/packageFiles.ts';

const configFile = fileURLToPath(new URL('../../config/lwcLint.mjs', import.meta.url));

/** The panels by Salesforce's ESLint rules: scripts by those for components, templates and styles by the design system's. */
export async function lwcLint(forceApp: string): Promise<readonly GateFinding[]> {
  const cwd = path.dirname(path.resolve(forceApp));
  const eslint = new ESLint({ cwd, overrideConfigFile: configFile });
  const results = await eslint.lintFiles([`${path.basename(forceApp)}/**/lwc/**/*.{ts,html,css}`]);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => ({
      gate: 'lwcLint',
      file: nameInPackage(forceApp, filePath),
      line,
      message: ruleId === null ? message : `${ruleId}: ${message}`,
    })),
  );
}
