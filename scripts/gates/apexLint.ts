import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CodeAnalyzer, CodeAnalyzerConfig } from '@salesforce/code-analyzer-core';
import type { CodeLocation } from '@salesforce/code-analyzer-core';
import { createEnginePlugin } from '@salesforce/code-analyzer-pmd-engine';
import { findJava, JAVA_OPTIONS, JavaMissing } from './apex/java.ts';
import type { GateFinding } from './GateFinding.ts';
import { nameInPackage } from './support/packageFiles.ts';

/** Rules of PMD's recommended ones that do not fit here, each with the reason. */
const SWITCHED_OFF: ReadonlyMap<string, string> = new Map([
  ['ApexDoc', 'a comment on every field and getter would repeat its name'],
  ['ApexUnitTestClassShouldHaveRunAs', 'what depends on the user is tested as one; the rest would gain nothing'],
  ['AvoidDebugStatements', 'the cause of an error goes to the debug log only, where no user reads it'],
  ['CognitiveComplexity', 'counts a class as a whole: one that has a door for each thing that panels do is no puzzle'],
  ['EagerlyLoadedDescribeSObjectResult', 'since API version 44 a describe loads its children when they are asked for'],
  ['ExcessivePublicCount', 'a view has a field for each thing that a panel shows'],
  ['CyclomaticComplexity', 'counts each answer of the server that gets words of its own'],
]);

/** Rules that production code keeps and tests need not. */
const NOT_IN_TESTS: ReadonlyMap<string, string> = new Map([
  ['AvoidHardcodingId', 'a test needs the id of a record that is nowhere'],
  ['OperationWithLimitsInLoop', 'a test calls the door once for each answer of the server'],
  ['AvoidNonRestrictiveQueries', 'a test sees its own records only'],
]);

/** Apex by PMD's recommended rules: security, sharing, governor limits, tests without asserts, ... Needs Java. */
export async function apexLint(forceApp: string): Promise<readonly GateFinding[]> {
  const java = findJava();
  if (java === null) throw new JavaMissing();
  const earlier = process.env.JDK_JAVA_OPTIONS;
  // The engine starts Java itself and takes no options for it.
  process.env.JDK_JAVA_OPTIONS = JAVA_OPTIONS.join(' ');
  try {
    const analyzer = new CodeAnalyzer(
      CodeAnalyzerConfig.fromObject({
        engines: { pmd: { java_command: java, rule_languages: ['apex'] }, cpd: { disable_engine: true } },
      }),
    );
    await analyzer.addEnginePlugin(createEnginePlugin());
    const folders = ['main/default/classes', 'main/default/triggers', 'tests/classes'].map((folder) =>
      path.join(forceApp, folder),
    );
    const workspace = await analyzer.createWorkspace(folders.filter((folder) => existsSync(folder)));
    const rules = await analyzer.selectRules(['pmd:Recommended'], { workspace });
    const results = await analyzer.run(rules, { workspace });
    return results.getViolations().flatMap((violation) => {
      const rule = violation.getRule().getName();
      const place = violation.getPrimaryLocation();
      const file = nameInPackage(forceApp, place.getFile() ?? forceApp);
      if (SWITCHED_OFF.has(rule) || (file.includes('/tests/') && NOT_IN_TESTS.has(rule))) return [];
      if (rule === 'ApexUnitTestClassShouldHaveAsserts' && assertsByHelper(place)) return [];
      return [
        { gate: 'apexLint', file, line: place.getStartLine() ?? null, message: `${rule}: ${violation.getMessage()}` },
      ];
    });
  } finally {
    if (earlier === undefined) delete process.env.JDK_JAVA_OPTIONS;
    else process.env.JDK_JAVA_OPTIONS = earlier;
  }
}

/** PMD looks for the Assert class; a test may also assert through a helper of its class (`assertRefused(...)`). */
function assertsByHelper(place: CodeLocation): boolean {
  const lines = readFileSync(place.getFile() ?? '', 'utf8').split('\n');
  const method = lines.slice((place.getStartLine() ?? 1) - 1, place.getEndLine());
  return method.some((line) => /\bassert[A-Z]\w*\(/.test(line));
}
