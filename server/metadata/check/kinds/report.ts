import { finding, group } from '../grammar.ts';
import { colour, flag, matching, notFound, oneOf, someTextUpTo, text, textUpTo, whole } from '../leaves.ts';
import { childNamed, childrenNamed, nodesAt, textOf } from '../MetadataNode.ts';
import { componentNames } from '../PackageIndex.ts';
import { atMost, needs, noneTwice, objectName } from './common.ts';
import { booleanFilterFindings, filterProblem } from './filters.ts';
import { fieldOfColumn, isSummable } from './reportColumns.ts';
import { dateColumn, grouping, inReportType, summary, summaryFormula, usedReportType } from './reportLeaves.ts';
import { filterOperation } from './views.ts';
import type { Rule, Scope } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { Finding } from '../Problem.ts';

const groupingChild = group(
  {
    aggregateType: text,
    dateGranularity: oneOf(
      'None',
      'Day',
      'Week',
      'Month',
      'Quarter',
      'Year',
      'FiscalQuarter',
      'FiscalYear',
      'MonthInYear',
      'DayInMonth',
    ),
    field: inReportType,
    sortByName: summary,
    sortOrder: oneOf('Asc', 'Desc'),
    sortType: oneOf('Column', 'Aggregate', 'CustomSummaryFormula'),
  },
  needs('field', 'sortOrder'),
);

const rightFormat: Rule = (node) => {
  const format = childNamed(node, 'format');
  const down = childrenNamed(node, 'groupingsDown').length;
  const across = childrenNamed(node, 'groupingsAcross').length;
  const expected = {
    Tabular: down + across === 0 ? null : 'no groupings',
    Summary: down >= 1 && down <= 3 && across === 0 ? null : 'one to three groupings down and none across',
    Matrix:
      down >= 1 && down <= 2 && across >= 1 && across <= 2 ? null : 'one or two groupings down and one or two across',
  }[format?.text ?? ''];
  const found: Finding[] =
    format && expected
      ? [
          finding(
            format,
            `found the format ${format.text} with ${down} groupings down and ${across} across, expected ${expected}: correct it`,
          ),
        ]
      : [];
  const chart = childNamed(node, 'chart');
  if (chart && format?.text === 'Tabular')
    found.push(
      finding(chart, `found a chart on a tabular report, expected groupings to draw: group it or remove the chart`),
    );
  return found;
};

const rightCriteria: Rule = (node, { component, index }) => {
  const field = fieldOfColumn(textOf(node, 'column') ?? '', component.root, index);
  const problem = field && filterProblem(field, textOf(node, 'operator') ?? '', textOf(node, 'value') ?? '');
  return problem ? [finding(childNamed(node, 'value') ?? node, problem)] : [];
};

const rightAggregate: Rule = (node, { component, index }) => {
  const types = childrenNamed(node, 'aggregateTypes').filter((each) => each.text !== 'Unique');
  const field = fieldOfColumn(textOf(node, 'field') ?? '', component.root, index);
  return types[0] && field && !isSummable(field)
    ? [
        finding(
          types[0],
          `found ${types[0].text} of ${textOf(node, 'field')}, a ${field.type}, expected a number or a check box: remove it`,
        ),
      ]
    : [];
};

const folderKnown: Rule = (node, { component, index }) => folderFindings(node, component.name, 'ReportFolder', index);

export function folderFindings(
  node: MetadataNode,
  name: string,
  type: 'ReportFolder' | 'DashboardFolder',
  index: Scope['index'],
): Finding[] {
  const folder = name.split('/').slice(0, -1).join('/');
  return folder === '' || !index.components.get(type)?.has(folder)
    ? [finding(node, `${notFound('the folder', folder, componentNames(index, type))}`)]
    : [];
}

export const report = group(
  {
    aggregates: group(
      {
        acrossGroupingContext: text,
        calculatedFormula: summaryFormula,
        datatype: oneOf('currency', 'number', 'percent'),
        description: textUpTo(255),
        developerName: matching('the name of a summary formula', /^FORMULA\d+$/, 'FORMULA and a number'),
        downGroupingContext: text,
        isActive: flag,
        isCrossBlock: flag,
        masterLabel: someTextUpTo(40),
        scale: whole(0, 18),
      },
      needs('calculatedFormula', 'datatype', 'developerName', 'isActive', 'masterLabel'),
    ),
    chart: group(
      {
        backgroundColor1: colour,
        backgroundColor2: colour,
        backgroundFadeDir: oneOf('Diagonal', 'LeftToRight', 'TopToBottom'),
        chartSummaries: group(
          {
            aggregate: oneOf('Sum', 'Average', 'Maximum', 'Minimum', 'Unique'),
            axisBinding: oneOf('x', 'y', 'y2', 'y3', 'y4'),
            column: summary,
          },
          needs('column'),
        ),
        chartType: oneOf(
          'HorizontalBar',
          'HorizontalBarGrouped',
          'HorizontalBarStacked',
          'HorizontalBarStackedTo100',
          'VerticalColumn',
          'VerticalColumnGrouped',
          'VerticalColumnStacked',
          'VerticalColumnStackedTo100',
          'Line',
          'LineGrouped',
          'LineCumulative',
          'LineCumulativeGrouped',
          'Pie',
          'Donut',
          'Funnel',
          'Scatter',
          'ScatterGrouped',
          'VerticalColumnLine',
          'None',
        ),
        enableHoverLabels: flag,
        expandOthers: flag,
        groupingColumn: grouping,
        legendPosition: oneOf('Right', 'Bottom', 'OnChart'),
        location: oneOf('CHART_TOP', 'CHART_BOTTOM'),
        secondaryGroupingColumn: grouping,
        showAxisLabels: flag,
        showPercentage: flag,
        showTotal: flag,
        showValues: flag,
        size: oneOf('Tiny', 'Small', 'Medium', 'Large', 'Huge'),
        summaryAxisManualRangeEnd: text,
        summaryAxisManualRangeStart: text,
        summaryAxisRange: oneOf('Auto', 'Manual'),
        textColor: colour,
        textSize: whole(6, 72),
        title: textUpTo(255),
        titleColor: colour,
        titleSize: whole(6, 72),
      },
      needs('chartType', 'chartSummaries', 'groupingColumn'),
    ),
    columns: group(
      {
        aggregateTypes: oneOf('Sum', 'Average', 'Maximum', 'Minimum', 'Unique', 'Median'),
        field: inReportType,
        reverseColors: flag,
        showChanges: flag,
      },
      needs('field'),
      rightAggregate,
    ),
    crossFilters: group(
      {
        criteriaItems: group({ column: text, columnToColumn: flag, isUnlocked: flag, operator: text, value: text }),
        operation: oneOf('with', 'without'),
        primaryTableColumn: inReportType,
        relatedTable: objectName,
        relatedTableJoinColumn: text,
      },
      needs('operation', 'primaryTableColumn', 'relatedTable', 'relatedTableJoinColumn'),
      (node, { index }) => {
        const object = textOf(node, 'relatedTable') ?? '';
        const columns = [childNamed(node, 'relatedTableJoinColumn'), ...nodesAt(node, 'criteriaItems/column')].filter(
          (each) => each !== undefined,
        );
        const known = index.objects.get(object);
        return known
          ? columns
              .filter((each) => !known.fields.has(each.text))
              .map((each) => finding(each, notFound(`the field of ${object}`, each.text, [...known.fields.keys()])))
          : [];
      },
    ),
    currency: text,
    description: textUpTo(255),
    filter: group(
      {
        booleanFilter: text,
        criteriaItems: group(
          {
            column: inReportType,
            columnToColumn: flag,
            isUnlocked: flag,
            operator: filterOperation,
            snapshot: text,
            value: text,
          },
          needs('column', 'operator'),
          rightCriteria,
        ),
        language: text,
      },
      (node) => booleanFilterFindings(node, childrenNamed(node, 'criteriaItems').length),
    ),
    format: oneOf('Tabular', 'Summary', 'Matrix'),
    groupingsAcross: groupingChild,
    groupingsDown: groupingChild,
    name: someTextUpTo(40),
    params: group({ name: text, value: text }),
    reportType: usedReportType,
    roleHierarchyFilter: text,
    rowLimit: whole(1, 99_999),
    scope: oneOf('organization', 'user', 'team'),
    showCurrentDate: flag,
    showDetails: flag,
    showGrandTotal: flag,
    showSubTotals: flag,
    sortColumn: {
      ...inReportType,
      refuse: (value, scope) => {
        const shown = nodesAt(scope.component.root, 'columns/field').map(({ text: name }) => name);
        return shown.includes(value) ? null : notFound('the column to sort by', value, shown);
      },
    },
    sortOrder: oneOf('Asc', 'Desc'),
    timeFrameFilter: group(
      {
        dateColumn,
        endDate: text,
        interval: matching('an interval', /^INTERVAL_[A-Z0-9_]+$/, 'one such as INTERVAL_LAST90'),
        startDate: text,
      },
      needs('dateColumn', 'interval'),
    ),
    userFilter: text,
  },
  needs('format', 'name', 'reportType', 'showDetails'),
  rightFormat,
  folderKnown,
  noneTwice('the column or grouping', (node) => [
    ...nodesAt(node, 'columns/field'),
    ...nodesAt(node, 'groupingsDown/field'),
    ...nodesAt(node, 'groupingsAcross/field'),
  ]),
  noneTwice('the summary formula', (node) => nodesAt(node, 'aggregates/developerName')),
  atMost(5, 'summary formulas', (node) => childrenNamed(node, 'aggregates')),
);
