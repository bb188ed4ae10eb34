import { fault, twice, without } from './Fault.ts';
import type { Fault } from './Fault.ts';

const matrix = 'Exceptions_By_Code_And_Severity.report-meta.xml';
const overTime = 'Verified_Rate_Over_Time.report-meta.xml';
const dashboard = 'Mapping_Quality.dashboard-meta.xml';

export const REPORT_FAULTS: readonly Fault[] = [
  fault(
    'a report on a field outside its report type',
    matrix,
    'Zendesk_Exception__c$Name',
    'Zendesk_Exception__c$Evidence__c',
  ),
  fault('a column written another way', matrix, 'Zendesk_Exception__c$Status__c', 'Zendesk_Exception__c.Status__c'),
  fault(
    'a chart over what is not grouped',
    matrix,
    '<groupingColumn>Zendesk_Exception__c$Code__c',
    '<groupingColumn>Zendesk_Exception__c$Status__c',
  ),
  fault('a matrix without columns', matrix, '<format>Matrix', '<format>Summary'),
  fault('a filter for a check box that is a word', matrix, '<value>1<', '<value>open<'),
  fault('a filter for a value that is gone', overTime, '<value>complete<', '<value>completed<'),
  fault('a summary that is gone', overTime, '<column>FORMULA1', '<column>FORMULA3'),
  fault('a formula over a column that is gone', overTime, 'Accounts_Verified__c:SUM', 'Accounts_Proved__c:SUM'),
  fault(
    'a formula over text',
    overTime,
    'Zendesk_Audit_Run__c.Accounts_Verified__c:SUM',
    'Zendesk_Audit_Run__c.Mode__c:SUM',
  ),
  fault(
    'a time frame over text',
    overTime,
    '<dateColumn>Zendesk_Audit_Run__c$Judged_At__c',
    '<dateColumn>Zendesk_Audit_Run__c$Mode__c',
  ),
  fault('a word in a formula that is none', 'Regress_Rate.report-meta.xml', 'RowCount<', 'Rows<'),
  fault(
    'an average of text',
    overTime,
    '<field>Zendesk_Audit_Run__c$Mode__c',
    '<aggregateTypes>Average</aggregateTypes><field>Zendesk_Audit_Run__c$Mode__c',
  ),
  twice('a column of a report twice', matrix, 'columns'),
  twice('a summary formula twice', overTime, 'aggregates'),
  without(
    'a column that a report shows, out of its report type',
    'Zendesk_Audit_Runs.reportType-meta.xml',
    'columns',
    'Accounts_Verified__c',
  ),
  fault(
    'a join by a relationship that is gone',
    'Accounts_with_Zendesk_Links.reportType-meta.xml',
    '<relationship>Zendesk_Links__r',
    '<relationship>Zendesk_Link__r',
  ),
  fault(
    'a join from the wrong base',
    'Accounts_with_Zendesk_Links.reportType-meta.xml',
    '<baseObject>Account',
    '<baseObject>Contact',
  ),
  twice('a column of a report type twice', 'Zendesk_Audit_Runs.reportType-meta.xml', 'columns'),
  fault(
    'a report type on what can’t be reported',
    'Zendesk_Audit_Run__c/Zendesk_Audit_Run__c.object-meta.xml',
    '<enableReports>true',
    '<enableReports>false',
  ),
  fault('a dashboard over a report in another folder', dashboard, '<report>Zendesk_Link_Trust/', '<report>Link_Trust/'),
  fault(
    'a grouping that the report lacks',
    dashboard,
    '<groupingColumn>Zendesk_Audit_Run__c$Judged_At__c',
    '<groupingColumn>Zendesk_Audit_Run__c$Started_At__c',
  ),
  fault('a summary that the report lacks', dashboard, '<column>FORMULA1', '<column>FORMULA2'),
  fault('a component beyond the grid', dashboard, '<columnIndex>9', '<columnIndex>10'),
  fault('a component over another', dashboard, '<columnIndex>9', '<columnIndex>8'),
  fault('a dashboard of nobody', dashboard, 'LoggedInUser', 'SpecifiedUser'),
  fault(
    'a folder shared with a group that is gone',
    'Zendesk_Link_Trust.reportFolder-meta.xml',
    'AllInternalUsers',
    'Zendesk_Operators',
  ),
];
