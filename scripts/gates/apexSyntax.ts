import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import type { GateFinding } from './GateFinding.ts';
import { nameInPackage, packageFiles } from './support/packageFiles.ts';

interface SyntaxFault {
  readonly line: number | null;
  readonly message: string;
}

/**
 * Apex by Salesforce's own parser, which prettier-plugin-apex ships compiled for Linux on x64; elsewhere by the open
 * grammar, whose words for a fault are others.
 */
export async function apexSyntax(forceApp: string): Promise<readonly GateFinding[]> {
  const serializer = findSerializer();
  const faultsOf = serializer === null ? parseByGrammar : (file: string) => parseBySalesforce(serializer, file);
  return packageFiles(forceApp, /\.(cls|trigger)$/).flatMap((file) =>
    faultsOf(file).map((fault) => ({ gate: 'apexSyntax', file: nameInPackage(forceApp, file), ...fault })),
  );
}

function findSerializer(): string | null {
  const name = `apex-ast-serializer-${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const plugin = createRequire(require.resolve('prettier-plugin-apex'));
    return path.join(path.dirname(plugin.resolve(`@prettier-apex/${name}/package.json`)), name);
  } catch {
    return null;
  }
}

function parseBySalesforce(serializer: string, file: string): SyntaxFault[] {
  interface ParserOutput {
    readonly parseErrors: readonly { readonly message: string; readonly error?: { readonly error?: Located } }[];
  }
  interface Located {
    readonly loc?: { readonly line: number };
  }
  const { stdout, stderr, status } = spawnSync(serializer, [], {
    input: readFileSync(file),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) return [{ line: null, message: `Salesforce's parser gave up: ${stderr.trim()}` }];
  const output = JSON.parse(stdout)['apex.jorje.semantic.compiler.parser.ParserOutput'] as ParserOutput;
  return output.parseErrors.map(({ message, error }) => ({ line: error?.error?.loc?.line ?? null, message }));
}

function parseByGrammar(file: string): SyntaxFault[] {
  const faults: SyntaxFault[] = [];
  class Listener extends ApexErrorListener {
    override apexSyntaxError(line: number, _column: number, message: string): void {
      faults.push({ line, message });
    }
  }
  const { parser } = ApexParserFactory.createLexerAndParser(readFileSync(file, 'utf8'), new Listener());
  if (file.endsWith('.trigger')) parser.triggerUnit();
  else parser.compilationUnit();
  return faults;
}
