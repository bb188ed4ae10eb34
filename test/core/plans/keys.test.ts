import type { Contract } from '../../../server/core/contract.ts';
import { toEighteen } from '../../../server/core/ids/salesforceId.ts';
import type { Exception } from '../../../server/core/model.ts';
import type { FieldChange } from '../../../server/core/plans/Plan.ts';
import type { PlannedRequest } from '../../../server/core/plans/propose.ts';
import type { Proposed } from '../../../server/core/plans/Proposal.ts';
import {
  A,
  account,
  B,
  C,
  contact,
  contract,
  memberships,
  organization,
  sharing,
  ticket,
  user,
} from '../../support/customers.ts';
import type { World } from '../../support/factsOf.ts';
import { BACKFILL, exceptionsIn, planFor } from '../../support/plans/planning.ts';

const GONE = toEighteen('0015g00000Gone9');
const LOSER = toEighteen('0015g00000Lose8');

interface Case {
  readonly world: World;
  /** The world that was audited, where it has changed since. */
  readonly audited?: World;
  readonly request: PlannedRequest | ((exceptions: readonly Exception[]) => PlannedRequest);
  readonly contract?: Contract;
  /** “record field: before → after”, in order; a line for each refusal. */
  readonly planned: readonly string[];
}

const NAMES: readonly (readonly [string, string])[] = [
  [A, 'A'],
  [B, 'B'],
  [C, 'C'],
  [LOSER, 'LOSER'],
  [GONE, 'GONE'],
];
const short = (text: string) => NAMES.reduce((soFar, [id, name]) => soFar.replaceAll(id, name), text);
const valueInWords = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const changeInWords = ({ kind, record, before, after }: FieldChange) =>
  short(`${kind} ${record}: ${valueInWords(before)} → ${valueInWords(after)}`);

function inWords({ proposals, refused }: Proposed): readonly string[] {
  return [
    ...proposals.flatMap(({ steps }) => steps.map(changeInWords)),
    ...refused.map(({ reason, accountIds, organizationIds }) =>
      short(`${reason} (${[...accountIds, ...organizationIds].join(' ')})`),
    ),
  ];
}

const byCode = (...codes: Exception['code'][]): PlannedRequest => ({
  kind: 'exceptions',
  codes,
  fingerprints: null,
  accountIds: null,
});
/** Asked for by a person who names the exception. */
const byName =
  (code: Exception['code']) =>
  (exceptions: readonly Exception[]): PlannedRequest => ({
    kind: 'exceptions',
    codes: null,
    fingerprints: exceptions.filter((one) => one.code === code).map(({ fingerprint }) => fingerprint),
    accountIds: null,
  });
const keeping =
  (code: Exception['code'], keepId: string) =>
  (exceptions: readonly Exception[]): PlannedRequest => ({
    kind: 'collision',
    fingerprint: exceptions.find((one) => one.code === code)?.fingerprint ?? '',
    keepId,
  });
const relinking = (accountId: string, organizationId: string, people: 'stay' | 'move' = 'stay'): PlannedRequest => ({
  kind: 'relink',
  accountId,
  organizationId,
  people,
});
const provisioning = (accountId: string, name: string | null = null): PlannedRequest => ({
  kind: 'provision',
  accountId,
  name,
});

const pair = (key: string | null, stored: string | null, fields: Record<string, unknown> = {}): World => ({
  accounts: [account(A, stored)],
  organizations: [organization('1', key, fields)],
});
const optingOut: Contract = {
  ...contract,
  repair: { ...contract.repair, optOut: { accountIds: [A], field: null } },
};
const opaque: Contract = {
  ...contract,
  key: {
    account: 'Customer_Number__c',
    organization: 'organization_fields.customer_number',
    kind: 'opaque',
    normalise: ['trim', 'strip_leading_zeros'],
  },
};
const numbered = (id: string, number: string | null, stored: string | null) =>
  account(id, stored, { Customer_Number__c: number });
const carrying = (id: string, number: string | null) =>
  organization(id, null, { organization_fields: { customer_number: number } });

const remedies: Record<string, Case> = {
  'one_sided_link: writes the key that is missing': {
    world: pair(null, '1'),
    request: BACKFILL,
    planned: ['set_organization_key 1: null → A'],
  },
  'one_sided_link: writes the field that is missing': {
    world: pair(A, null),
    request: BACKFILL,
    planned: ['set_account_field A: null → 1'],
  },
  'one_sided_link: has nothing to do where somebody has completed the link since': {
    audited: pair(null, '1'),
    world: pair(A, '1'),
    request: BACKFILL,
    planned: ['nothing_to_do (A 1)'],
  },
  'one_sided_link: refuses where another account points there by now': {
    audited: pair(null, '1'),
    world: { ...pair(null, '1'), accounts: [account(A, '1'), account(B, '1')] },
    request: BACKFILL,
    planned: ['ambiguous (A 1)'],
  },
  'one_sided_link: refuses where another organization carries the key by now': {
    audited: pair(null, '1'),
    world: { accounts: [account(A, '1')], organizations: [organization('1', null), organization('2', A.slice(0, 15))] },
    request: BACKFILL,
    planned: ['not_unique (A 1)'],
  },
  'one_sided_link: refuses what is gone': {
    audited: pair(null, '1'),
    world: { accounts: [account(A, '1')], organizations: [], gone: { 1: null } },
    request: BACKFILL,
    planned: ['record_gone (A 1)'],
  },
  'one_sided_link: writes nothing to an account that is opted out, nor to its organization': {
    world: pair(null, '1'),
    request: BACKFILL,
    contract: optingOut,
    planned: ['opted_out (A 1)'],
  },
  'one_sided_link: with an opaque key, writes the account’s own': {
    world: { accounts: [numbered(A, '0042', '1')], organizations: [carrying('1', null)] },
    request: BACKFILL,
    contract: opaque,
    planned: ['set_organization_key 1: null → 0042'],
  },
  'external_id_noncanonical: rewrites the key as the 18-character id': {
    world: pair(A.slice(0, 15), '1'),
    request: BACKFILL,
    planned: [`set_organization_key 1: ${A.slice(0, 15)} → A`],
  },
  'external_id_noncanonical: a backfill completes the link along the way': {
    world: pair(A.toLowerCase(), null),
    request: BACKFILL,
    planned: [`set_organization_key 1: ${A.toLowerCase()} → A`, 'set_account_field A: null → 1'],
  },
  'external_id_noncanonical: asked for alone, it rewrites the key alone': {
    world: pair(A.toLowerCase(), null),
    request: byCode('external_id_noncanonical'),
    planned: [`set_organization_key 1: ${A.toLowerCase()} → A`],
  },
  'external_id_noncanonical: refuses while another code contradicts the account': {
    world: { accounts: [account(A, '7')], organizations: [organization('1', ` ${A} `)], gone: { 7: null } },
    request: byCode('external_id_noncanonical'),
    planned: ['upstream_blocker (A 1)'],
  },
  'external_id_noncanonical: goes along with the repair of what contradicts the account': {
    world: { accounts: [account(A, '7')], organizations: [organization('1', ` ${A} `)], gone: { 7: null } },
    request: BACKFILL,
    planned: [`set_organization_key 1:  A  → A`, 'set_account_field A: 7 → 1'],
  },
  'external_id_account_merged: rewrites the key as the survivor’s': {
    world: { ...pair(LOSER, '1'), banked: { [LOSER]: A } },
    request: BACKFILL,
    planned: ['set_organization_key 1: LOSER → A'],
  },
  'external_id_account_merged: refuses where another organization carries the survivor’s key': {
    world: {
      accounts: [account(A, '1')],
      organizations: [organization('1', LOSER), organization('2', A)],
      banked: { [LOSER]: A },
    },
    request: byCode('external_id_account_merged'),
    planned: ['not_unique (A 1)'],
  },
  'stored_org_merged: follows the merge, and sets the key that the survivor lacks': {
    world: { ...pair(null, '7'), gone: { 7: '1' } },
    request: BACKFILL,
    planned: ['set_organization_key 1: null → A', 'set_account_field A: 7 → 1'],
  },
  'stored_org_merged: follows the merge to an organization that carries the key': {
    world: { ...pair(A, '7'), gone: { 7: '8', 8: '1' } },
    request: BACKFILL,
    planned: ['set_account_field A: 7 → 1'],
  },
  'stored_org_merged: refuses where the survivor is another account’s': {
    world: {
      accounts: [account(A, '7'), account(B, '1')],
      organizations: [organization('1', B)],
      gone: { 7: '1' },
    },
    request: BACKFILL,
    planned: ['ambiguous (A 1)'],
  },
  'stale_organization_pointer: points to the one organization that carries the key': {
    world: { ...pair(A, '7'), gone: { 7: null } },
    request: byCode('stale_organization_pointer'),
    planned: ['set_account_field A: 7 → 1'],
  },
  'stale_organization_pointer: by its code it clears nothing': {
    world: { ...pair(null, '7'), gone: { 7: null } },
    request: byCode('stale_organization_pointer'),
    planned: ['ambiguous (A)'],
  },
  'stale_organization_pointer: a person who names it clears the field': {
    world: { ...pair(null, '7'), gone: { 7: null } },
    request: byName('stale_organization_pointer'),
    planned: ['set_account_field A: 7 → null'],
  },
  'stored_id_malformed: points to the one organization that carries the key': {
    world: pair(A, 'Acme'),
    request: byName('stored_id_malformed'),
    planned: ['set_account_field A: Acme → 1'],
  },
  'stored_id_malformed: has nothing to do once the field is empty': {
    audited: pair(null, 'Acme'),
    world: pair(null, null),
    request: byName('stored_id_malformed'),
    planned: ['nothing_to_do (A)'],
  },
  'external_id_account_deleted: names the one account that points there': {
    world: {
      accounts: [account(A, '1'), account(GONE, null, { IsDeleted: true })],
      organizations: [organization('1', GONE)],
    },
    request: byCode('external_id_account_deleted'),
    planned: ['set_organization_key 1: GONE → A'],
  },
  'external_id_account_deleted: a person who names it clears the key that nobody else needs': {
    world: { accounts: [account(GONE, null, { IsDeleted: true })], organizations: [organization('1', GONE)] },
    request: byName('external_id_account_deleted'),
    planned: ['set_organization_key 1: GONE → null'],
  },
  'external_id_malformed: is no matter of a backfill': {
    world: pair('CUST-4711', '1'),
    request: BACKFILL,
    planned: [],
  },
  'external_id_malformed: names the one account that points there': {
    world: pair('CUST-4711', '1'),
    request: byCode('external_id_malformed'),
    planned: ['set_organization_key 1: CUST-4711 → A'],
  },
  'external_id_wrong_object: by its code it clears nothing': {
    world: pair(toEighteen('0035g00000Acme1'), null),
    request: byCode('external_id_wrong_object'),
    planned: ['ambiguous (1)'],
  },
  'external_id_unknown_account: has no remedy': {
    world: pair(GONE, '1'),
    request: byCode('external_id_unknown_account'),
    planned: ['never_repaired (A 1)'],
  },
  'account_missing_org: makes an organization and links it': {
    world: { accounts: [account(A, null)], organizations: [] },
    request: byCode('account_missing_org'),
    planned: [
      'create_organization A: null → {"name":"Account Acme1","key":"A"}',
      'set_account_field A: null → {"created":"A"}',
    ],
  },
  'account_missing_org: links the organization that has the key by now': {
    audited: { accounts: [account(A, null)], organizations: [] },
    world: pair(A, null),
    request: byCode('account_missing_org'),
    planned: ['set_account_field A: null → 1'],
  },
  'org_orphaned: is for a person': {
    world: { accounts: [], organizations: [organization('1', null)] },
    request: byCode('org_orphaned'),
    planned: ['ambiguous (1)'],
  },
  'owner_drift: copies what has drifted': {
    world: {
      accounts: [account(A, '1', { OwnerId: '0055g00000Owner1AAA' })],
      organizations: [organization('1', A, { organization_fields: { salesforce_owner_id: 'somebody else' } })],
    },
    request: byCode('owner_drift'),
    planned: ['set_organization_field 1: somebody else → 0055g00000Owner1AAA'],
  },
  'owner_drift: refuses where the link does not stand any more': {
    audited: {
      accounts: [account(A, '1', { OwnerId: '0055g00000Owner1AAA' })],
      organizations: [organization('1', A, { organization_fields: { salesforce_owner_id: 'somebody else' } })],
    },
    world: {
      accounts: [account(A, '1', { OwnerId: '0055g00000Owner1AAA' })],
      organizations: [organization('1', B, { organization_fields: { salesforce_owner_id: 'somebody else' } })],
    },
    request: byCode('owner_drift'),
    planned: ['upstream_blocker (A 1)'],
  },
};

const requests: Record<string, Case> = {
  'relink: sets both sides': {
    world: { accounts: [account(A, null)], organizations: [organization('1', null)] },
    request: relinking(A, '1'),
    planned: ['set_organization_key 1: null → A', 'set_account_field A: null → 1'],
  },
  'relink: the key leaves the other organization before it comes to this one': {
    world: { accounts: [account(A, '2')], organizations: [organization('1', null), organization('2', A)] },
    request: relinking(A, '1'),
    planned: ['set_organization_key 2: A → null', 'set_organization_key 1: null → A', 'set_account_field A: 2 → 1'],
  },
  'relink: another account gives way on both sides': {
    world: { accounts: [account(A, null), account(B, '1')], organizations: [organization('1', B)] },
    request: relinking(A, '1'),
    planned: ['set_account_field B: 1 → null', 'set_organization_key 1: B → A', 'set_account_field A: null → 1'],
  },
  'relink: has nothing to do for a pair that is linked': {
    world: pair(A, '1'),
    request: relinking(A, '1'),
    planned: ['nothing_to_do (A 1)'],
  },
  'relink: refuses an organization that is gone': {
    world: { accounts: [account(A, null)], organizations: [], gone: { 1: null } },
    request: relinking(A, '1'),
    planned: ['record_gone (A 1)'],
  },
  'relink: refuses an account that is opted out': {
    world: { accounts: [account(A, null)], organizations: [organization('1', null)] },
    request: relinking(A, '1'),
    contract: optingOut,
    planned: ['opted_out (A 1)'],
  },
  'relink: takes nothing from an account that is opted out': {
    world: { accounts: [account(A, '1'), account(B, null)], organizations: [organization('1', A)] },
    request: relinking(B, '1'),
    contract: optingOut,
    planned: ['opted_out (A B 1)'],
  },
  'relink: refuses an account that has no key': {
    world: { accounts: [numbered(A, null, null)], organizations: [carrying('1', null)] },
    request: relinking(A, '1'),
    contract: opaque,
    planned: ['upstream_blocker (A 1)'],
  },
  'relink: a child shares its parent’s organization, which stays the parent’s': {
    world: { accounts: [account(A, '1'), account(B, '9', { ParentId: A })], organizations: [organization('1', A)] },
    request: relinking(B, '1'),
    contract: sharing,
    planned: ['set_account_field B: 9 → 1'],
  },
  'relink: children go on sharing what their parent gets': {
    world: { accounts: [account(A, null), account(B, '1', { ParentId: A })], organizations: [organization('1', null)] },
    request: relinking(A, '1'),
    contract: sharing,
    planned: ['set_organization_key 1: null → A', 'set_account_field A: null → 1'],
  },
  'relink: moves the account’s people once the link stands, and nobody else’s': {
    world: {
      accounts: [account(A, '2'), account(B, null)],
      organizations: [organization('1', null), organization('2', A)],
      contacts: [contact(1, A), contact(2, B)],
      users: [user('51', 1, { organization_id: '2' }), user('52', 2, { organization_id: '2' })],
      memberships: memberships(['51', '2'], ['52', '2']),
      tickets: [ticket('71', '51', '2'), ticket('72', '52', '2')],
    },
    request: relinking(A, '1', 'move'),
    planned: [
      'set_organization_key 2: A → null',
      'set_organization_key 1: null → A',
      'set_account_field A: 2 → 1',
      'add_membership 51:1: null → member',
      'make_default 51: 2 → 1',
      'move_ticket 71: 2 → 1',
    ],
  },
  'unlink: clears every key that names the account, then its field': {
    world: {
      accounts: [account(A, '1')],
      organizations: [organization('1', A), organization('2', A.slice(0, 15)), organization('3', B)],
    },
    request: { kind: 'unlink', accountId: A },
    planned: [
      'set_organization_key 1: A → null',
      `set_organization_key 2: ${A.slice(0, 15)} → null`,
      'set_account_field A: 1 → null',
    ],
  },
  'unlink: has nothing to do for an account that nothing ties': {
    world: { accounts: [account(A, null)], organizations: [organization('1', null)] },
    request: { kind: 'unlink', accountId: A },
    planned: ['nothing_to_do (A)'],
  },
  'provision: makes an organization under the given name': {
    world: { accounts: [account(A, null)], organizations: [] },
    request: provisioning(A, ' Acme Corporation '),
    planned: [
      'create_organization A: null → {"name":"Acme Corporation","key":"A"}',
      'set_account_field A: null → {"created":"A"}',
    ],
  },
  'provision: finds the organization by its key': {
    world: pair(A, null),
    request: provisioning(A),
    planned: ['set_account_field A: null → 1'],
  },
  'provision: has nothing to do for a linked account': {
    world: pair(A, '1'),
    request: provisioning(A),
    planned: ['nothing_to_do (A)'],
  },
  'provision: refuses an account that points to another organization': {
    world: pair(null, '1'),
    request: provisioning(A),
    planned: ['ambiguous (A)'],
  },
  'collision: one of two accounts keeps the organization': {
    world: { accounts: [account(A, '1'), account(B, '1')], organizations: [organization('1', A)] },
    request: keeping('shared_organization', B),
    planned: ['set_account_field A: 1 → null', 'set_organization_key 1: A → B'],
  },
  'collision: one of two organizations keeps the account': {
    world: {
      accounts: [account(A, '1')],
      organizations: [organization('1', A), organization('2', A.slice(0, 15))],
    },
    request: keeping('duplicate_external_id', '2'),
    planned: [
      'set_organization_key 1: A → null',
      `set_organization_key 2: ${A.slice(0, 15)} → A`,
      'set_account_field A: 1 → 2',
    ],
  },
  'collision: of two organizations that two systems name, one is kept': {
    world: { accounts: [account(A, '1')], organizations: [organization('1', null), organization('2', A)] },
    request: keeping('conflicting_rungs', '1'),
    planned: ['set_organization_key 2: A → null', 'set_organization_key 1: null → A'],
  },
  'collision: refuses what is no side of it': {
    world: { accounts: [account(A, '1'), account(B, '1')], organizations: [organization('1', A)] },
    request: keeping('shared_organization', C),
    planned: ['ambiguous (A B 1)'],
  },
  'collision: is none where a code has no two sides': {
    world: pair(null, '1'),
    request: keeping('one_sided_link', A),
    planned: ['ambiguous (A 1)'],
  },
};

/** Independent groups come in an order of their own; the steps of one do not. */
describe.each(Object.entries({ ...remedies, ...requests }))(
  '%s',
  (_name, { world, audited, request, planned, ...of }) => {
    const rules = of.contract ?? contract;

    it('is planned so', () => {
      const exceptions = exceptionsIn(audited ?? world, rules);
      const asked = typeof request === 'function' ? request(exceptions) : request;
      expect(inWords(planFor(asked, world, rules, exceptions).proposed)).toEqual(planned);
    });
  },
);
