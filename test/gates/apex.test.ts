import { findJava } from '../../scripts/gates/apex/java.ts';
import { apexSyntaxFaults, lintFaults, semanticFaults, soqlFaults } from './support/apexFaults.ts';
import { isAbout } from './support/Fault.ts';
import { PlantedPackage } from './support/PlantedPackage.ts';
import { runGates } from './support/runGates.ts';
import type { GateFinding } from '../../scripts/gates/GateFinding.ts';
import type { Fault } from './support/Fault.ts';

const withJava = findJava() === null ? it.skip : it;
const anyone = [...apexSyntaxFaults, ...soqlFaults];
const ofJava = [...semanticFaults, ...lintFaults];
const rows = (faults: readonly Fault[]) => faults.map((fault) => [fault.gate, fault.name, fault] as const);

describe('The gates for Apex', () => {
  let planted: PlantedPackage;
  let findings: GateFinding[];

  beforeAll(() => {
    planted = new PlantedPackage();
    for (const fault of [...anyone, ...ofJava]) fault.plant(planted);
    const gates = ['apexSyntax', 'soqlFields', ...(findJava() === null ? [] : ['apexSemantics', 'apexLint'])];
    findings = runGates(planted.forceApp, gates);
  });

  afterAll(() => planted.dispose());

  const isFound = (_gate: string, _name: string, fault: Fault) =>
    expect(findings.filter((finding) => isAbout(finding, fault))).not.toEqual([]);

  it.each(rows(anyone))('%s finds %s', isFound);

  withJava.each(rows(ofJava))('%s finds %s', isFound);

  it('find nothing in what nobody planted', () => {
    const files = new Set([...anyone, ...ofJava].map(({ file }) => file));
    expect(findings.filter(({ file }) => !files.has(file))).toEqual([]);
  });
});
