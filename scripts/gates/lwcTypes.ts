import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { GateFinding } from './GateFinding.ts';
import { compareViews } from './panels/compareViews.ts';
import { declarePackage } from './panels/declarePackage.ts';
import { nameInPackage, packageFiles } from './support/packageFiles.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const configFile = path.join(root, 'tsconfig.lwc.json');
const generated = path.join(root, 'config/lwc-types/generated.d.ts');

/**
 * Type checks the panels against declarations made afresh from the package's Apex, labels, permissions and fields: an
 * unknown method, label or field does not import, a wrong parameter does not compile.
 */
export async function lwcTypes(forceApp: string): Promise<readonly GateFinding[]> {
  const config = ts.getParsedCommandLineOfConfigFile(
    configFile,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
      },
    },
  );
  if (config === undefined) throw new Error(`${configFile} can't be read.`);
  const panels = packageFiles(forceApp, /\.ts$/).filter((file) => /\/lwc\/[^/]+\/[^/]+$/.test(file));
  const declarations = config.fileNames.filter((file) => file.endsWith('.d.ts') && file !== generated);
  const options: ts.CompilerOptions = {
    ...config.options,
    // The modules of this package, which may be a copy; a bundle's main module has its folder's name.
    paths: {
      ...Object.fromEntries(Object.entries(config.options.paths ?? {}).filter(([name]) => !name.startsWith('c/'))),
      ...Object.fromEntries(
        panels
          .filter((file) => path.basename(file, '.ts') === path.basename(path.dirname(file)))
          .map((file) => [`c/${path.basename(file, '.ts')}`, [file]]),
      ),
    },
    // Declarations are checked by `npm run types`; here they would cost more than the panels.
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const sourceOf = host.getSourceFile.bind(host);
  const declared = declarePackage(forceApp);
  host.getSourceFile = (file, target, ...rest) =>
    file === generated ? ts.createSourceFile(file, declared, target) : sourceOf(file, target, ...rest);
  const program = ts.createProgram([...panels, ...declarations, generated], options, host);
  const diagnostics = panels.flatMap((panel) => ts.getPreEmitDiagnostics(program, program.getSourceFile(panel)));
  const mistakes = [...new Set(diagnostics)].map(({ file, start, messageText }) => ({
    gate: 'lwcTypes',
    file: file === undefined ? 'tsconfig.lwc.json' : nameInPackage(forceApp, file.fileName),
    line: file === undefined || start === undefined ? null : file.getLineAndCharacterOfPosition(start).line + 1,
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
  }));
  const sources = declarations.flatMap((file) => program.getSourceFile(file) ?? []);
  return [...mistakes, ...compareViews(forceApp, sources)];
}
