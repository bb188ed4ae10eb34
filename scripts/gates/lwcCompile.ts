import { transformSync } from '@lwc/compiler';
import type { GateFinding } from './GateFinding.ts';
import { lineOf, readBundles } from './panels/readBundles.ts';
import { nameInPackage } from './support/packageFiles.ts';

interface CompilerProblem extends Error {
  readonly location?: { readonly line: number };
}

/** Every template, style and script of the panels through the compiler that Salesforce deploys them with. */
export async function lwcCompile(forceApp: string): Promise<readonly GateFinding[]> {
  const findings: GateFinding[] = [];
  for (const { name, files } of readBundles(forceApp)) {
    for (const file of files) {
      const report = (line: number | null, message: string) =>
        findings.push({ gate: 'lwcCompile', file: nameInPackage(forceApp, file.writtenIn), line, message });
      try {
        const { warnings = [] } = transformSync(file.source, file.name, { name, namespace: 'c', scopedStyles: false });
        for (const { message, location } of warnings) report(location?.line ?? null, message);
      } catch (error) {
        const { message, location } = error as CompilerProblem;
        // Of a script, the line is one of what is left without its types; the text of that line leads back.
        const line = file.source.split('\n')[(location?.line ?? 1) - 1]?.trim() ?? '';
        report(file.source === file.written ? (location?.line ?? null) : lineOf(file, line), message);
      }
    }
  }
  return findings;
}
