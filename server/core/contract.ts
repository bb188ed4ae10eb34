/**
 * The contract as the core sees it: plain data, already validated. `server/contract` reads it from YAML and
 * answers for its errors; here it is only judged by.
 */
export interface Contract {
  /** Fingerprint of the contract's text; written into every run so that a verdict can be replayed. */
  readonly version: string;
  readonly instance: PinnedInstance;
  readonly scope: Scope;
  readonly key: KeyRule;
  /** The resolution order: the rungs to read, in the order they are explained. */
  readonly rungs: readonly RungRule[];
  readonly hierarchy: HierarchyPolicy;
  readonly features: Readonly<Record<Feature, FeatureDeclaration>>;
  readonly thresholds: Thresholds;
  /** Our own company's registrable domains; `detect`: those of Zendesk's administrators. */
  readonly ownDomains: 'detect' | readonly string[];
  /** Account fields that an integration copies into organization fields. */
  readonly mirroredFields: readonly MirroredField[];
  readonly budget: ApiBudget;
  readonly schedule: Schedule;
  readonly repair: RepairPolicy;
  readonly exceptions: ExceptionPolicy;
  readonly notices: NoticePolicy;
}

export interface ExceptionPolicy {
  /** Rows of exceptions that were resolved so long ago leave Salesforce; the ledger keeps them. */
  readonly purgeResolvedAfterDays: number;
}

/** Who in Salesforce is told of what was published. Never of the baseline, which an operator has looked at. */
export interface NoticePolicy {
  /** A platform event for each account whose link turns contradicted. */
  readonly contradictedEvents: boolean;
  /** A custom notification to the account's owner, at once, when a critical exception opens. */
  readonly criticalExceptions: boolean;
  /** When each owner gets the digest of his accounts: a cron expression of five fields; null: never. */
  readonly weeklyDigest: string | null;
}

/** What repair may do, how much of it at once, and when. */
export interface RepairPolicy {
  readonly expiresAfterHours: number;
  /** Changes of a kind that one plan may hold (`CHANGE_KINDS` says what counts as what). */
  readonly caps: { readonly keys: number; readonly memberships: number; readonly tickets: number };
  /** In one of these nothing is applied. */
  readonly freeze: readonly FreezeWindow[];
  /** Accounts that Linkproof never writes to: by id, or by an Account checkbox that is ticked. */
  readonly optOut: { readonly accountIds: readonly string[]; readonly field: string | null };
  /** True: nothing but Linkproof writes organizations' keys, so that automation may make them canonical. */
  readonly soleWriter: boolean;
  readonly automation: AutomationPolicy;
}

/** ISO 8601; both ends included. */
export interface FreezeWindow {
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

/** What runs by itself after a complete audit. No codes: nothing does. */
export interface AutomationPolicy {
  /** Only those whose ceiling in the catalogue is `opt_in`. */
  readonly codes: readonly string[];
  readonly changesARun: number;
  readonly changesAnAccount: number;
}

export interface MirroredField {
  /** API name of the Account field, such as OwnerId. */
  readonly account: string;
  /** Key in `organization_fields`. */
  readonly organization: string;
}

/** Shares, 0 to 1: other integrations live on the same allowances. */
export interface ApiBudget {
  /** Of Zendesk's limit per minute. */
  readonly zendeskShareOfMinute: number;
  /** Of Salesforce's requests of 24 hours, whoever used them, at which Linkproof stops. */
  readonly salesforceShareOfDay: number;
}

/** Cron expressions of five fields; null: never by itself. */
export interface Schedule {
  readonly incremental: string | null;
  readonly full: string | null;
  /** IANA name. */
  readonly timeZone: string;
}

/** Which two systems this contract speaks about; null where the first audit's answer is recorded and pinned. */
export interface PinnedInstance {
  readonly salesforceOrgId: string | null;
  readonly zendeskSubdomain: string | null;
}

export interface Scope {
  /** All must hold for an Account to be expected to have an Organization. */
  readonly accounts: readonly AccountCondition[];
  /** False: a person account is never expected to have an Organization. */
  readonly personAccounts: boolean;
  /** Organizations that are expected to have no Account: an in-house one, a test one. */
  readonly excludedOrganizations: { readonly ids: readonly string[]; readonly tags: readonly string[] };
}

/** One test of one Account field. Text is compared ignoring case, as Salesforce compares it. */
export type AccountCondition =
  | { readonly field: string; readonly startsWith: string }
  | { readonly field: string; readonly equals: string | number | boolean | null }
  | { readonly field: string; readonly in: readonly (string | number | boolean | null)[] };

/** Which field of each system carries the shared key, and how its text is to be read. */
export interface KeyRule {
  /** API name of the Account field; `Id` for the record's own id. */
  readonly account: string;
  /** `external_id` or `organization_fields.<name>`. */
  readonly organization: string;
  /** salesforce_id: section 4's rules on 15 and 18 characters; opaque: compared as normalised text. */
  readonly kind: 'salesforce_id' | 'opaque';
  readonly normalise: readonly Normaliser[];
}

export const NORMALISERS = ['trim', 'casefold', 'collapse_space', 'digits_only', 'strip_leading_zeros'] as const;
export type Normaliser = (typeof NORMALISERS)[number];

export const RUNG_NAMES = ['stored_id', 'external_id', 'native_app'] as const;
export type RungName = (typeof RUNG_NAMES)[number];

export interface RungRule {
  readonly name: RungName;
  /** The Account field that makes the claim; null for `external_id`, which the Organization makes. */
  readonly accountField: string | null;
}

export const HIERARCHY_POLICIES = ['own', 'share_with_parent'] as const;
export type HierarchyPolicy = (typeof HIERARCHY_POLICIES)[number];

export const FEATURES = [
  'person_accounts',
  'account_contact_relations',
  'native_app',
  'multiple_organizations',
] as const;
export type Feature = (typeof FEATURES)[number];

/** present: must be there, its absence is a gap; absent: never read; detect: read where describe shows it. */
export const FEATURE_DECLARATIONS = ['present', 'absent', 'detect'] as const;
export type FeatureDeclaration = (typeof FEATURE_DECLARATIONS)[number];

export interface Thresholds {
  /** Hours after which the newest complete run no longer vouches for a verdict. */
  readonly staleAfterHours: number;
  /** A name or a domain shared by more records than this on either side is no evidence. */
  readonly evidenceMatchesAtMost: number;
  /** A record that changed less than this long ago is settling, not wrong. Seconds. */
  readonly settleSeconds: number;
  /** A run that flips more than this share of the verdicts, and more than that many, waits for a release. */
  readonly massChangeShare: number;
  readonly massChangeAtLeast: number;
  /** A source that shows this share fewer records than when it was last complete was probably cut. 0 to 1. */
  readonly shrinkShareAtMost: number;
}

/** The Account fields that a contract needs read besides those that every audit reads. */
export function accountFieldsOf(contract: Contract): readonly string[] {
  const fields = new Set([...attributesOf(contract), contract.key.account]);
  return [...fields].filter((field) => field !== 'Id').sort();
}

/** The Account fields that one record of an audit or a repair is read with; one that does not exist is left out by `probe`. */
export function readableFieldsOf(contract: Contract): readonly string[] {
  const native = contract.features.native_app === 'absent' ? null : accountFieldOf(contract, 'native_app');
  const rungs = [accountFieldOf(contract, 'stored_id'), native].filter((field) => field !== null);
  return [...new Set([...accountFieldsOf(contract), ...rungs])].sort();
}

/** The Account fields whose values the contract compares: with its scope's conditions, and with organization fields. */
export function attributesOf({ scope, mirroredFields, repair }: Contract): readonly string[] {
  const optOut = repair.optOut.field === null ? [] : [repair.optOut.field];
  const fields = [
    ...scope.accounts.map(({ field }) => field),
    ...mirroredFields.map(({ account }) => account),
    ...optOut,
  ];
  return [...new Set(fields)].sort();
}

/** Names of the custom organization fields that a contract needs read. */
export function organizationFieldsOf({ key, mirroredFields }: Contract): readonly string[] {
  const [, keyField] = key.organization.split('.');
  const fields = mirroredFields.map(({ organization }) => organization);
  return [...new Set(keyField === undefined ? fields : [...fields, keyField])].sort();
}

/** The Account field of a rung, or null where the contract does not read that rung. */
export function accountFieldOf(contract: Contract, rung: RungName): string | null {
  return contract.rungs.find(({ name }) => name === rung)?.accountField ?? null;
}
