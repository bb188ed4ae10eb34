import ts from 'typescript';

/**
 * A component's TypeScript as the JavaScript that Salesforce deploys: types are gone, decorators and class fields
 * stay as written, since the LWC compiler reads them. Does not check types (`npm run types` does).
 * @throws Error naming the file for text that is not TypeScript.
 */
export function stripTypes(source: string, fileName: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: false,
      useDefineForClassFields: true,
      verbatimModuleSyntax: true,
    },
  });
  const [problem] = diagnostics;
  if (problem) {
    throw new Error(`${fileName}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
  }
  return outputText;
}
