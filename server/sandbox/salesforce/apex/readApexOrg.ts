import type { ApexClassMetadata, PermissionSetMetadata } from '../../../metadata/metadataTypes.ts';
import { readForceApp } from '../../../metadata/readForceApp.ts';
import type { NamedCredential } from './readNamedCredentials.ts';
import { readNamedCredentials } from './readNamedCredentials.ts';

/** What an admin sets in Setup for a named credential, and force-app cannot carry. */
export interface NamedCredentialSettings {
  /** Base URL of the backend. */
  url: string;
  /** PKCS#8 PEM of the signing certificate's key. */
  privateKeyPem: string;
  /** Replaces the claim `iss` of force-app. */
  issuer?: string;
  /** Replaces the claim `aud` of force-app. */
  audience?: string;
}

/** What Apex finds in its org besides records. */
export interface ApexOrg {
  /** By class name. */
  classes: Map<string, ApexClassMetadata>;
  /** Custom labels by name. */
  labels: Map<string, string>;
  permissionSets: PermissionSetMetadata[];
  /** By developer name, as force-app declares them. */
  namedCredentials: Map<string, NamedCredential>;
  /** By developer name: where each leads here, and with which key its tokens are signed. */
  credentialSettings: Map<string, NamedCredentialSettings>;
  longestCalloutMs: number;
}

/** Apex ends any callout after this time. */
const LONGEST_CALLOUT_MS = 120_000;

/** Reads from force-app what the Apex stand-in takes from it. @throws MetadataError for a file it does not understand. */
export function readApexOrg(
  forceAppFolder: string,
  settings: { namedCredentials: Record<string, NamedCredentialSettings>; longestCalloutMs?: number },
): ApexOrg {
  const { apexClasses, labels, permissionSets } = readForceApp(forceAppFolder);
  return {
    classes: apexClasses,
    labels: new Map([...labels].map(([name, { value }]) => [name, value])),
    permissionSets,
    namedCredentials: readNamedCredentials(forceAppFolder),
    credentialSettings: new Map(Object.entries(settings.namedCredentials)),
    longestCalloutMs: settings.longestCalloutMs ?? LONGEST_CALLOUT_MS,
  };
}
