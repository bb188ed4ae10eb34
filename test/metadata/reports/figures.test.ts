/** What reports make of rows: groups, figures, tables and charts, on rows made by hand. */
import fc from 'fast-check';
import { bindReport } from '../../../server/metadata/reports/bindReport.ts';
import type { BoundReport } from '../../../server/metadata/reports/bindReport.ts';
import { bindReportType } from '../../../server/metadata/reports/bindReportType.ts';
import { drawChart } from '../../../server/metadata/reports/drawChart.ts';
import type { ReportRow } from '../../../server/metadata/reports/groupRows.ts';
import type { ReportValue } from '../../../server/metadata/reports/reportFigures.ts';
import type { OrgObject } from '../../../server/metadata/reports/OrgObject.ts';
import type { Granularity, ReportMetadata } from '../../../server/metadata/reports/reportMetadataTypes.ts';
import { tabulate } from '../../../server/metadata/reports/tabulate.ts';

const field = (name: string, type: string, values: readonly string[] = []) => ({
  ...{ name, label: name, type, filterable: true, referenceTo: [], relationshipName: null },
  picklistValues: values.map((value) => ({ value, label: value.toUpperCase() })),
});

const boxes: OrgObject = {
  name: 'Box__c',
  label: 'Box',
  fields: [
    field('Name', 'string'),
    field('Size__c', 'picklist', ['small', 'large']),
    field('Weight__c', 'double'),
    field('Full__c', 'boolean'),
    field('Sent_At__c', 'datetime'),
  ],
  childRelationships: [],
};

const boxType = bindReportType(
  {
    ...{ file: 'Boxes', name: 'Boxes', label: 'Boxes', description: undefined, baseObject: 'Box__c', joins: [] },
    columns: boxes.fields.map(({ name }) => ({ table: 'Box__c', field: name, displayName: undefined })),
  },
  (name) => (name === 'Box__c' ? boxes : undefined),
);

function report(given: Partial<ReportMetadata>): BoundReport {
  return bindReport(
    {
      ...{ file: 'A_Report', name: 'Folder/A_Report', label: 'A report', description: undefined, format: 'Summary' },
      ...{ reportType: 'Boxes', columns: [], down: [], across: [], filters: [], filterLogic: undefined },
      ...{ timeFrame: undefined, formulas: [], chart: undefined, showDetails: false, sort: undefined },
      ...given,
    },
    boxType,
  );
}

const down = (name: string, granularity: Granularity = 'Day', descending = false) => ({
  ...{ column: `Box__c$${name}`, granularity, descending },
});

function row(values: Readonly<Record<string, ReportValue>>): ReportRow {
  return new Map(Object.entries(values).map(([name, value]) => [`Box__c$${name}`, value]));
}

const labels = (bound: BoundReport, rows: readonly ReportRow[]) =>
  tabulate(bound, rows).groups.map(({ label }) => label);

describe('groups', () => {
  it('come in the order of a picklist’s values, rows without one first', () => {
    const rows = ['large', null, 'small', 'large'].map((size) => row({ Size__c: size }));
    expect(labels(report({ down: [down('Size__c')] }), rows)).toEqual(['-', 'SMALL', 'LARGE']);
    expect(labels(report({ down: [down('Size__c', 'Day', true)] }), rows)).toEqual(['LARGE', 'SMALL', '-']);
  });

  it('of numbers come by number, of texts by letters whatever their case', () => {
    const numbers = [10, 9, 100].map((weight) => row({ Weight__c: weight }));
    expect(labels(report({ down: [down('Weight__c')] }), numbers)).toEqual(['9', '10', '100']);
    const texts = ['beta', 'Alpha', 'gamma'].map((name) => row({ Name: name }));
    expect(labels(report({ down: [down('Name')] }), texts)).toEqual(['Alpha', 'beta', 'gamma']);
  });

  it.each([
    ['Day', ['2024-12-30', '2025-01-01', '2025-03-01']],
    ['Week', ['2024-12-30', '2025-02-24']],
    ['Month', ['2024-12-01', '2025-01-01', '2025-03-01']],
    ['Quarter', ['2024-10-01', '2025-01-01']],
    ['Year', ['2024-01-01', '2025-01-01']],
  ] as const)('of moments are by %s, named by its first day', (granularity, expected) => {
    const rows = ['2025-03-01T23:59:59.000+0000', '2024-12-30T00:00:00.000+0000', '2025-01-01T12:00:00.000+0000'];
    const bound = report({ down: [down('Sent_At__c', granularity)] });
    expect(
      labels(
        bound,
        rows.map((sent) => row({ Sent_At__c: sent })),
      ),
    ).toEqual(expected);
  });
});

const weight = (...aggregates: ReportMetadata['columns'][number]['aggregates']) => ({
  ...{ column: 'Box__c$Weight__c', aggregates },
});

describe('figures', () => {
  const formulas = [
    { name: 'FORMULA1', label: 'Full', formula: 'Box__c.Full__c:SUM/RowCount', dataType: 'percent' as const },
    { name: 'FORMULA2', label: 'Mean', formula: 'Box__c.Weight__c:AVG', dataType: 'number' as const },
  ];
  const bound = report({
    down: [down('Size__c')],
    columns: [weight('Sum', 'Average', 'Maximum', 'Minimum')],
    formulas,
  });

  it('leave out what has no value, and count a checkbox as 1 and 0', () => {
    const rows = [
      row({ Size__c: 'small', Weight__c: 1, Full__c: true }),
      row({ Size__c: 'small', Weight__c: 4, Full__c: false }),
      row({ Size__c: 'small', Weight__c: null, Full__c: false }),
    ];
    const [small] = tabulate(bound, rows).groups;
    expect(small?.measures.map((value) => (value === null ? null : Math.round(value * 10) / 10))).toEqual([
      ...[5, 2.5, 4, 1, 33.3, 2.5],
    ]);
  });

  it('of nothing are none, but for a sum', () => {
    expect(tabulate(bound, []).total.measures).toEqual([0, null, null, null, null, null]);
  });

  it('of all groups, and of all parts across, add up to the total', () => {
    const matrix = report({
      ...{ format: 'Matrix', down: [down('Size__c')], across: [down('Full__c')], columns: [weight('Sum')] },
    });
    const anyRow = fc.record({
      Size__c: fc.constantFrom('small', 'large', null),
      Full__c: fc.boolean(),
      Weight__c: fc.option(fc.integer({ min: 0, max: 99 })),
    });
    fc.assert(
      fc.property(fc.array(anyRow), (values) => {
        const { total, groups } = tabulate(matrix, values.map(row));
        const sum = (numbers: readonly (number | null | undefined)[]) =>
          numbers.reduce<number>((all, number) => all + (number ?? 0), 0);
        expect(total.rowCount).toBe(values.length);
        expect(sum(groups.map(({ rowCount }) => rowCount))).toBe(values.length);
        for (const group of [...groups, total]) {
          expect(sum(group.across.map(({ rowCount }) => rowCount))).toBe(group.rowCount);
          expect(sum(group.across.map(({ measures }) => measures[0]))).toBe(group.measures[0]);
        }
      }),
    );
  });
});

describe('a table', () => {
  it('without groups has one, of all its rows', () => {
    const bound = report({
      format: 'Tabular',
      showDetails: true,
      columns: [{ column: 'Box__c$Name', aggregates: [] }],
    });
    const [all, ...others] = tabulate(bound, [row({ Name: 'B' }), row({ Name: 'A' })]).groups;
    expect(others).toEqual([]);
    expect(all).toMatchObject({ label: '', rowCount: 2, details: [[{ value: 'B' }], [{ value: 'A' }]] });
  });

  it('lists 2,000 rows at most, and counts all', () => {
    const bound = report({
      showDetails: true,
      down: [down('Size__c')],
      columns: [{ column: 'Box__c$Name', aggregates: [] }],
    });
    const rows = Array.from({ length: 3_000 }, (_, index) =>
      row({ Name: `${index}`, Size__c: index < 1_500 ? 'small' : 'large' }),
    );
    const { groups, total } = tabulate(bound, rows);
    expect(total.rowCount).toBe(3_000);
    expect(groups.map(({ rowCount, details }) => [rowCount, details.length])).toEqual([
      [1_500, 1_500],
      [1_500, 500],
    ]);
  });
});

describe('a chart', () => {
  const measures = [{ column: 'RowCount', aggregate: undefined }];
  const rows = ['a', 'b', 'b', 'c', 'c', 'c'].map((name, index) => row({ Name: name, Full__c: index % 2 === 0 }));

  it.each([
    [undefined, undefined, ['a', 'b', 'c']],
    ['RowLabelDescending', undefined, ['c', 'b', 'a']],
    ['RowValueDescending', undefined, ['c', 'b', 'a']],
    ['RowValueAscending', 2, ['a', 'b']],
  ] as const)('sorted by %s shows at most %s values, those that come first', (sortBy, most, expected) => {
    const chart = { kind: 'HorizontalBar', title: '', groupings: ['Box__c$Name'], measures };
    const bound = report({ down: [down('Name')], chart });
    expect(drawChart(bound.chart!, rows, { sortBy, most }).labels).toEqual(expected);
  });

  it('of two groupings has a series for each value of the second, with nothing where there are no rows', () => {
    const chart = { kind: 'VerticalColumnStacked', title: '', groupings: ['Box__c$Name', 'Box__c$Full__c'], measures };
    const bound = report({ down: [down('Name'), down('Full__c')], chart });
    const drawn = drawChart(bound.chart!, rows);
    expect(drawn.labels).toEqual(['a', 'b', 'c']);
    expect(drawn.series).toEqual([
      { label: 'No', values: [null, 1, 2] },
      { label: 'Yes', values: [1, 1, 1] },
    ]);
  });
});
