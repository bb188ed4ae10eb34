import { finding, group } from '../grammar.ts';
import { colour, flag, matching, notFound, oneOf, someTextUpTo, text, textUpTo, whole } from '../leaves.ts';
import { childNamed, childrenNamed, nodesAt, textOf } from '../MetadataNode.ts';
import { atMost, componentName, needs, noneTwice } from './common.ts';
import { folderFindings } from './report.ts';
import type { Leaf, Rule, Scope } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';

function reportOf(scope: Scope): MetadataNode | undefined {
  const component = [...scope.ancestors].reverse().find((node) => node.name === 'dashboardComponent');
  return component && scope.index.components.get('Report')?.get(textOf(component, 'report') ?? '')?.root;
}

/** What `known` finds in the report that the dashboard's component shows. */
function ofItsReport(kind: string, known: (report: MetadataNode, scope: Scope) => readonly string[]): Leaf {
  return {
    kind,
    refuse: (value, scope) => {
      const report = reportOf(scope);
      if (!report) return null;
      const names = known(report, scope);
      return names.includes(value) ? null : notFound(`${kind} ${textOf(report, 'name')}`, value, names);
    },
    fault: (value) => `${value}_gone`,
  };
}

const texts = (report: MetadataNode, path: string) => nodesAt(report, path).map(({ text: value }) => value);
const grouping = ofItsReport('the grouping of the report', (report) => [
  ...texts(report, 'groupingsDown/field'),
  ...texts(report, 'groupingsAcross/field'),
]);
const summary = ofItsReport('the summary of the report', (report) => [
  'RowCount',
  ...texts(report, 'aggregates/developerName'),
  ...texts(report, 'columns/field'),
]);
const tableColumn = ofItsReport('the column of the report', (report) => [
  'RowCount',
  ...texts(report, 'aggregates/developerName'),
  ...texts(report, 'columns/field'),
  ...texts(report, 'groupingsDown/field'),
  ...texts(report, 'groupingsAcross/field'),
]);

const rightRunner: Rule = (node) => {
  const type = textOf(node, 'dashboardType');
  const user = childNamed(node, 'runningUser');
  if (type === 'SpecifiedUser' && !user)
    return [
      finding(
        node,
        `found a dashboard of type SpecifiedUser without <runningUser>, expected whose eyes it shows: add it`,
      ),
    ];
  if (type !== 'SpecifiedUser' && user)
    return [
      finding(
        user,
        `found <runningUser> on a dashboard of type ${type}, expected none: remove it, or a user name of one org goes into every other`,
      ),
    ];
  return [];
};

const insideGrid: Rule = (node) => {
  const columns = Number(textOf(node, 'numberOfColumns') ?? 12);
  const taken = new Map<string, MetadataNode>();
  return childrenNamed(node, 'dashboardGridComponents').flatMap((cell) => {
    const [left, top, width, height] = ['columnIndex', 'rowIndex', 'colSpan', 'rowSpan'].map((name) =>
      Number(textOf(cell, name)),
    ) as [number, number, number, number];
    if (left + width > columns)
      return [
        finding(
          cell,
          `found a component from column ${left} over ${width} columns, expected it to end within ${columns}: move or narrow it`,
        ),
      ];
    for (let row = top; row < top + height; row++) {
      for (let column = left; column < left + width; column++) {
        const key = `${row},${column}`;
        if (taken.has(key))
          return [finding(cell, `found a component over another, at row ${row}, column ${column}: move one of them`)];
        taken.set(key, cell);
      }
    }
    return [];
  });
};

const groupedToDraw: Rule = (node, scope) => {
  const type = childNamed(node, 'componentType');
  const report = reportOf({ ...scope, ancestors: [...scope.ancestors, node] });
  const drawn = type && !['Metric', 'Gauge', 'Table', 'FlexTable'].includes(type.text);
  return drawn && report && textOf(report, 'format') === 'Tabular'
    ? [
        finding(
          type,
          `found a ${type.text} of a tabular report, expected one with groupings: group the report or show it as a table`,
        ),
      ]
    : [];
};

const PALETTES = [
  'colorSafe',
  'unity',
  'dusk',
  'heat',
  'mineral',
  'nightfall',
  'pond',
  'sunrise',
  'tropic',
  'watermelon',
  'wildflowers',
  'aurora',
  'fire',
  'ice',
  'bluegrass',
  'justice',
];

const dashboardComponent = group(
  {
    autoselectColumnsFromReport: flag,
    chartAxisRange: oneOf('Auto', 'Manual'),
    chartAxisRangeMax: text,
    chartAxisRangeMin: text,
    chartSummary: group(
      {
        aggregate: oneOf('Sum', 'Average', 'Maximum', 'Minimum', 'Unique'),
        axisBinding: oneOf('x', 'y', 'y2', 'y3', 'y4'),
        column: summary,
      },
      needs('column'),
    ),
    componentType: oneOf(
      'Bar',
      'BarGrouped',
      'BarStacked',
      'BarStacked100',
      'Column',
      'ColumnGrouped',
      'ColumnStacked',
      'ColumnStacked100',
      'ColumnLine',
      'ColumnLineGrouped',
      'Line',
      'LineGrouped',
      'LineCumulative',
      'LineGroupedCumulative',
      'Pie',
      'Donut',
      'Funnel',
      'Gauge',
      'Metric',
      'Table',
      'FlexTable',
      'Scatter',
      'ScatterGrouped',
    ),
    dashboardTableColumn: group({
      aggregateType: text,
      calculatePercent: flag,
      column: tableColumn,
      decimalPlaces: whole(-1, 18),
      showSubTotal: flag,
      showTotal: flag,
      sortBy: text,
    }),
    decimalPrecision: whole(-1, 18),
    displayUnits: oneOf('Auto', 'Integer', 'Hundreds', 'Thousands', 'Millions', 'Billions', 'Trillions'),
    drillDownUrl: text,
    drillEnabled: flag,
    drillToDetailEnabled: flag,
    enableHover: flag,
    expandOthers: flag,
    flexComponentProperties: group({
      decimalPrecision: whole(-1, 18),
      flexTableColumn: group({
        breakPoints: text,
        reportColumn: tableColumn,
        showSubTotal: flag,
        showTotal: flag,
        type: oneOf('detail', 'grouping', 'aggregate'),
      }),
      flexTableSortInfo: group({ sortColumn: tableColumn, sortOrder: oneOf('1', '2', 'Asc', 'Desc') }),
      hideChatterPhotos: flag,
    }),
    footer: textUpTo(80),
    gaugeMax: text,
    gaugeMin: text,
    groupingColumn: grouping,
    groupingSortProperties: group({
      groupingSorts: group({
        groupingLevel: text,
        inheritedReportGroupingSort: text,
        sortColumn: summary,
        sortOrder: text,
      }),
    }),
    header: textUpTo(80),
    indicatorBreakpoint1: text,
    indicatorBreakpoint2: text,
    indicatorHighColor: colour,
    indicatorLowColor: colour,
    indicatorMiddleColor: colour,
    legendPosition: oneOf('Right', 'Bottom', 'OnChart'),
    maxValuesDisplayed: whole(1, 200),
    metricLabel: textUpTo(80),
    report: componentName('report', 'Report'),
    showPercentage: flag,
    showPicturesOnCharts: flag,
    showRange: flag,
    showTotal: flag,
    showValues: flag,
    sortBy: oneOf('RowLabelAscending', 'RowLabelDescending', 'RowValueAscending', 'RowValueDescending'),
    title: textUpTo(80),
    useReportChart: flag,
  },
  needs('componentType', 'report'),
  groupedToDraw,
);

export const dashboard = group(
  {
    backgroundEndColor: colour,
    backgroundFadeDirection: oneOf('Diagonal', 'LeftToRight', 'TopToBottom'),
    backgroundStartColor: colour,
    chartTheme: oneOf('light', 'dark'),
    colorPalette: oneOf(...PALETTES),
    dashboardChartTheme: oneOf('light', 'dark'),
    dashboardColorPalette: oneOf(...PALETTES),
    dashboardFilters: group({ dashboardFilterOptions: group({ operator: text, values: text }), name: text }),
    dashboardGridLayout: group(
      {
        dashboardGridComponents: group(
          {
            colSpan: whole(1, 12),
            columnIndex: whole(0, 11),
            dashboardComponent,
            rowIndex: whole(0, 999),
            rowSpan: whole(1, 99),
          },
          needs('colSpan', 'columnIndex', 'dashboardComponent', 'rowIndex', 'rowSpan'),
        ),
        numberOfColumns: oneOf('9', '12'),
        rowHeight: oneOf('36', '82'),
      },
      insideGrid,
    ),
    dashboardType: oneOf('SpecifiedUser', 'LoggedInUser', 'MyTeamUser'),
    description: textUpTo(255),
    isGridLayout: flag,
    runningUser: text,
    textColor: colour,
    title: someTextUpTo(80),
    titleColor: colour,
    titleSize: whole(6, 72),
  },
  needs('dashboardType', 'title'),
  rightRunner,
  (node, { component, index }) => folderFindings(node, component.name, 'DashboardFolder', index),
  atMost(20, 'components', (node) => nodesAt(node, 'dashboardGridLayout/dashboardGridComponents')),
);

const share = group(
  {
    accessLevel: oneOf('View', 'Edit', 'Manage', 'EditAllContents'),
    sharedTo: matching('whom a folder is shared with', /^\w+$/, 'a name'),
    sharedToType: oneOf('Group', 'Role', 'RoleAndSubordinates', 'User', 'Organization', 'PortalRole', 'Manager'),
  },
  needs('accessLevel', 'sharedTo', 'sharedToType'),
  (node, { index }) => {
    const to = childNamed(node, 'sharedTo');
    const known = ['AllInternalUsers', ...(index.components.get('Group')?.keys() ?? [])];
    return to && textOf(node, 'sharedToType') === 'Group' && !known.includes(to.text)
      ? [finding(to, notFound('the group', to.text, known))]
      : [];
  },
);

export const folder = group(
  {
    accessType: oneOf('Hidden', 'Public', 'Shared', 'PublicInternal'),
    folderShares: share,
    name: someTextUpTo(80),
    publicFolderAccess: oneOf('ReadOnly', 'ReadWrite'),
    sharedTo: text,
  },
  needs('name'),
  noneTwice('the share with', (node) => nodesAt(node, 'folderShares/sharedTo')),
);
