import type { GateFinding } from '../../../scripts/gates/GateFinding.ts';
import type { PlantedPackage } from './PlantedPackage.ts';

/** A fault, and what a gate must say of it. */
export interface Fault {
  readonly name: string;
  readonly gate: string;
  /** Where it must be found. */
  readonly file: string;
  readonly says: RegExp;
  plant(planted: PlantedPackage): void;
}

export function isAbout(finding: GateFinding, { gate, file, says }: Fault): boolean {
  return finding.gate === gate && finding.file === file && says.test(finding.message);
}
