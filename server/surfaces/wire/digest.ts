/** The digest of account owners, as the HTTP API sends it. */
import { z } from 'zod';
import type { Digest } from '../../flows/Flows.ts';
import { moment, named, salesforceId } from './parts.ts';

export const digest = named(
  'Digest',
  z.strictObject({
    at: moment,
    lines: z.array(
      z.strictObject({
        ownerId: salesforceId.describe('An active Salesforce user; who has nothing to be told is left out'),
        accounts: z.int().nonnegative().describe('Those of his that are in scope'),
        untrusted: z.int().nonnegative(),
        newlyUntrusted: z.int().nonnegative().describe('Those of them that turned so within the week'),
        title: z.string(),
        body: z.string(),
        delivery: z
          .enum(['not_sent', 'sent', 'sent_before', 'failed'])
          .describe('sent_before: earlier on the same day (UTC)'),
      }),
    ),
    problem: z.string().nullable().describe('Why the first that was not sent was not'),
  }),
) satisfies z.ZodType<Digest>;
