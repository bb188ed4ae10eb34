import { isAbout } from './support/Fault.ts';
import { panelFaults } from './support/panelFaults.ts';
import { PlantedPackage } from './support/PlantedPackage.ts';
import { runGates } from './support/runGates.ts';
import type { GateFinding } from '../../scripts/gates/GateFinding.ts';

describe('The gates for panels', () => {
  let planted: PlantedPackage;
  let findings: GateFinding[];

  beforeAll(() => {
    planted = new PlantedPackage();
    for (const fault of panelFaults) fault.plant(planted);
    findings = runGates(planted.forceApp, ['lwcCompile', 'lwcTemplates', 'lwcTypes', 'lwcLint']);
  });

  afterAll(() => planted.dispose());

  it.each(panelFaults.map((fault) => [fault.gate, fault.name, fault] as const))(
    '%s finds %s',
    (_gate, _name, fault) => {
      expect(findings.filter((finding) => isAbout(finding, fault))).not.toEqual([]);
    },
  );

  it('find nothing in what nobody planted', () => {
    // The panels that are planted may offend more than one gate.
    const elsewhere = findings.filter(({ file }) => !file.includes('/lwc/planted'));
    expect(elsewhere.filter((finding) => !panelFaults.some((fault) => isAbout(finding, fault)))).toEqual([]);
  });
});
