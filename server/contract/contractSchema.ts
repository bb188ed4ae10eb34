import { z } from 'zod';
import { catalogueEntry, CODES, type Code } from '../core/catalogue.ts';
import {
  FEATURE_DECLARATIONS,
  HIERARCHY_POLICIES,
  NORMALISERS,
  RUNG_NAMES,
  type FeatureDeclaration,
} from '../core/contract.ts';

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `Expected one of: ${values.join(', ')}.` });

const fieldName = z.string({ error: 'Expected the API name of a Salesforce field.' }).regex(/^[A-Za-z][A-Za-z0-9_]*$/, {
  error: 'Expected the API name of a Salesforce field, such as Type or My_Key__c.',
});

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const condition = z.union(
  [
    z.strictObject({ field: fieldName, startsWith: z.string().min(1) }),
    z.strictObject({ field: fieldName, equals: value }),
    z.strictObject({ field: fieldName, in: z.array(value).min(1) }),
  ],
  { error: 'Expected {field, startsWith}, {field, equals} or {field, in}.' },
);

const rung = z
  .strictObject({ name: oneOf(RUNG_NAMES), accountField: fieldName.optional() })
  .refine(({ name, accountField }) => (name === 'external_id') === (accountField === undefined), {
    error: 'Expected accountField on stored_id and native_app, and none on external_id.',
  });

const share = z.number({ error: 'Expected a share between 0 and 1.' }).min(0).max(1);
const organizationField = z.string().regex(/^[A-Za-z0-9_]+$/, { error: 'Expected the key of an organization field.' });
const cron = z
  .string()
  .regex(/^\s*(\S+\s+){4}\S+\s*$/, { error: 'Expected a cron expression of five fields, or null.' })
  .nullable();

const declaration = oneOf(FEATURE_DECLARATIONS).default('detect' satisfies FeatureDeclaration);

/** Told in any zone, kept in UTC: the core has no clock, and compares moments as text. */
const moment = z.iso
  .datetime({ offset: true, error: 'Expected a moment with its zone, such as 2026-12-20T00:00:00Z.' })
  .transform((text) => new Date(text).toISOString());
const accountId = z.string().regex(/^001[0-9A-Za-z]{15}$/, { error: 'Expected the 18-character id of an account.' });
const OPT_IN_CODES = CODES.filter(
  (code) => catalogueEntry(code).ceiling === 'opt_in' || code === 'external_id_noncanonical',
);
const optInCode = z.enum(OPT_IN_CODES as [Code, ...Code[]], {
  error: `Expected a code that may ever run by itself: ${OPT_IN_CODES.join(', ')}.`,
});

/** The YAML as people write it. Every field is strict: a misspelt one must not pass as its default. */
export const contractSchema = z.strictObject({
  version: z.literal(1, { error: 'Expected 1: the only version of the contract format.' }),
  instance: z
    .strictObject({
      salesforceOrgId: z
        .string()
        .regex(/^00D[0-9A-Za-z]{15}$/, { error: 'Expected the 18-character id of a Salesforce org, or null.' })
        .nullable()
        .default(null),
      zendeskSubdomain: z.string().min(1).nullable().default(null),
    })
    .default({ salesforceOrgId: null, zendeskSubdomain: null }),
  scope: z.strictObject({
    accounts: z.array(condition),
    personAccounts: z.boolean().default(false),
    excludedOrganizations: z
      .strictObject({
        // YAML reads bare digits as a number, which loses the last ones of a long id: only text is taken.
        ids: z
          .array(
            z
              .string({ error: 'Expected the id in quotes.' })
              .regex(/^[1-9][0-9]*$/, { error: 'Expected a Zendesk id.' }),
          )
          .default([]),
        tags: z.array(z.string().min(1)).default([]),
      })
      .default({ ids: [], tags: [] }),
  }),
  key: z
    .strictObject({
      account: fieldName,
      organization: z.string().regex(/^(external_id|organization_fields\.[A-Za-z0-9_]+)$/, {
        error: 'Expected external_id or organization_fields.<name>.',
      }),
      kind: oneOf(['salesforce_id', 'opaque']),
      normalise: z.array(oneOf(NORMALISERS)).default(['trim']),
    })
    .refine(({ account, kind }) => kind === 'opaque' || account === 'Id', {
      error: 'Expected account: Id with kind: salesforce_id; another field needs kind: opaque.',
      path: ['account'],
    }),
  rungs: z
    .array(rung)
    .min(1)
    .refine((rungs) => new Set(rungs.map(({ name }) => name)).size === rungs.length, {
      error: 'Expected every rung once.',
    })
    .refine((rungs) => ['stored_id', 'external_id'].every((needed) => rungs.some(({ name }) => name === needed)), {
      error: 'Expected both linking rungs, stored_id and external_id: green needs two independent confirmations.',
    }),
  hierarchy: oneOf(HIERARCHY_POLICIES).default('own'),
  features: z
    .strictObject({
      person_accounts: declaration,
      account_contact_relations: declaration,
      native_app: declaration,
      multiple_organizations: declaration,
    })
    .default({
      person_accounts: 'detect',
      account_contact_relations: 'detect',
      native_app: 'detect',
      multiple_organizations: 'detect',
    }),
  thresholds: z
    .strictObject({
      staleAfterHours: z.number().int().positive().default(36),
      // Changes are not followed to the carriers of names and domains that more than 50 others carry.
      evidenceMatchesAtMost: z.number().int().nonnegative().max(50).default(5),
      settleSeconds: z.number().int().nonnegative().default(60),
      massChangeShare: share.default(0.02),
      massChangeAtLeast: z.number().int().nonnegative().default(50),
      shrinkShareAtMost: share.default(0.2),
    })
    .prefault({}),
  ownDomains: z
    .union([z.literal('detect'), z.array(z.string().min(1))], {
      error: 'Expected detect, or a list of domains such as [acme.com].',
    })
    .default('detect'),
  mirroredFields: z.array(z.strictObject({ account: fieldName, organization: organizationField })).default([]),
  budget: z
    .strictObject({ zendeskShareOfMinute: share.default(0.5), salesforceShareOfDay: share.default(0.75) })
    .prefault({}),
  schedule: z
    .strictObject({
      incremental: cron.default(null),
      full: cron.default(null),
      timeZone: z
        .string()
        .refine(isTimeZone, { error: 'Expected an IANA time zone, such as Europe/Berlin or UTC.' })
        .default('UTC'),
    })
    .prefault({}),
  repair: z
    .strictObject({
      expiresAfterHours: z.number().int().positive().max(168).default(24),
      caps: z
        .strictObject({
          keys: z.number().int().nonnegative().default(2_000),
          memberships: z.number().int().nonnegative().default(500),
          tickets: z.number().int().nonnegative().default(1_000),
        })
        .prefault({}),
      freeze: z.array(z.strictObject({ from: moment, to: moment, why: z.string().min(1) })).default([]),
      optOut: z
        .strictObject({ accountIds: z.array(accountId).default([]), field: fieldName.nullable().default(null) })
        .prefault({}),
      soleWriter: z.boolean().default(false),
      automation: z
        .strictObject({
          codes: z.array(optInCode).default([]),
          changesARun: z.number().int().nonnegative().max(25).default(25),
          changesAnAccount: z.number().int().nonnegative().max(3).default(3),
        })
        .prefault({}),
    })
    .prefault({}),
  exceptions: z.strictObject({ purgeResolvedAfterDays: z.number().int().min(1).max(3_650).default(180) }).prefault({}),
  notices: z
    .strictObject({
      contradictedEvents: z.boolean().default(true),
      criticalExceptions: z.boolean().default(false),
      weeklyDigest: cron.default(null),
    })
    .prefault({}),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

export type ContractText = z.infer<typeof contractSchema>;
