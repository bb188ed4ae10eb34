import { checkPackage } from '../../server/metadata/check/checkPackage.ts';
import { readPackage } from '../../server/metadata/check/readPackage.ts';
import type { Gate } from './GateFinding.ts';

/** Names that point nowhere and what Salesforce would refuse: docs/adr/0026-references-checker.md. */
export const references: Gate = async (forceApp) =>
  checkPackage(readPackage(forceApp)).map(({ file, line, message }) => ({
    gate: 'references',
    file: `force-app/${file}`,
    line,
    message,
  }));
