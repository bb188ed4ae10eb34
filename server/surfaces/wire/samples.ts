/** The sample, as the HTTP API takes and sends it. */
import { z } from 'zod';
import { SAMPLE_ANSWERS, type SampledLink } from '../../core/samples/SampledLink.ts';
import type { DrawnSample, RepliedSample, SampleList } from '../../flows/Flows.ts';
import { moment, named, salesforceId, zendeskId } from './parts.ts';
import { by } from './schemas.ts';

export const sampledLink = named(
  'SampledLink',
  z.strictObject({
    accountId: salesforceId,
    organizationId: zendeskId.describe('The one that was verified when the link was drawn'),
    drawnAt: moment,
    drawnBy: z.string(),
    answer: z
      .strictObject({ answer: z.enum(SAMPLE_ANSWERS), note: z.string(), by: z.string(), at: moment })
      .nullable()
      .describe('Null: nobody has looked yet'),
  }),
) satisfies z.ZodType<SampledLink>;

const notShown = z.string().nullable().describe('Why Salesforce does not show it yet; null: it does');

export const drawnSample = named(
  'DrawnSample',
  z.strictObject({ drawn: z.array(sampledLink), notShown }),
) satisfies z.ZodType<DrawnSample>;

export const repliedSample = named(
  'RepliedSample',
  z.strictObject({ sampled: sampledLink, notShown }),
) satisfies z.ZodType<RepliedSample>;

export const sampleList = named(
  'SampleList',
  z.strictObject({
    samples: z.array(sampledLink),
    figures: z
      .strictObject({
        drawn: z.int().nonnegative(),
        right: z.int().nonnegative(),
        wrong: z.int().nonnegative(),
        unsure: z.int().nonnegative(),
        falseGreenRate: z.number().min(0).max(1).nullable().describe('wrong / (right + wrong)'),
      })
      .describe('Of all that were ever drawn'),
  }),
) satisfies z.ZodType<SampleList>;

export const sampleRequest = named('SampleRequest', z.strictObject({ size: z.int().min(1).max(200), by }));

export const sampleReply = named(
  'SampleReply',
  z.strictObject({ answer: z.enum(SAMPLE_ANSWERS), note: z.string().max(255).default(''), by }),
);
