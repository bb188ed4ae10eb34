import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { blankApexComments } from '../../../server/metadata/apex/tokenizeApex.ts';
import type { GateFinding } from '../GateFinding.ts';
import { nameInPackage, packageFiles } from '../support/packageFiles.ts';

const FIELD = /@AuraEnabled\s+public\s+(?:final\s+)?(?:[\w<>,.]|,\s)+\s+(\w+)\s*(?=[{;=])/gi;

/** Compares the fields of Apex views with the interfaces of the same names, which panels read them by. */
export function compareViews(forceApp: string, declarations: readonly ts.SourceFile[]): GateFinding[] {
  const interfaces = new Map(declarations.flatMap(interfacesIn).map((found) => [found.name.text, found]));
  return packageFiles(forceApp, /\.cls$/).flatMap((file) => {
    const fields = [...blankApexComments(readFileSync(file, 'utf8')).matchAll(FIELD)].map(([, name]) => name ?? '');
    const declared = interfaces.get(path.basename(file, '.cls'));
    if (declared === undefined || fields.length === 0) return [];
    const members = declared.members.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
    const place = path.basename(declared.getSourceFile().fileName);
    const missing = [
      ...members.filter((name) => !fields.includes(name)).map((name) => `lacks ${name}, which ${place} declares`),
      ...fields.filter((name) => !members.includes(name)).map((name) => `has ${name}, which ${place} does not declare`),
    ];
    return missing.map((message) => ({
      gate: 'lwcTypes',
      file: nameInPackage(forceApp, file),
      line: null,
      message: `${declared.name.text} ${message}; panels read the one by the other, make them agree.`,
    }));
  });
}

function interfacesIn(source: ts.SourceFile): ts.InterfaceDeclaration[] {
  const blocks = source.statements.flatMap((statement) =>
    ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)
      ? [...statement.body.statements]
      : [statement],
  );
  return blocks.filter(ts.isInterfaceDeclaration);
}
