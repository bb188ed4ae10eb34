import { readFileSync } from 'node:fs';
import { parseContract } from '../../server/contract/loadContract.ts';
import { toEighteen } from '../../server/core/ids/salesforceId.ts';
import { absenceQuestions, type AbsenceQuestions } from '../../server/core/verdicts/absenceQuestions.ts';
import { factsOf, type World } from '../support/factsOf.ts';

const contract = parseContract(readFileSync('config/contract.yml', 'utf8'), 'config/contract.yml');

const A = toEighteen('0015g00000AbCdE');
const UNKNOWN = toEighteen('0015g00000XyZ12');

const NOTHING: AbsenceQuestions = {
  organizationIds: [],
  organizationKeys: [],
  accountIds: [],
  pointedOrganizationIds: [],
};
const customer = (fields: object = {}) => ({ Id: A, Type: 'Customer - Direct', IsDeleted: false, ...fields });
const keyed = (external_id: string | null) => ({ id: '1', external_id });

const cases: Record<string, { world: World; asks: Partial<AbsenceQuestions> }> = {
  'nothing where both systems name each other': {
    world: { accounts: [customer({ Zendesk_Organization_Id__c: '1' })], organizations: [keyed(A)] },
    asks: {},
  },
  'Zendesk for the organization that an account names and no list shows': {
    world: { accounts: [customer({ Zendesk_Organization_Id__c: '9' })] },
    asks: { organizationIds: ['9'] },
  },
  'Zendesk again for an organization that was merged before: a merge may have been followed by another': {
    world: {
      accounts: [customer({ Zendesk_Organization_Id__c: '9' })],
      organizations: [keyed(A)],
      gone: { '9': '1' },
    },
    asks: { organizationIds: ['9'] },
  },
  'Zendesk for the organization that only the native app names': {
    world: { accounts: [customer({ Type: 'Prospect', Zendesk__Zendesk_Organization_Id__c: '9' })] },
    asks: { organizationIds: ['9'] },
  },
  'nothing by a pointer that is no Zendesk id': {
    world: { accounts: [customer({ Zendesk_Organization_Id__c: "' OR 1=1" })] },
    asks: {},
  },
  'Zendesk for both forms of the key of an account in scope that nothing claims': {
    world: { accounts: [customer()] },
    asks: { organizationKeys: [A.slice(0, 15), A] },
  },
  'nothing for an account out of scope': { world: { accounts: [customer({ Type: 'Prospect' })] }, asks: {} },
  'Salesforce for whoever points to an organization without a key': {
    world: { organizations: [keyed(null)] },
    asks: { pointedOrganizationIds: ['1'] },
  },
  'Salesforce for the account that a key names and no list shows': {
    world: { organizations: [keyed(UNKNOWN)] },
    asks: { accountIds: [UNKNOWN] },
  },
  'Salesforce for the fifteen characters of a key': {
    world: { organizations: [keyed(UNKNOWN.slice(0, 15))] },
    asks: { accountIds: [UNKNOWN.slice(0, 15)] },
  },
  'Salesforce for the account that a folded key means': {
    world: { organizations: [keyed(UNKNOWN.toLowerCase())] },
    asks: { accountIds: [UNKNOWN] },
  },
  'Salesforce for the id in a link, not for a long word of its host': {
    world: { organizations: [keyed(`https://averyverylongcompanyname.my.salesforce.com/${UNKNOWN}`)] },
    asks: { accountIds: [UNKNOWN] },
  },
  'nothing by a key that is no account’s id': {
    world: { organizations: [keyed(toEighteen('0035g00000AbCdE'))] },
    asks: {},
  },
};

describe('what must be asked for directly before a verdict rests on its absence', () => {
  it.each(Object.entries(cases))('%s', (_name, { world, asks }) => {
    expect(absenceQuestions(factsOf(world, contract), contract)).toEqual({ ...NOTHING, ...asks });
  });
});
