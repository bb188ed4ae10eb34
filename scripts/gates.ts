/**
 * Checks force-app as far as that is possible without an org: `npm run gates`, or `npm run gates -- schema apexLint`.
 * `--package FOLDER` names another force-app, `--json` prints the findings as JSON. Exit code 1: something was found.
 * Two gates need Java; where there is none, the last line counts them as skipped.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { JavaMissing } from './gates/apex/java.ts';
import type { Gate, GateFinding } from './gates/GateFinding.ts';

/** Loaded one by one: what a gate stands on is large, and one of them is often wanted alone. */
const GATES: Readonly<Record<string, () => Promise<Gate>>> = {
  schema: async () => (await import('./gates/schema.ts')).schema,
  roundTrip: async () => (await import('./gates/roundTrip.ts')).roundTrip,
  references: async () => (await import('./gates/references.ts')).references,
  formulas: async () => (await import('./gates/formulas.ts')).formulas,
  flows: async () => (await import('./gates/flows.ts')).flows,
  apexSyntax: async () => (await import('./gates/apexSyntax.ts')).apexSyntax,
  soqlFields: async () => (await import('./gates/soqlFields.ts')).soqlFields,
  apexSemantics: async () => (await import('./gates/apexSemantics.ts')).apexSemantics,
  apexLint: async () => (await import('./gates/apexLint.ts')).apexLint,
  lwcCompile: async () => (await import('./gates/lwcCompile.ts')).lwcCompile,
  lwcTemplates: async () => (await import('./gates/lwcTemplates.ts')).lwcTemplates,
  lwcTypes: async () => (await import('./gates/lwcTypes.ts')).lwcTypes,
  lwcLint: async () => (await import('./gates/lwcLint.ts')).lwcLint,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { package: { type: 'string' }, json: { type: 'boolean' } },
});
const forceApp = path.resolve(values.package ?? fileURLToPath(new URL('../force-app', import.meta.url)));
const unknown = positionals.filter((name) => !(name in GATES));
if (unknown.length > 0) {
  throw new Error(`No gate is called ${unknown.join(', ')}; there are ${Object.keys(GATES).join(', ')}.`);
}

const findings: GateFinding[] = [];
const outcomes = { passed: 0, failed: 0, skipped: 0 };
const print = (line: string) => {
  if (!values.json) console.log(line);
};
for (const name of positionals.length > 0 ? positionals : Object.keys(GATES)) {
  const start = performance.now();
  const found = await run(name);
  if (!Array.isArray(found)) {
    outcomes.skipped += 1;
    print(`${name}: skipped, ${found.skipped}`);
    continue;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  findings.push(...found);
  outcomes[found.length === 0 ? 'passed' : 'failed'] += 1;
  print(`${name}: ${found.length === 0 ? 'nothing' : found.length} found, ${seconds} s`);
  for (const { file, line, message } of found) print(`  ${file}${line === null ? '' : `:${line}`}  ${message}`);
}
const { passed, failed, skipped } = outcomes;
print(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
if (values.json) console.log(JSON.stringify(findings));
process.exitCode = failed === 0 ? 0 : 1;

/** A gate that fails by itself has not passed; one that lacks Java is skipped. The others still have their say. */
async function run(name: string): Promise<GateFinding[] | { readonly skipped: string }> {
  try {
    const gate = await GATES[name]?.();
    return [...((await gate?.(forceApp)) ?? [])];
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof JavaMissing) return { skipped: message };
    return [{ gate: name, file: 'force-app', line: null, message: `this gate can't run: ${message}` }];
  }
}
