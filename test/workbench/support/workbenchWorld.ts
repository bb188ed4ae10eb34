import type { ExceptionSummary, VerdictEvidence } from '../../../server/core/model.ts';
import type { Story } from '../../../server/workbench/views.ts';
import { accountId, ADMIN, testId, testWorld } from '../../sandbox/salesforce/support/testWorld.ts';

type Row = Record<string, unknown>;

export const ORGANIZATION_ID = '00D000000000001EAA';

export const NORTHWIND = accountId(1);
export const CONTOSO = accountId(2);
export const FABRIKAM = accountId(3);
/** No audit has judged it. */
export const NEWCOMER = accountId(4);
/** Its address and name are hostile. */
export const HOSTILE = accountId(5);

/** Another holder of Linkproof_Admin. */
export const APPROVER = testId('005', 5);

/** Stored before the newest complete run of an hour ago. */
const AUDITED_AT = '2026-11-22T07:00:00.000Z';
const SINCE = '2026-11-03T09:30:00.000Z';

const agreeing: VerdictEvidence = {
  reason: 'both_rungs_agree',
  steps: [
    {
      rung: 'scope',
      system: 'contract',
      field: 'Account.Type',
      said: 'Customer - Direct',
      outcome: 'info',
      meaning: 'The contract expects this account to have an organization.',
    },
    {
      rung: 'stored_id',
      system: 'salesforce',
      field: 'Account.Zendesk_Organization_Id__c',
      said: '6164125400602',
      outcome: 'agrees',
      meaning: 'The account names this organization, and it is live.',
    },
    {
      rung: 'external_id',
      system: 'zendesk',
      field: 'organization.external_id',
      said: NORTHWIND,
      outcome: 'agrees',
      meaning: 'The organization carries this account’s 18-character id.',
    },
    {
      rung: 'native_app',
      system: 'salesforce',
      field: 'Account.Zendesk__Zendesk_Organization_Id__c',
      said: null,
      outcome: 'silent',
      meaning: 'The native app has no organization for this account.',
    },
  ],
  rejected: [],
};

const twoOrganizations: VerdictEvidence = {
  reason: 'duplicate_external_id',
  steps: [
    {
      rung: 'stored_id',
      system: 'salesforce',
      field: 'Account.Zendesk_Organization_Id__c',
      said: '7001',
      outcome: 'names',
      meaning: 'The account names organization 7001, and it is live.',
    },
    {
      rung: 'external_id',
      system: 'zendesk',
      field: 'organization.external_id',
      said: CONTOSO,
      outcome: 'disagrees',
      meaning: 'Two organizations carry this account’s key: 7001 and 7002.',
    },
    {
      rung: 'name',
      system: 'zendesk',
      field: 'organization.name',
      said: 'Contoso (old portal)',
      outcome: 'testifies',
      meaning: 'Organization 7002 has a similar name. A name never links.',
    },
  ],
  rejected: [
    {
      accountId: null,
      organizationId: '7002',
      name: 'Contoso (old portal)',
      because: 'It carries the account’s key, but the account points to organization 7001.',
    },
  ],
};

const duplicate: ExceptionSummary = {
  fingerprint: 'd'.repeat(64),
  code: 'duplicate_external_id',
  severity: 'critical',
  status: 'new',
  meaning: 'Two or more Zendesk organizations carry the key of the same account.',
  recommendedAction:
    'Decide which organization is the customer’s. Clear the key on the others, or merge them in Zendesk.',
  firstSeenAt: SINCE,
  organizationIds: ['7001', '7002'],
};

function account(id: string, name: string, fields: Row = {}): Row {
  return { Id: id, Name: name, Type: 'Customer - Direct', OwnerId: ADMIN, IsDeleted: false, ...fields };
}

function link(account: string, fields: Row): Row {
  const n = Number(account.slice(3, 15));
  return {
    Id: `a00${String(n).padStart(12, '0')}AAA`,
    Account__c: account,
    Link_Key__c: `acme:${account}`,
    Audited_Org_Id__c: ORGANIZATION_ID,
    Verdict_Since__c: SINCE,
    Run_Id__c: 'run-2026-11-22',
    Open_Exceptions__c: 0,
    Critical_Exceptions__c: 0,
    Exception_Summary__c: '[]',
    CreatedDate: SINCE,
    ...fields,
  };
}

/** An org after an audit of an hour ago: one account that is right, some that are not, one that is new. */
/** `rows`: more of them, by object. */
export function workbenchWorld(rows: Readonly<Record<string, readonly Row[]>> = {}) {
  const accounts = [
    account(NORTHWIND, 'Northwind Traders', {
      Zendesk_Organization_Id__c: '6164125400602',
      Website: 'https://northwind.example',
    }),
    account(CONTOSO, 'Contoso', { Zendesk_Organization_Id__c: '7001' }),
    account(FABRIKAM, 'Fabrikam', { Type: 'Customer - Channel', ParentId: NORTHWIND }),
    account(NEWCOMER, 'Newcomer'),
    account(HOSTILE, `<img src=x onerror="window.hacked = 1"> 100%_' \\ Ltd`),
  ];
  const links = [
    link(NORTHWIND, {
      Status__c: 'verified',
      Sentence__c: 'You may rely on these tickets: Salesforce and Zendesk name each other.',
      Organization_Id__c: '6164125400602',
      Organization_Name__c: 'Northwind Traders',
      Organization_Url__c: 'https://acme.zendesk.com/agent/organizations/6164125400602',
      Evidence__c: JSON.stringify(agreeing),
    }),
    link(CONTOSO, {
      Status__c: 'contradicted',
      Codes__c: 'duplicate_external_id;scope_not_checked',
      Sentence__c:
        'Do not rely on these tickets: two Zendesk organizations claim to be this customer. Ask your administrator.',
      Organization_Id__c: '7001',
      Organization_Name__c: 'Contoso',
      Organization_Url__c: 'https://acme.zendesk.com/agent/organizations/7001',
      Evidence__c: JSON.stringify(twoOrganizations),
      Open_Exceptions__c: 1,
      Critical_Exceptions__c: 1,
      Exception_Summary__c: JSON.stringify([duplicate]),
    }),
    link(FABRIKAM, {
      Status__c: 'unlinked',
      Codes__c: 'account_missing_org',
      Sentence__c: 'There are no Zendesk tickets to rely on: nothing ties this account to an organization.',
    }),
    link(HOSTILE, {
      Status__c: 'review',
      Sentence__c: '<script>window.hacked = 1</script>',
      Organization_Name__c: '<b>Evil</b>',
      Organization_Url__c: 'javascript:window.hacked=1',
      Evidence__c: '{"steps": [',
    }),
  ];
  const world = testWorld({
    Organization: [{ Id: ORGANIZATION_ID, Name: 'Acme', OrganizationType: 'Enterprise Edition', IsSandbox: false }],
    Account: accounts,
    Zendesk_Link__c: links,
    Linkproof_State__c: [
      {
        Id: 'a01000000000001AAA',
        SetupOwnerId: ORGANIZATION_ID,
        Newest_Complete_Run_Id__c: 'run-2026-11-22',
        Newest_Complete_Run_At__c: AUDITED_AT,
        Stale_After_Hours__c: 26,
        Zendesk_Subdomain__c: 'acme',
      },
    ],
    ...Object.fromEntries(Object.entries(rows).map(([object, more]) => [object, [...more]])),
  });
  world.salesforce.get('User')?.push({
    Id: APPROVER,
    Username: 'approver@acme.example',
    Email: 'approver@acme.example',
    LastName: 'Approver',
    IsActive: true,
  });
  world.salesforce.get('PermissionSetAssignment')?.push({ AssigneeId: APPROVER, PermissionSetName: 'Linkproof_Admin' });
  return world;
}

export const STORIES: readonly Story[] = [
  {
    accountId: NORTHWIND,
    title: 'A link that holds',
    shows: 'Both systems name each other by id, so a seller may rely on the tickets.',
    expectedCodes: [],
  },
  {
    accountId: CONTOSO,
    title: 'Two organizations, one key',
    shows:
      'Somebody copied the key to a second organization. Nothing may be relied on until one of them lets go of it.',
    expectedCodes: ['duplicate_external_id'],
  },
  {
    accountId: NEWCOMER,
    title: 'Not audited yet',
    shows: 'A new account: the panels say so and offer to check it.',
    expectedCodes: [],
  },
];
