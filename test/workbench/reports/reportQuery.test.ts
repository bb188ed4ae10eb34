/** The SOQL of a report: each filter as the org reads it, hostile values included. */
import { FORCE_APP } from '../../../server/composition/forceAppFolder.ts';
import { bindReport } from '../../../server/metadata/reports/bindReport.ts';
import { bindReportType } from '../../../server/metadata/reports/bindReportType.ts';
import { readReportTypes } from '../../../server/metadata/reports/readReportTypes.ts';
import type { ReportMetadata } from '../../../server/metadata/reports/reportMetadataTypes.ts';
import { createEngine } from '../../../server/sandbox/salesforce/engine.ts';
import { reportQuery } from '../../../server/workbench/reports/reportQuery.ts';

const names = ["O'Neill", '100%_\\', 'plain', null];
const rows = names.map((name, index) => ({
  Id: `a05${String(index).padStart(12, '0')}AAA`,
  Run_Key__c: `run-${index}`,
  Contract_Version__c: name,
  Mode__c: index < 2 ? 'full' : 'account',
  Accounts_In_Scope__c: index * 10,
  Judged_At__c: `2026-11-${String(20 - index * 5).padStart(2, '0')}T12:00:00.000Z`,
}));
const engine = createEngine({
  forceAppFolder: FORCE_APP,
  rows: new Map([['Zendesk_Audit_Run__c', rows]]),
  clock: () => new Date('2026-11-22T08:00:00Z'),
});
const runs = bindReportType(readReportTypes(FORCE_APP).get('Zendesk_Audit_Runs')!, (name) => engine.describe(name));

type Filter = readonly [column: string, operator: ReportMetadata['filters'][number]['operator'], value: string];

function query(filters: readonly Filter[], given: Partial<ReportMetadata> = {}): string {
  const bound = bindReport(
    {
      ...{ file: 'A_Report', name: 'Folder/A_Report', label: 'A report', description: undefined, format: 'Tabular' },
      ...{ reportType: 'Zendesk_Audit_Runs', down: [], across: [], filterLogic: undefined, timeFrame: undefined },
      ...{ formulas: [], chart: undefined, showDetails: true, sort: undefined },
      columns: [{ column: 'Zendesk_Audit_Run__c$Run_Key__c', aggregates: [] }],
      filters: filters.map(([column, operator, value]) => ({
        column: `Zendesk_Audit_Run__c$${column}`,
        operator,
        value,
      })),
      ...given,
    },
    runs,
  );
  return reportQuery(bound);
}

/** Numbers of the rows that the org finds. */
function found(filters: readonly Filter[], given?: Partial<ReportMetadata>): number[] {
  const { records } = engine.query(query(filters, given), { actingUserId: engine.apiUserId, accessMode: 'system' });
  return records.map((record) => Number(String(record['Run_Key__c']).slice(4)));
}

describe('the rows of a report', () => {
  it.each<[string, readonly Filter[], number[]]>([
    ['a text with a quote', [['Contract_Version__c', 'equals', "O'Neill"]], [0]],
    ['any of several texts, whatever their case', [['Contract_Version__c', 'equals', "PLAIN,o'neill"]], [0, 2]],
    ['no value', [['Contract_Version__c', 'equals', '']], [3]],
    ['any value', [['Contract_Version__c', 'notEqual', '']], [0, 1, 2]],
    ['none of several texts', [['Contract_Version__c', 'notEqual', "plain,O'Neill"]], [1, 3]],
    ['a part of a text, whose wildcards are none', [['Contract_Version__c', 'contains', '%_\\']], [1]],
    ['a beginning', [['Contract_Version__c', 'startsWith', "O'"]], [0]],
    ['no part of a text', [['Contract_Version__c', 'notContain', 'l']], [1, 3]],
    ['a number', [['Accounts_In_Scope__c', 'greaterOrEqual', '20']], [2, 3]],
    [
      'two numbers',
      [
        ['Accounts_In_Scope__c', 'greaterThan', '0'],
        ['Accounts_In_Scope__c', 'lessThan', '30'],
      ],
      [1, 2],
    ],
    ['a picklist', [['Mode__c', 'notEqual', 'account']], [0, 1]],
  ])('are found by %s', (_what, filters, expected) => {
    expect(found(filters).sort()).toEqual(expected);
  });

  it('are found by filters that logic combines', () => {
    const filters: readonly Filter[] = [
      ['Mode__c', 'equals', 'full'],
      ['Accounts_In_Scope__c', 'equals', '0'],
      ['Contract_Version__c', 'equals', 'plain'],
    ];
    expect(found(filters, { filterLogic: '(1 AND 2) OR 3' }).sort()).toEqual([0, 2]);
    expect(found(filters, { filterLogic: '1 AND NOT (2 OR 3)' })).toEqual([1]);
  });

  it('are of the time frame, and in the order that the report asks for', () => {
    const judged = 'Zendesk_Audit_Run__c$Judged_At__c';
    const timeFrame = { column: judged, interval: 'INTERVAL_LAST7' };
    expect(found([], { timeFrame, sort: { column: judged, descending: false } })).toEqual([1, 0]);
    expect(found([], { sort: { column: judged, descending: false } })).toEqual([3, 2, 1, 0]);
    expect(found([], { sort: { column: judged, descending: true } })).toEqual([0, 1, 2, 3]);
  });
});
