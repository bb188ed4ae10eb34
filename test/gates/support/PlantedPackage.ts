import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A copy of force-app to plant faults in. Below the project, because panels find their types by going up. */
export class PlantedPackage {
  readonly forceApp: string;
  private readonly folder: string;

  constructor() {
    mkdirSync(path.join(root, '.linkproof'), { recursive: true });
    this.folder = mkdtempSync(path.join(root, '.linkproof', 'planted-'));
    this.forceApp = path.join(this.folder, 'force-app');
    cpSync(path.join(root, 'force-app'), this.forceApp, {
      recursive: true,
      filter: (source) => !/\/__tests__$|\/lwc\/.*\.js$/.test(source),
    });
  }

  /** `file`: as findings name it. */
  add(file: string, text: string): void {
    const place = path.join(this.folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }

  /** @throws Error when the file does not hold `found` exactly once: the fault would not be where the test thinks it is */
  replace(file: string, found: string, by: string): void {
    const place = path.join(this.folder, file);
    const parts = readFileSync(place, 'utf8').split(found);
    if (parts.length !== 2) throw new Error(`${file} holds "${found}" ${parts.length - 1} times, expected once.`);
    writeFileSync(place, parts.join(by));
  }

  remove(file: string): void {
    rmSync(path.join(this.folder, file));
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true });
  }
}
