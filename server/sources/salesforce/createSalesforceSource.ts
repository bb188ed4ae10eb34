import type { DescribeSObjectResult } from 'jsforce';
import {
  fieldName,
  inLists,
  isSalesforceId,
  queryRows,
  textLiteral,
  type QueryResource,
  type SalesforceConnection,
} from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { accountAutomations } from './accountAutomations.ts';
import { changesSince, deletedSince, existing } from './changesSince.ts';
import { customPermissionsOf } from './customPermissionsOf.ts';
import { installationOf, storageOf } from './installation.ts';
import { normalForm } from './normalForm.ts';
import {
  ACCOUNT_CONTACT_RELATION_FIELDS,
  ACCOUNT_FIELDS,
  CONTACT_FIELDS,
  kindsIn,
  NATIVE_APP_FIELD,
  PERSON_ACCOUNT_FIELD,
  USER_FIELDS,
  type FieldKinds,
} from './objects.ts';
import { readObject } from './readObject.ts';
import { rightsOf } from './rightsOf.ts';
import type { SalesforceChangeSource, SalesforceFields, SalesforceSource } from './SalesforceSource.ts';

export function createSalesforceSource(connection: SalesforceConnection): SalesforceSource {
  const describe = rememberedDescribe(connection);

  /** The Account fields to select, with their kinds: the standard ones and those asked for. */
  async function accountKinds({ account }: SalesforceFields): Promise<FieldKinds> {
    const readable = kindsIn(await describe('Account'));
    const names = [...ACCOUNT_FIELDS.keys(), ...account.map(fieldName)];
    if (readable.has(PERSON_ACCOUNT_FIELD)) names.push(PERSON_ACCOUNT_FIELD);
    // One that is not readable is asked for all the same: Salesforce then refuses, naming it, and nothing is silently empty.
    return new Map(names.map((name) => [name, readable.get(name) ?? ACCOUNT_FIELDS.get(name) ?? 'text']));
  }

  async function accountsWhere(
    field: string,
    literals: readonly string[],
    fields: SalesforceFields,
    resource: QueryResource,
  ): Promise<readonly RawRecord[]> {
    if (literals.length === 0) return [];
    const kinds = await accountKinds(fields);
    const found: RawRecord[] = [];
    for (const list of inLists(literals)) {
      const soql = `SELECT ${[...kinds.keys()].join(', ')} FROM Account WHERE ${field} IN ${list}`;
      const rows = await queryRows(connection, soql, resource);
      found.push(...rows.map((row) => normalForm(row, kinds)));
    }
    return found;
  }

  function kindsOf(source: SalesforceChangeSource, fields: SalesforceFields): Promise<FieldKinds> {
    return source === 'salesforce.accounts' ? accountKinds(fields) : Promise.resolve(FIXED_KINDS[source]);
  }

  return {
    orgId: async () => (await connection.identity()).orgId,
    rights: () => rightsOf(connection),

    async probe(accountFields) {
      const described = await describe('Account');
      const account = kindsIn(described);
      return {
        features: {
          person_accounts: account.has(PERSON_ACCOUNT_FIELD),
          // Among Account's children, so that the relation needs no describe of its own.
          account_contact_relations: described.childRelationships.some(({ childSObject }) => childSObject === RELATION),
          native_app: account.has(NATIVE_APP_FIELD),
        },
        readableAccountFields: accountFields.filter((name) => account.has(name)),
      };
    },

    accounts: (fields) =>
      readObject(connection, {
        name: 'salesforce.accounts',
        object: 'Account',
        resource: 'queryAll',
        fields: () => accountKinds(fields),
      }),
    users: () =>
      readObject(connection, {
        name: 'salesforce.users',
        object: 'User',
        resource: 'query',
        fields: async () => USER_FIELDS,
      }),
    contacts: () =>
      readObject(connection, {
        name: 'salesforce.contacts',
        object: 'Contact',
        resource: 'queryAll',
        fields: async () => CONTACT_FIELDS,
      }),
    accountContactRelations: () =>
      readObject(connection, {
        name: 'salesforce.account_contact_relations',
        object: 'AccountContactRelation',
        resource: 'queryAll',
        fields: async () => ACCOUNT_CONTACT_RELATION_FIELDS,
      }),

    changes: (source, fields, cursor) => changesSince(connection, source, () => kindsOf(source, fields), cursor),
    cursorAt: (readAt) => new Date(readAt).toISOString(),
    deletedSince: (source, cursor) => deletedSince(connection, source, cursor),
    existing: (source, ids) => existing(connection, source, ids),

    // What is not an id names no record: it needs no asking to be absent.
    accountsById: (ids, fields) => accountsWhere('Id', ids.filter(isSalesforceId).map(textLiteral), fields, 'queryAll'),

    async accountsByField(field, values, fields) {
      const kind = kindsIn(await describe('Account')).get(fieldName(field));
      return accountsWhere(
        field,
        values.flatMap((value) => literalOf(value, kind)),
        fields,
        'query',
      );
    },

    accountAutomations: () => accountAutomations(connection),
    customPermissionsOf: (userId) => customPermissionsOf(connection, userId),
    installation: (parts) => installationOf(connection, parts),
    storage: () => storageOf(connection),
    calls: () => connection.calls(),
    allowance: () => connection.allowance(),
  };
}

const RELATION = 'AccountContactRelation';

/** Fields that no contract adds to. */
const FIXED_KINDS: Readonly<Record<Exclude<SalesforceChangeSource, 'salesforce.accounts'>, FieldKinds>> = {
  'salesforce.users': USER_FIELDS,
  'salesforce.contacts': CONTACT_FIELDS,
  'salesforce.account_contact_relations': ACCOUNT_CONTACT_RELATION_FIELDS,
};

/** A number field is compared with numbers only: text that is none is in no record. */
function literalOf(value: string, kind: string | undefined): readonly string[] {
  if (kind !== 'number') return [textLiteral(value)];
  return /^-?\d+(\.\d+)?$/.test(value) ? [value] : [];
}

type Describe = (object: string) => Promise<DescribeSObjectResult>;

/** A server lives for weeks, and an admin who grants a field wants to see it read. */
const SCHEMA_LIFE_MS = 10 * 60_000;

/** Describes each object once in a while; a describe that failed is asked for again. */
function rememberedDescribe(connection: SalesforceConnection): Describe {
  const remembered = new Map<string, { readonly until: number; readonly answer: Promise<DescribeSObjectResult> }>();
  return (object) => {
    const now = connection.clock.now();
    const known = remembered.get(object);
    if (known !== undefined && now < known.until) return known.answer;
    const answer = connection.describe(object);
    remembered.set(object, { until: now + SCHEMA_LIFE_MS, answer });
    answer.catch(() => remembered.delete(object));
    return answer;
  };
}
