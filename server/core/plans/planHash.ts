import { canonicalJson } from '../canonicalJson.ts';
import type { Digest, Json } from '../model.ts';
import type { Plan } from './Plan.ts';

/** What binds a plan: the digest of everything in it, every change and every fact included. */
export function hashOf(plan: Omit<Plan, 'hash'>, digest: Digest): string {
  // What is written into a file and read again has the same hash, in whatever order its keys come.
  return digest(canonicalJson(plan as unknown as Json));
}

/** Whether a plan is what it was when it was made: its hash fits it. */
export function isUntouched({ hash, ...plan }: Plan, digest: Digest): boolean {
  return hash === hashOf(plan, digest);
}
