/** Random small worlds, made so that everything in them is likely to collide: few ids, few names, keys damaged in every way. */
import fc from 'fast-check';
import { toEighteen } from '../../server/core/ids/salesforceId.ts';
import type { World } from './factsOf.ts';

/** Two pairs of ids that differ in case only, and two that stand alone; the last is never an account of the world. */
const ACCOUNT_IDS = ['0015g00000AbCdE', '0015g00000aBcDe', '0015g00000XyZ12', '0015g00000xYz12', '0015g00000Qrs77'].map(
  toEighteen,
);
const UNKNOWN_ACCOUNT_ID = toEighteen('0015g00000Nobdy');
const CONTACT_ID = toEighteen('0035g00000AbCdE');
const CONTACT_IDS = [CONTACT_ID, ...['0035g00000aBcDe', '0035g00000Dd001', '0035g00000Dd002'].map(toEighteen)];
const UNKNOWN_CONTACT_ID = toEighteen('0035g00000Nobdy');
const USER_IDS = ['51', '52', '53', '54', '55', '56'];
const TICKET_IDS = ['71', '72', '73'];
const ORGANIZATION_IDS = ['1', '2', '3', '4'];
const GONE_IDS = ['7', '8', '9'];

const names = fc.constantFrom('Acme', 'Acme Inc.', 'Globex');
const domains = fc.constantFrom('acme.example', 'globex.example', 'gmail.com');

/** An account id as it reaches Zendesk by hand, import or paste. */
const keyText = fc
  .tuple(
    fc.constantFrom(...ACCOUNT_IDS, UNKNOWN_ACCOUNT_ID, CONTACT_ID),
    fc.constantFrom<((id: string) => string)[]>(
      (id) => id,
      (id) => id,
      (id) => id.slice(0, 15),
      (id) => id.slice(0, 15).toLowerCase(),
      (id) => id.toLowerCase(),
      (id) => id.toUpperCase(),
      (id) => ` ${id}\n`,
      (id) => `https://acme.my.salesforce.com/${id}`,
      (id) => `https://acme.lightning.force.com/lightning/r/Account/${id.slice(0, 15)}/view`,
      (id) => `${id.slice(0, 17)}${id.endsWith('A') ? 'B' : 'A'}`,
      () => 'CUST-4711',
      () => ' ',
    ),
  )
  .map(([id, damage]) => damage(id));

const pointerText = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...ORGANIZATION_IDS) },
  { weight: 3, arbitrary: fc.constantFrom(...GONE_IDS) },
  { weight: 1, arbitrary: fc.constantFrom(' 1 ', 'Acme', '0', '01', '99999999999999999999', ' ') },
);

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });

const fate = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ IsDeleted: false, MasterRecordId: null }) },
  { weight: 1, arbitrary: fc.constant({ IsDeleted: true, MasterRecordId: null }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...ACCOUNT_IDS).map((MasterRecordId) => ({ IsDeleted: true, MasterRecordId })),
  },
);

const accountOf = (Id: string) =>
  fc
    .record({
      fate,
      Name: names,
      Website: maybe(domains.map((domain) => `https://www.${domain}`)),
      Type: fc.constantFrom('Customer - Direct', 'Customer - Channel', 'Prospect', null),
      IsPersonAccount: fc.oneof(
        { weight: 9, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      ParentId: maybe(fc.constantFrom(...ACCOUNT_IDS)),
      Zendesk_Organization_Id__c: maybe(pointerText),
      Zendesk__Zendesk_Organization_Id__c: maybe(pointerText),
      Customer_Number__c: maybe(fc.constantFrom('42', '0042', '43')),
    })
    .map(({ fate: ending, ...fields }) => ({ Id, ...fields, ...ending }));

const organizationOf = (id: string) =>
  fc.record({
    id: fc.constant(id),
    name: names,
    external_id: maybe(keyText),
    organization_fields: fc.record({ customer_number: maybe(fc.constantFrom('42', ' 0042', '43', '44')) }),
    domain_names: fc.uniqueArray(domains),
    tags: fc.constant([]),
  });

/** Some of these records, each with its own arbitrary. */
const someOf = <Value>(ids: readonly string[], arbitrary: (id: string) => fc.Arbitrary<Value>) =>
  fc.subarray([...ids]).chain((chosen) => fc.tuple(...chosen.map(arbitrary)));

const mergesAmong = (losers: readonly string[], winners: readonly string[]) =>
  fc
    .subarray([...losers])
    .chain((chosen) => fc.tuple(...chosen.map((id) => fc.tuple(fc.constant(id), fc.constantFrom(...winners)))))
    .map((entries) => Object.fromEntries(entries));

const emails = fc.constantFrom('ada@acme.example', 'bob@acme.example');

const contactOf = (Id: string) =>
  fc
    .record({
      fate: fc.oneof(
        { weight: 6, arbitrary: fc.constant({ IsDeleted: false }) },
        { weight: 1, arbitrary: fc.constant({ IsDeleted: true }) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(...CONTACT_IDS).map((MasterRecordId) => ({ IsDeleted: true, MasterRecordId })),
        },
      ),
      AccountId: maybe(fc.constantFrom(...ACCOUNT_IDS)),
      Email: maybe(emails),
    })
    .map(({ fate: ending, ...fields }) => ({ Id, ...fields, ...ending }));

const relations = fc.array(
  fc.record({
    Id: fc.constant('07k'),
    AccountId: fc.constantFrom(...ACCOUNT_IDS),
    ContactId: fc.constantFrom(...CONTACT_IDS),
    IsDirect: fc.boolean(),
    IsActive: fc.boolean(),
  }),
  { maxLength: 3 },
);

const userOf = (id: string) =>
  fc.record({
    id: fc.constant(id),
    external_id: maybe(
      fc.constantFrom(...CONTACT_IDS, UNKNOWN_CONTACT_ID, CONTACT_ID.toLowerCase(), CONTACT_ID.slice(0, 15), 'CRM-7'),
    ),
    email: maybe(emails),
    role: fc.oneof(
      { weight: 8, arbitrary: fc.constant('end-user') },
      { weight: 1, arbitrary: fc.constantFrom('agent', 'admin') },
    ),
    active: fc.constant(true),
    suspended: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    verified: fc.oneof({ weight: 8, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    organization_id: maybe(fc.constantFrom(...ORGANIZATION_IDS)),
  });

const memberships = fc
  .subarray(USER_IDS.flatMap((user_id) => ORGANIZATION_IDS.map((organization_id) => ({ user_id, organization_id }))))
  .map((pairs) => pairs.map((pair, index) => ({ id: String(index), ...pair })));

const ticketOf = (id: string) =>
  fc.record({
    id: fc.constant(id),
    requester_id: fc.constantFrom(...USER_IDS),
    organization_id: maybe(fc.constantFrom(...ORGANIZATION_IDS)),
    status: fc.constantFrom('open', 'solved', 'closed', 'deleted'),
  });

const people = {
  contacts: someOf(CONTACT_IDS, contactOf),
  relations,
  users: someOf(USER_IDS, userOf),
  memberships,
  tickets: someOf(TICKET_IDS, ticketOf),
};

/** Accounts live, deleted and merged; organizations live, gone and merged, in chains and circles; redirects only the bank remembers. */
const brokenWorld: fc.Arbitrary<World> = fc.record({
  accounts: someOf(ACCOUNT_IDS, accountOf),
  organizations: someOf(ORGANIZATION_IDS, organizationOf),
  gone: fc
    .tuple(fc.subarray(GONE_IDS), mergesAmong(GONE_IDS, [...ORGANIZATION_IDS, ...GONE_IDS]))
    .map(([asked, merges]) => ({ ...Object.fromEntries(asked.map((id) => [id, null])), ...merges })),
  banked: mergesAmong(ACCOUNT_IDS, ACCOUNT_IDS),
  ...people,
});

/** One in eight pairs is damaged; accounts have parents, and the last account has no organization of its own. */
const pairOf = (id: string, index: number) =>
  fc.record({
    account: accountOf(id).map((account) => ({
      ...account,
      Type: 'Customer - Direct',
      IsDeleted: false,
      MasterRecordId: null,
      IsPersonAccount: false,
      Customer_Number__c: String(index),
      Zendesk__Zendesk_Organization_Id__c: null,
    })),
    organization: organizationOf(ORGANIZATION_IDS[index] ?? ''),
    sharesTickets: fc.boolean(),
    damaged: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  });

/** Most customers are linked, so that it is their people and tickets that go wrong. */
const linkedWorld: fc.Arbitrary<World> = fc
  .record({ pairs: fc.tuple(...ACCOUNT_IDS.map(pairOf)), ...people })
  .map(({ pairs, ...others }) => ({
    ...others,
    accounts: pairs.map(({ account, damaged }, index) =>
      damaged ? account : { ...account, Zendesk_Organization_Id__c: ORGANIZATION_IDS[index] ?? null },
    ),
    organizations: pairs
      .slice(0, ORGANIZATION_IDS.length)
      .map(({ account, organization, damaged, sharesTickets }, index) => ({
        ...organization,
        shared_tickets: sharesTickets,
        ...(damaged ? {} : { external_id: account.Id, organization_fields: { customer_number: String(index) } }),
      })),
  }));

/** Worlds of every kind: half of them broken in every way, half of them linked, with people and tickets that are not. */
export const arbitraryWorld: fc.Arbitrary<World> = fc.oneof(brokenWorld, linkedWorld);
