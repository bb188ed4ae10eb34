import { isAbout } from './support/Fault.ts';
import { metadataFaults } from './support/metadataFaults.ts';
import { PlantedPackage } from './support/PlantedPackage.ts';
import { runGates } from './support/runGates.ts';
import type { GateFinding } from '../../scripts/gates/GateFinding.ts';

describe('The gates for metadata', () => {
  let planted: PlantedPackage;
  let findings: GateFinding[];

  beforeAll(() => {
    planted = new PlantedPackage();
    for (const fault of metadataFaults) fault.plant(planted);
    findings = runGates(planted.forceApp, ['schema', 'roundTrip', 'formulas', 'flows']);
  });

  afterAll(() => planted.dispose());

  it.each(metadataFaults.map((fault) => [fault.gate, fault.name, fault] as const))(
    '%s finds %s',
    (_gate, _name, fault) => {
      expect(findings.filter((finding) => isAbout(finding, fault))).not.toEqual([]);
    },
  );

  it('find nothing else in the package', () => {
    expect(findings.filter((finding) => !metadataFaults.some((fault) => isAbout(finding, fault)))).toEqual([]);
  });
});
