import path from 'node:path';
import { findMetadataFiles } from '../findMetadataFiles.ts';
import { MetadataError } from '../MetadataError.ts';
import { XmlElement } from '../XmlElement.ts';
import { AGGREGATES, FILTER_OPERATORS, GRANULARITIES, REPORT_FORMATS } from './reportMetadataTypes.ts';
import type { ChartMetadata, GroupingMetadata, MeasureMetadata, ReportMetadata } from './reportMetadataTypes.ts';

const suffix = '.report-meta.xml';

/** What would change a report's figures, and is not read: a report with it must not run as if it were not there. */
const notRead = ['aggregateFilters', 'block', 'buckets', 'crossFilters', 'customDetailFormulas', 'historicalSelector'];

/** Reports by `Folder/Developer_Name`. @throws MetadataError for a file that cannot be understood as a whole. */
export function readReports(folder: string): Map<string, ReportMetadata> {
  return new Map(
    findMetadataFiles(folder, suffix).map((file) => {
      const report = readReport(file);
      return [report.name, report];
    }),
  );
}

function readReport(file: string): ReportMetadata {
  const root = XmlElement.readFile(file, 'Report');
  const foreign = notRead.find((name) => root.child(name));
  if (foreign !== undefined) throw new MetadataError(file, `<${foreign}> is not supported: do without it`);
  if (root.requiredText('scope') !== 'organization') {
    throw new MetadataError(file, `expected <scope> organization, found "${root.requiredText('scope')}"`);
  }
  const filter = root.child('filter');
  const timeFrame = root.child('timeFrameFilter');
  const chart = root.child('chart');
  const sortColumn = root.text('sortColumn');
  return {
    file,
    name: `${path.basename(path.dirname(file))}/${path.basename(file, suffix)}`,
    label: root.requiredText('name'),
    description: root.text('description'),
    format: oneOf(REPORT_FORMATS, root, 'format'),
    reportType: customReportType(root),
    columns: root.children('columns').map((column) => ({
      column: column.requiredText('field'),
      aggregates: column.texts('aggregateTypes').map((text) => known(AGGREGATES, column, 'aggregateTypes', text)),
    })),
    down: root.children('groupingsDown').map(readGrouping),
    across: root.children('groupingsAcross').map(readGrouping),
    filters: (filter?.children('criteriaItems') ?? []).map(readCriterion),
    filterLogic: filter?.text('booleanFilter'),
    timeFrame: timeFrame && {
      column: timeFrame.requiredText('dateColumn'),
      interval: timeFrame.requiredText('interval'),
    },
    formulas: root.children('aggregates').map((element) => ({
      name: element.requiredText('developerName'),
      label: element.requiredText('masterLabel'),
      formula: element.requiredText('calculatedFormula'),
      dataType: oneOf(['number', 'percent', 'currency'] as const, element, 'datatype'),
    })),
    chart: chart && readChart(chart),
    showDetails: root.flag('showDetails'),
    sort: sortColumn === undefined ? undefined : { column: sortColumn, descending: isDescending(root) },
  };
}

function customReportType(root: XmlElement): string {
  const name = root.requiredText('reportType');
  // Salesforce's own report types name their columns by codes that no file defines.
  if (!name.endsWith('__c')) throw new MetadataError(root.file, `expected a custom report type, found "${name}"`);
  return name.slice(0, -'__c'.length);
}

function readCriterion(element: XmlElement): ReportMetadata['filters'][number] {
  if (element.flag('columnToColumn')) throw new MetadataError(element.file, 'comparing columns is not supported');
  return {
    column: element.requiredText('column'),
    operator: oneOf(FILTER_OPERATORS, element, 'operator'),
    value: element.text('value') ?? '',
  };
}

function readGrouping(element: XmlElement): GroupingMetadata {
  if (element.child('sortByName')) throw new MetadataError(element.file, 'sorting groups by a value is not supported');
  return {
    column: element.requiredText('field'),
    granularity: element.child('dateGranularity') ? oneOf(GRANULARITIES, element, 'dateGranularity') : 'Day',
    descending: isDescending(element),
  };
}

function readChart(chart: XmlElement): ChartMetadata {
  return {
    kind: chart.requiredText('chartType'),
    title: chart.text('title') ?? '',
    groupings: [chart.requiredText('groupingColumn'), ...chart.texts('secondaryGroupingColumn')],
    measures: chart.children('chartSummaries').map(readMeasure),
  };
}

export function readMeasure(element: XmlElement): MeasureMetadata {
  return {
    column: element.requiredText('column'),
    aggregate: element.child('aggregate') && oneOf(AGGREGATES, element, 'aggregate'),
  };
}

function isDescending(element: XmlElement): boolean {
  return oneOf(['Asc', 'Desc'] as const, element, 'sortOrder') === 'Desc';
}

function oneOf<T extends string>(values: readonly T[], element: XmlElement, name: string): T {
  return known(values, element, name, element.requiredText(name));
}

function known<T extends string>(values: readonly T[], element: XmlElement, name: string, text: string): T {
  const value = values.find((candidate) => candidate === text);
  if (value !== undefined) return value;
  throw new MetadataError(element.file, `expected <${name}> to be one of ${values.join(', ')}, found "${text}"`);
}
