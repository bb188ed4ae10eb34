import { readFileSync } from 'node:fs';
import { findMetadataFiles } from '../findMetadataFiles.ts';
import { parseApexClass } from './parseApexClass.ts';
import type { ApexClassMetadata } from '../metadataTypes.ts';

/** Apex classes below `folder` by name, test classes included. */
export function readApexClasses(folder: string): Map<string, ApexClassMetadata> {
  const classes = findMetadataFiles(folder, '.cls').flatMap((file) => {
    const parsed = parseApexClass(readFileSync(file, 'utf8'), file);
    return parsed ? [parsed] : [];
  });
  return new Map(classes.map((apexClass) => [apexClass.name, apexClass]));
}
