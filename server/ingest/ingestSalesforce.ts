/** A raw Salesforce record becomes a mirror row with its normalised keys. Pure. */
import { accountFieldOf, attributesOf, type Contract } from '../core/contract.ts';
import { foldId } from '../core/ids/salesforceId.ts';
import { normaliseKey } from '../core/ids/opaqueKey.ts';
import { readZendeskId } from '../core/ids/zendeskId.ts';
import type { RawRecord } from '../sources/reading.ts';
import { domainKeys, nameKeys } from './evidenceKeys.ts';
import { flagField, requiredText, scalarField, textField, timeField } from './readField.ts';
import type { AccountContactRelationRow, AccountRow, ContactRow, KeyRow, SalesforceUserRow } from './rows.ts';

/** A keyed hash: the mirror can compare addresses, and nobody can read them back. */
export type HashEmail = (email: string) => string;

/** An Account; a merged one is told from a deleted one by its `MasterRecordId`. */
export function ingestAccount(record: RawRecord, contract: Contract): AccountRow {
  const id = requiredText(record, 'Id');
  const masterId = textField(record, 'MasterRecordId');
  const state = !flagField(record, 'IsDeleted') ? 'live' : masterId === null ? 'deleted' : 'merged';
  const isPersonAccount = flagField(record, 'IsPersonAccount');
  const row = {
    id,
    state,
    masterId,
    name: isPersonAccount ? null : textField(record, 'Name'),
    isPersonAccount,
    parentId: textField(record, 'ParentId'),
    ownerId: textField(record, 'OwnerId'),
    storedId: pointer(record, accountFieldOf(contract, 'stored_id')),
    nativeId: pointer(record, accountFieldOf(contract, 'native_app')),
    keyText: contract.key.account === 'Id' ? null : textField(record, contract.key.account),
    attributes: Object.fromEntries(attributesOf(contract).map((field) => [field, scalarField(record, field)] as const)),
    modifiedById: textField(record, 'LastModifiedById'),
    modifiedAt: timeField(record, 'SystemModstamp'),
  } as const;
  return { ...row, keys: accountKeys(row, contract, textField(record, 'Website')) };
}

function pointer(record: RawRecord, field: string | null): string | null {
  return field === null ? null : textField(record, field);
}

/** A deleted account claims nothing any more, but what names it must still find it. */
function accountKeys(row: Omit<AccountRow, 'keys'>, contract: Contract, website: string | null): readonly KeyRow[] {
  const named = ownKeys(row, contract);
  if (row.state !== 'live') return named;
  return [
    ...named,
    ...pointerKeys('stored_id', row.storedId),
    ...pointerKeys('native_app', row.nativeId),
    ...nameKeys(row.name),
    ...(row.isPersonAccount ? [] : domainKeys([website])),
  ];
}

function ownKeys(row: Omit<AccountRow, 'keys'>, contract: Contract): readonly KeyRow[] {
  if (contract.key.kind === 'salesforce_id') {
    return [
      { rung: 'external_id', key: row.id },
      { rung: 'external_id', key: foldKey(foldId(row.id)) },
    ];
  }
  const key = row.keyText === null ? null : normaliseKey(row.keyText, contract.key.normalise);
  return key === null ? [] : [{ rung: 'external_id', key }];
}

/** The key of ids that are equal ignoring case; prefixed, so that it never equals an id. */
export function foldKey(fold: string): string {
  return `fold:${fold}`;
}

function pointerKeys(rung: string, text: string | null): readonly KeyRow[] {
  const id = text === null ? null : readZendeskId(text);
  return id === null ? [] : [{ rung, key: id }];
}

/** An account that only a banked redirect still remembers: Salesforce has purged the record itself. */
export function bankedAccount(loserId: string, winnerId: string, contract: Contract): AccountRow {
  const row = {
    id: loserId,
    state: 'merged',
    masterId: winnerId,
    name: null,
    isPersonAccount: false,
    parentId: null,
    ownerId: null,
    storedId: null,
    nativeId: null,
    keyText: null,
    attributes: {},
    modifiedById: null,
    // Older than any real reading of the record, which therefore replaces it.
    modifiedAt: '1970-01-01T00:00:00.000Z',
  } as const;
  return { ...row, keys: ownKeys(row, contract) };
}

export function ingestSalesforceUser(record: RawRecord): SalesforceUserRow {
  return {
    id: requiredText(record, 'Id'),
    active: flagField(record, 'IsActive'),
    modifiedAt: timeField(record, 'SystemModstamp'),
  };
}

export function ingestContact(record: RawRecord, hashEmail: HashEmail): ContactRow {
  const id = requiredText(record, 'Id');
  const email = textField(record, 'Email');
  return {
    id,
    accountId: textField(record, 'AccountId'),
    deleted: flagField(record, 'IsDeleted'),
    masterId: textField(record, 'MasterRecordId'),
    fold: foldId(id),
    emailHash: email === null ? null : hashEmail(email.trim().toLowerCase()),
    modifiedAt: timeField(record, 'SystemModstamp'),
  };
}

export function ingestAccountContactRelation(record: RawRecord): AccountContactRelationRow {
  return {
    id: requiredText(record, 'Id'),
    accountId: requiredText(record, 'AccountId'),
    contactId: requiredText(record, 'ContactId'),
    direct: flagField(record, 'IsDirect'),
    active: flagField(record, 'IsActive'),
    modifiedAt: timeField(record, 'SystemModstamp'),
  };
}
