import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runJava } from './apex/java.ts';
import type { GateFinding } from './GateFinding.ts';
import { nameInPackage } from './support/packageFiles.ts';

interface CheckedFiles {
  readonly files: readonly {
    readonly path: string;
    readonly messages: readonly {
      readonly start: { readonly line: number };
      readonly category: string;
      readonly message: string;
    }[];
  }[];
}

/**
 * Compiles the Apex, but for running it: types, methods, arguments, fields in code, against the platform's types and the
 * package's objects (apex-ls). Needs Java. @throws JavaMissing
 */
export async function apexSemantics(forceApp: string): Promise<readonly GateFinding[]> {
  // A folder of its own: apex-ls looks at everything below a project, node_modules too.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linkproof-apex-'));
  try {
    const copy = path.join(folder, 'force-app');
    cpSync(forceApp, copy, { recursive: true, filter: (source) => !/\/(lwc|node_modules)$/.test(source) });
    const project = { packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' };
    writeFileSync(path.join(folder, 'sfdx-project.json'), JSON.stringify(project));
    const options = ['--nocache', '--workspace', folder, '--format', 'json', '--detail', 'warnings'];
    const report = await runJava('io.github.apexdevtools.apexls.CheckForIssues', options);
    return (JSON.parse(report) as CheckedFiles).files.flatMap((file) =>
      file.messages.map(({ start, category, message }) => ({
        gate: 'apexSemantics',
        file: nameInPackage(copy, file.path),
        line: start.line,
        message: `${category}: ${message}`,
      })),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
