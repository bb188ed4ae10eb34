import {
  ACCOUNT_STATUSES,
  EXCEPTION_STATUSES,
  RUN_MODES,
  RUN_STATUSES,
  VERDICT_STATUSES,
} from '../../server/core/model.ts';
import { BLOCKED_REASONS } from '../../server/core/plans/blockedReasons.ts';
import { CHANGE_KINDS } from '../../server/core/plans/changeKinds.ts';
import { RECEIPT_OUTCOMES } from '../../server/core/plans/Plan.ts';
import { fieldNamed, forceApp, objectNamed, OWN_OBJECTS } from './forceApp.ts';
import type { FieldMetadata } from '../../server/metadata/metadataTypes.ts';

/** The fields by name, each in the words of its type; the server, the sandbox and the panels are written against these. */
const FIELDS: Record<string, Record<string, string>> = {
  Account: { Zendesk_Organization_Id__c: 'Text(255)' },
  Zendesk_Link__c: {
    Account__c: 'MasterDetail(Account)',
    Link_Key__c: 'Text(100) unique external id, case sensitive',
    Audited_Org_Id__c: 'Text(18)',
    Status__c: 'restricted Picklist',
    Effective_Status__c: 'Formula(Text)',
    Codes__c: 'LongTextArea(4096)',
    Sentence__c: 'Text(255)',
    Organization_Id__c: 'Text(20)',
    Organization_Name__c: 'Text(255)',
    Organization_Url__c: 'Url',
    Evidence__c: 'LongTextArea(32768)',
    Verdict_Since__c: 'DateTime',
    Open_Exceptions__c: 'Number(5,0)',
    Critical_Exceptions__c: 'Number(5,0)',
    Exception_Summary__c: 'LongTextArea(16384)',
    Run_Id__c: 'Text(40)',
    Trusted__c: 'Formula(Checkbox)',
    Sample_Drawn_At__c: 'DateTime',
    Sample_Answer__c: 'restricted Picklist',
    Sample_Answered_At__c: 'DateTime',
    Sample_Answered_By__c: 'Text(255)',
    Sample_Note__c: 'Text(255)',
    Sample_Wrong__c: 'Formula(Number(18,0))',
  },
  Zendesk_Exception__c: {
    Fingerprint__c: 'Text(64) unique external id, case sensitive',
    Code__c: 'restricted Picklist',
    Severity__c: 'restricted Picklist',
    Status__c: 'restricted Picklist',
    Account__c: 'Lookup(Account) SetNull',
    Account_Ids__c: 'LongTextArea(32768)',
    Organization_Ids__c: 'LongTextArea(32768)',
    Organization_Id__c: 'Text(20)',
    Meaning__c: 'Text(255)',
    Recommended_Action__c: 'Text(255)',
    Evidence__c: 'LongTextArea(32768)',
    Evidence_Fingerprint__c: 'Text(64)',
    Cause__c: 'Text(255)',
    Cause_Key__c: 'Text(255)',
    First_Seen_At__c: 'DateTime',
    Resolved_At__c: 'DateTime',
    Resolution__c: 'restricted Picklist',
    Audited_Org_Id__c: 'Text(18)',
    Run_Id__c: 'Text(40)',
    Opened_At__c: 'DateTime',
    Regressions__c: 'Number(5,0)',
    Until__c: 'DateTime',
    Decision_Reason__c: 'Text(255)',
    Decided_By__c: 'Text(255)',
    Decided_At__c: 'DateTime',
    Reopened_At__c: 'DateTime',
    Reopened_Because__c: 'LongTextArea(4096)',
    Revision__c: 'Number(9,0)',
    Activity__c: 'LongTextArea(32768)',
    Open__c: 'Formula(Checkbox)',
    Severity_Rank__c: 'Formula(Number(18,0))',
    Age_Days__c: 'Formula(Number(17,1))',
    Age_Bucket__c: 'Formula(Text)',
    Days_To_Resolve__c: 'Formula(Number(17,1))',
    Came_Back__c: 'Formula(Number(18,0))',
  },
  Zendesk_Audit_Run__c: {
    Run_Key__c: 'Text(40) unique external id, case sensitive',
    Mode__c: 'restricted Picklist',
    Status__c: 'restricted Picklist',
    Started_At__c: 'DateTime',
    Finished_At__c: 'DateTime',
    Judged_At__c: 'DateTime',
    Verified__c: 'Number(9,0)',
    Verified_With_Notes__c: 'Number(9,0)',
    Review__c: 'Number(9,0)',
    Contradicted__c: 'Number(9,0)',
    Unlinked__c: 'Number(9,0)',
    Orphan__c: 'Number(9,0)',
    Out_Of_Scope__c: 'Number(9,0)',
    Unknown__c: 'Number(9,0)',
    Salesforce_Calls__c: 'Number(9,0)',
    Zendesk_Calls__c: 'Number(9,0)',
    Elapsed_Seconds__c: 'Number(9,1)',
    Completeness__c: 'LongTextArea(32768)',
    Contract_Version__c: 'Text(64)',
    Hold__c: 'LongTextArea(4096)',
    Audited_Org_Id__c: 'Text(18)',
    Accounts_In_Scope__c: 'Number(9,0)',
    Accounts_Verified__c: 'Number(9,0)',
    Open_Tickets__c: 'Number(9,0)',
    Open_Tickets_Verified__c: 'Number(9,0)',
    Verified_Account_Rate__c: 'Formula(Percent(17,1))',
    Verified_Ticket_Rate__c: 'Formula(Percent(17,1))',
  },
  Zendesk_Link_Change__c: {
    Change_Key__c: 'Text(80) unique external id, case sensitive',
    Account__c: 'Lookup(Account) SetNull',
    Organization_Id__c: 'Text(20)',
    Title__c: 'Text(255)',
    System__c: 'restricted Picklist',
    Kind__c: 'restricted Picklist',
    Record__c: 'Text(64)',
    Field__c: 'Text(255)',
    Before__c: 'Text(255)',
    After__c: 'Text(255)',
    Reason__c: 'Text(255)',
    Plan_Reason__c: 'LongTextArea(4096)',
    Proposed_By__c: 'Text(255)',
    Approved_By__c: 'Text(255)',
    Outcome__c: 'restricted Picklist',
    Blocked_Reason__c: 'restricted Picklist',
    Detail__c: 'LongTextArea(4096)',
    Applied_At__c: 'DateTime',
    Plan_Id__c: 'Text(40)',
    Apply_Id__c: 'Text(40)',
    Undo_Of__c: 'Text(80)',
    Audited_Org_Id__c: 'Text(18)',
  },
  Zendesk_Link_Contradicted__e: {
    Account_Id__c: 'Text(18)',
    Link_Key__c: 'Text(100)',
    Organization_Id__c: 'Text(20)',
    Status_Before__c: 'Text(40)',
    Codes__c: 'LongTextArea(4096)',
    Sentence__c: 'Text(255)',
    Run_Id__c: 'Text(40)',
  },
  Linkproof_State__c: {
    Newest_Complete_Run_Id__c: 'Text(40)',
    Newest_Complete_Run_At__c: 'DateTime',
    Stale_After_Hours__c: 'Number(5,0)',
    Zendesk_Subdomain__c: 'Text(100)',
  },
};

const allFields = [...forceApp.objects.values()].flatMap((object) =>
  object.fields.map((field) => ({ name: `${object.name}.${field.name}`, field })),
);

describe('the objects', () => {
  it.each(Object.keys(FIELDS))('%s has exactly the fields it should, each of its type and length', (name) => {
    const found = Object.fromEntries(objectNamed(name).fields.map((field) => [field.name, inWords(field)]));
    expect(found).toEqual(FIELDS[name]);
  });

  it('are these and no others', () => {
    expect([...forceApp.objects.keys()].sort()).toEqual(Object.keys(FIELDS).sort());
  });

  it.each(allFields)('$name is described to administrators and to users', ({ field }) => {
    expect(field.description).toMatch(/\S{3}/);
    expect(field.inlineHelpText).toMatch(/\S{3}/);
    // Salesforce refuses longer ones.
    expect(field.description?.length).toBeLessThanOrEqual(1000);
    expect(field.inlineHelpText?.length).toBeLessThanOrEqual(510);
    expect(field.label.length).toBeLessThanOrEqual(40);
  });

  it('say what they are for', () => {
    for (const name of [...OWN_OBJECTS, 'Linkproof_State__c']) expect(objectNamed(name).description).toMatch(/\w{3}/);
  });

  it('number their records', () => {
    expect(OWN_OBJECTS.map((name) => objectNamed(name).nameField?.displayFormat)).toEqual([
      'ZL-{000000}',
      'EX-{000000}',
      'RUN-{000000}',
      'CH-{000000}',
    ]);
  });

  it('show a verdict to whoever sees its account, and exceptions and repairs to operators only', () => {
    expect(objectNamed('Zendesk_Link__c').sharingModel).toBe('ControlledByParent');
    expect(fieldNamed('Zendesk_Link__c', 'Account__c').reference).toMatchObject({
      relationshipName: 'Zendesk_Links',
      writeRequiresMasterRead: true,
      reparentable: false,
    });
    expect(objectNamed('Zendesk_Exception__c').sharingModel).toBe('Private');
    expect(objectNamed('Zendesk_Link_Change__c').sharingModel).toBe('Private');
  });

  it('keep freshness in one public hierarchy setting', () => {
    expect(objectNamed('Linkproof_State__c')).toMatchObject({ customSettingsType: 'Hierarchy', visibility: 'Public' });
  });
});

describe('the picklists', () => {
  const values = (object: string, field: string) => fieldNamed(object, field).picklist?.values.map(({ name }) => name);

  it('know every status that an account, an exception or a published run can have', () => {
    expect(values('Zendesk_Link__c', 'Status__c')).toEqual(ACCOUNT_STATUSES);
    expect(values('Zendesk_Exception__c', 'Status__c')).toEqual(EXCEPTION_STATUSES);
    expect(values('Zendesk_Audit_Run__c', 'Mode__c')).toEqual(RUN_MODES);
    expect(values('Zendesk_Audit_Run__c', 'Status__c')).toEqual(RUN_STATUSES.filter((status) => status !== 'running'));
  });

  it('know every kind, outcome and reason that a change can have', () => {
    expect(values('Zendesk_Link_Change__c', 'Kind__c')).toEqual(Object.keys(CHANGE_KINDS));
    expect(values('Zendesk_Link_Change__c', 'Outcome__c')).toEqual(RECEIPT_OUTCOMES);
    expect(values('Zendesk_Link_Change__c', 'Blocked_Reason__c')).toEqual(Object.keys(BLOCKED_REASONS));
  });

  it('have no default: a value is the audit’s finding, never a guess', () => {
    const defaults = allFields.flatMap(
      ({ field }) => field.picklist?.values.filter(({ isDefault }) => isDefault) ?? [],
    );
    expect(defaults).toEqual([]);
  });

  it('are matched by one count per status on the run', () => {
    const names = objectNamed('Zendesk_Audit_Run__c').fields.map(({ name }) => name.toLowerCase());
    expect(names).toEqual(expect.arrayContaining(VERDICT_STATUSES.map((status) => `${status}__c`)));
  });
});

function inWords(field: FieldMetadata): string {
  const precision = field.precision === undefined ? '' : `(${field.precision - (field.scale ?? 0)},${field.scale})`;
  if (field.formula !== undefined) return `Formula(${field.type}${precision})`;
  const size = field.length === undefined ? precision : `(${field.length})`;
  const target = field.reference ? `(${field.reference.to})` : '';
  const type = `${field.picklist?.restricted ? 'restricted ' : ''}${field.type}${size}${target}`;
  const key =
    field.unique && field.externalId ? ` unique external id${field.caseSensitive ? ', case sensitive' : ''}` : '';
  return `${type}${key}${field.reference?.deleteConstraint ? ` ${field.reference.deleteConstraint}` : ''}`;
}
