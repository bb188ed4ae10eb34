/** What a person chooses by before he repairs: who else it could be, and both sides next to each other. */
import { z } from 'zod';
import {
  COMPARISON_CHOICES,
  type ComparedSide,
  type Comparison,
  type OrganizationCandidate,
} from '../../flows/Flows.ts';
import { moment, named, salesforceId, status, zendeskId } from './parts.ts';
import { historyEntry, verdictLine } from './schemas.ts';

export const organizationList = named(
  'OrganizationList',
  z.strictObject({
    organizations: z.array(
      z.strictObject({
        organizationId: zendeskId,
        name: z.string().nullable(),
        key: z.string().nullable().describe('The text in its key field'),
        domainNames: z.array(z.string()),
        accountId: salesforceId.nullable().describe('That it is tied to now, as last audited'),
        status: status.nullable(),
      }),
    ) satisfies z.ZodType<OrganizationCandidate[]>,
  }),
);

const comparedSide = named(
  'ComparedSide',
  z.strictObject({
    kind: z.enum(['account', 'organization']),
    id: z.string(),
    name: z.string().nullable(),
    claim: z.string().nullable().describe('What it says of the other side: its key, or the account’s field'),
    domainNames: z.array(z.string()),
    sharedTickets: z.boolean().nullable(),
    ownerId: salesforceId.nullable(),
    modifiedAt: moment,
    members: z.int().nonnegative().nullable(),
    openTickets: z.int().nonnegative().nullable(),
    closedTickets: z.int().nonnegative().nullable(),
    verdict: verdictLine.nullable(),
    history: z.array(historyEntry).describe('Newest first, a few'),
  }),
) satisfies z.ZodType<ComparedSide>;

export const comparison = named(
  'Comparison',
  z.strictObject({
    question: z.enum(['two_accounts', 'two_organizations', 'relink']),
    fingerprint: z.string().nullable(),
    shared: z
      .strictObject({ kind: z.enum(['account', 'organization']), id: z.string(), name: z.string().nullable() })
      .describe('What both sides claim'),
    left: comparedSide.nullable(),
    right: comparedSide,
    choices: z.array(z.enum(COMPARISON_CHOICES)),
    mergeAdvice: z
      .string()
      .nullable()
      .describe('What to merge where, if they are one customer; Linkproof never merges'),
  }),
) satisfies z.ZodType<Comparison>;
