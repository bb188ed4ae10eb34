/** What several routes take and answer. */
import { z } from 'zod';
import type { ResponseDescription } from '../Route.ts';

export const nothing = z.strictObject({});

/** An id as a person has it: in any form, or inside a URL. What it means is for the flow to say. */
export const idInPath = z.strictObject({ id: z.string().min(1).max(1_000) });

export const fingerprintInPath = z.strictObject({ fingerprint: z.string().min(1).max(255) });

/** How many of a list, the newest or worst first. */
export function limit(standard: number, most: number) {
  return z.coerce.number().int().min(1).max(most).default(standard);
}

/** A JSON answer. */
export function json(schema: z.ZodType, description: string): ResponseDescription {
  return { description, contentType: 'application/json', schema };
}
