import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FORCE_APP } from '../../../server/composition/forceAppFolder.ts';
import { bindEverything, describedObjects } from './bindEverything.ts';

const findObject = describedObjects();
const DEFAULT = path.join(FORCE_APP, 'main/default');

/** A file of the package, what it says, what it says wrongly instead, and what comes of it. */
type Fault = readonly [what: string, file: string, right: string, wrong: string, refusal: RegExp];

const report = (name: string) => `reports/Zendesk_Link_Trust/${name}.report-meta.xml`;
const reportType = (name: string) => `reportTypes/${name}.reportType-meta.xml`;
const dashboard = 'dashboards/Zendesk_Link_Trust/Mapping_Quality.dashboard-meta.xml';
const ageing = report('Exception_Ageing');
const matrix = report('Exceptions_By_Code_And_Severity');
const rate = report('Verified_Rate_Over_Time');
const exceptions = reportType('Exceptions_with_or_without_Accounts');
const accounts = reportType('Accounts_with_Zendesk_Links');

const FAULTS: readonly Fault[] = [
  [
    'a column of no field',
    exceptions,
    '<field>Meaning__c</field>',
    '<field>Meening__c</field>',
    /Zendesk_Exception__c.Meening__c/,
  ],
  [
    'a standard column of no field',
    accounts,
    '<field>Website</field>',
    '<field>Web</field>',
    /Web, which Account does not have/,
  ],
  [
    'a lookup by its id field',
    exceptions,
    '<field>Owner</field>',
    '<field>OwnerId</field>',
    /OwnerId, which Zendesk_Exception__c/,
  ],
  [
    'a path through no lookup',
    exceptions,
    'Account__c.Owner.Name',
    'Account__c.Boss.Name',
    /Boss, which Account does not have/,
  ],
  ['a path to no field', exceptions, 'Account__c.Owner.Name', 'Account__c.Owner.Nom', /Nom, which User does not have/],
  [
    'a column twice',
    exceptions,
    '<field>Meaning__c</field>',
    '<field>Code__c</field>',
    /Zendesk_Exception__c\$Code__c is there twice/,
  ],
  [
    'a table that is not joined',
    accounts,
    '<table>Account.Zendesk_Links__r</table>',
    '<table>Account.Links__r</table>',
    /"Account.Links__r"; expected Account or Account.Zendesk_Links__r/,
  ],
  [
    'a join of no relationship',
    accounts,
    '<relationship>Zendesk_Links__r<',
    '<relationship>Zendesk_Link__c<',
    /Account has no child relationship Zendesk_Link__c/,
  ],
  ['an outer join', accounts, '<outerJoin>false', '<outerJoin>true', /outer join Zendesk_Links__r is not supported/],
  [
    'a base object that is not there',
    exceptions,
    '<baseObject>Zendesk_Exception__c',
    '<baseObject>Zendesk_Exceptions__c',
    /no Zendesk_Exceptions__c/,
  ],
  [
    'a report type that is not there',
    ageing,
    'with_or_without_Accounts__c<',
    'with_Accounts__c<',
    /no report type Exceptions_with_Accounts/,
  ],
  [
    'a report type without its suffix',
    ageing,
    'with_or_without_Accounts__c<',
    'with_or_without_Accounts<',
    /expected a custom report type/,
  ],
  [
    'a column that the report type lacks',
    ageing,
    '$Status__c<',
    '$Fingerprint__c<',
    /has no column Zendesk_Exception__c\$Fingerprint__c/,
  ],
  [
    'a column named with a dot',
    ageing,
    '<field>Zendesk_Exception__c$Status__c<',
    '<field>Zendesk_Exception__c.Status__c<',
    /has no column Zendesk_Exception__c.Status__c; it has Zendesk_Exception__c\$Status__c/,
  ],
  [
    'a column of another table',
    report('Contradicted_Accounts'),
    '<field>Account.Zendesk_Links__r$Codes__c<',
    '<field>Account$Codes__c<',
    /has no column Account\$Codes__c; it has Account.Zendesk_Links__r\$Codes__c/,
  ],
  [
    'a grouping that the report type lacks',
    matrix,
    '<field>Zendesk_Exception__c$Severity__c<',
    '<field>Zendesk_Exception__c$Severe__c<',
    /has no column Zendesk_Exception__c\$Severe__c/,
  ],
  [
    'a grouping by a long text',
    report('Contradicted_Accounts'),
    '<field>Account$Owner<',
    '<field>Account.Zendesk_Links__r$Codes__c<',
    /long text, by which nothing is grouped|is a grouping, and cannot be a column/,
  ],
  [
    'a grouping that is a column too',
    ageing,
    '<field>Zendesk_Exception__c$Status__c<',
    '<field>Zendesk_Exception__c$Severity__c<',
    /is a grouping, and cannot be a column too/,
  ],
  [
    'a matrix without groups across',
    matrix,
    '<format>Matrix',
    '<format>Summary',
    /a Summary report groups across by 0 to 0 columns, found 1/,
  ],
  [
    'a summary without groups',
    report('Repairs_Log'),
    '<format>Summary',
    '<format>Tabular',
    /a Tabular report groups down by 0 to 0 columns, found 1/,
  ],
  [
    'a filter of a column that the report type lacks',
    ageing,
    '<column>Zendesk_Exception__c$Open__c',
    '<column>Zendesk_Exception__c$Is_Open__c',
    /has no column Zendesk_Exception__c\$Is_Open__c/,
  ],
  [
    'a filter by a value that a picklist lacks',
    rate,
    '<value>complete<',
    '<value>completed<',
    /is never "completed": expected complete, /,
  ],
  [
    'a filter of a checkbox by a word',
    ageing,
    '<value>1<',
    '<value>yes<',
    /is a checkbox: expected 1 or 0, found "yes"/,
  ],
  ['a filter of a number by a word', rate, '<value>0<', '<value>none<', /"none", which is no number/],
  [
    'an operator that the type lacks',
    rate,
    '<operator>notEqual<',
    '<operator>greaterThan<',
    /is of type picklist, which no filter greaterThan fits/,
  ],
  [
    'an operator that nobody knows',
    rate,
    '<operator>notEqual<',
    '<operator>isNot<',
    /expected <operator> to be one of .*, found "isNot"/,
  ],
  [
    'filter logic that leaves a filter out',
    report('Regress_Rate'),
    '1 OR 2',
    '1 OR 1',
    /"1 OR 1" does not combine the filters 1 to 2/,
  ],
  ['filter logic that is no logic', report('Regress_Rate'), '1 OR 2', '1 OR (2', /"1 OR \(2" does not combine/],
  [
    'a time frame of no date',
    report('Time_To_Resolve'),
    '<dateColumn>Zendesk_Exception__c$Resolved_At__c',
    '<dateColumn>Zendesk_Exception__c$Code__c',
    /no date but of type picklist/,
  ],
  [
    'a time frame that nobody knows',
    rate,
    'INTERVAL_LAST90',
    'INTERVAL_LAST91',
    /time frame INTERVAL_LAST91 is not supported/,
  ],
  [
    'an average of a text',
    ageing,
    '<field>Zendesk_Exception__c$Age_Days__c<',
    '<field>Zendesk_Exception__c$Meaning__c<',
    /of type string, which has no Average/,
  ],
  [
    'an aggregate that nobody knows',
    ageing,
    '<aggregateTypes>Average<',
    '<aggregateTypes>Mean<',
    /expected <aggregateTypes> to be one of/,
  ],
  [
    'a formula of a column that the report type lacks',
    rate,
    'Zendesk_Audit_Run__c.Accounts_Verified__c:SUM/',
    'Zendesk_Audit_Run__c.Verified_Accounts__c:SUM/',
    /FORMULA1 names Zendesk_Audit_Run__c.Verified_Accounts__c, which is no column/,
  ],
  [
    'a formula of a text',
    report('Link_Status_Now'),
    'Zendesk_Link__c.Trusted__c:SUM',
    'Zendesk_Link__c.Sentence__c:SUM',
    /FORMULA1 sums up Zendesk_Link__c.Sentence__c, which is of type string/,
  ],
  ['a formula that is none', report('Link_Status_Now'), 'SUM/RowCount', 'SUM/RowCount)', /FORMULA1 is wrong/],
  [
    'a chart by what the report is not grouped by',
    report('Time_To_Resolve'),
    '<groupingColumn>Zendesk_Exception__c$Code__c',
    '<groupingColumn>Zendesk_Exception__c$Severity__c',
    /is grouped by Zendesk_Exception__c\$Severity__c, by which the report is not/,
  ],
  [
    'a chart of what is not summed up',
    report('Time_To_Resolve'),
    '<aggregate>Average<',
    '<aggregate>Minimum<',
    /shows Minimum of Zendesk_Exception__c\$Days_To_Resolve__c, which the report does not/,
  ],
  [
    'a chart type that nobody knows',
    matrix,
    '<chartType>HorizontalBarStacked',
    '<chartType>Bars',
    /chart type Bars is not supported/,
  ],
  [
    'a stacked chart of one grouping',
    matrix,
    '<chartType>HorizontalBarStacked',
    '<chartType>HorizontalBar',
    /a chart HorizontalBar shows 1 groupings, found 2/,
  ],
  [
    'a sort by a column that the report type lacks',
    report('Repairs_Log'),
    '<sortColumn>Zendesk_Link_Change__c$Applied_At__c',
    '<sortColumn>Zendesk_Link_Change__c$Applied__c',
    /has no column Zendesk_Link_Change__c\$Applied__c/,
  ],
  ['a bucket', ageing, '<chart>', '<buckets></buckets>\n    <chart>', /<buckets> is not supported/],
  ['a scope of mine only', ageing, '<scope>organization', '<scope>user', /expected <scope> organization, found "user"/],
  [
    'a tile of a report that is not there',
    dashboard,
    'Zendesk_Link_Trust/Repairs_Log',
    'Zendesk_Link_Trust/Repairs',
    /no report Zendesk_Link_Trust\/Repairs/,
  ],
  [
    'a tile of a report in another folder',
    dashboard,
    'Zendesk_Link_Trust/Repairs_Log',
    'Public/Repairs_Log',
    /no report Public\/Repairs_Log/,
  ],
  [
    'a tile by what its report is not grouped by',
    dashboard,
    '<groupingColumn>Account$Owner',
    '<groupingColumn>Account$Type',
    /the tile "Contradicted accounts by owner".*is grouped by Account\$Type/,
  ],
  [
    'a tile of a formula that its report lacks',
    dashboard,
    '<column>FORMULA2',
    '<column>FORMULA3',
    /the tile "Open tickets of verified accounts".*shows no aggregate of FORMULA3/,
  ],
  [
    'a dashboard as one user',
    dashboard,
    '<dashboardType>LoggedInUser',
    '<dashboardType>SpecifiedUser',
    /expected <dashboardType> LoggedInUser/,
  ],
];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'linkproof-reports-'));
  for (const kind of ['reports', 'reportTypes', 'dashboards']) {
    cpSync(path.join(DEFAULT, kind), path.join(folder, kind), { recursive: true });
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('reports, their types and dashboards', () => {
  it('of the package fit each other and the org', () => {
    expect([...bindEverything(folder, findObject).keys()]).toHaveLength(9);
  });

  it.each(FAULTS)('are refused with %s', (_what, file, right, wrong, refusal) => {
    const source = readFileSync(path.join(folder, file), 'utf8');
    expect(source).toContain(right);
    writeFileSync(path.join(folder, file), source.replace(right, wrong));
    expect(() => bindEverything(folder, findObject)).toThrow(refusal);
  });
});
