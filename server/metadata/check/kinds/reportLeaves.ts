import { isFormulaFunction } from '../formula.ts';
import { nameOf, notFound } from '../leaves.ts';
import { nodesAt, textOf } from '../MetadataNode.ts';
import { componentNames } from '../PackageIndex.ts';
import { fieldOfColumn, isSummable, reportColumns } from './reportColumns.ts';
import type { Leaf } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';

/** Custom report types are named with `__c` in reports. */
export const usedReportType: Leaf = nameOf('the report type', ({ index }) =>
  componentNames(index, 'ReportType').map((name) => `${name}__c`),
);

export const inReportType: Leaf = {
  kind: 'the column of a report',
  refuse: (value, scope) => {
    const columns = reportColumns(scope.component.root, scope.index);
    if (!columns || columns.includes(value)) return null;
    return notFound(`the column of the report type ${textOf(scope.component.root, 'reportType')}`, value, columns);
  },
  fault: (value) => value.replace(/(__c)?$/, '_gone$1'),
};

const aggregateNames = (root: MetadataNode) => nodesAt(root, 'aggregates/developerName').map(({ text: name }) => name);

/** `RowCount`, a summary formula of the report, or one of its columns. */
export const summary: Leaf = {
  kind: 'the summary of a report',
  refuse: (value, scope) => {
    const { root } = scope.component;
    const known = [
      'RowCount',
      ...aggregateNames(root),
      ...nodesAt(root, 'columns/field').map(({ text: name }) => name),
    ];
    return known.includes(value) ? null : notFound('the summary of the report', value, known);
  },
  fault: (value) => `${value}_gone`,
};

const groupingsOf = (root: MetadataNode) =>
  [...nodesAt(root, 'groupingsDown/field'), ...nodesAt(root, 'groupingsAcross/field')].map(({ text: name }) => name);

export const grouping: Leaf = nameOf('the grouping of the report', ({ component }) => groupingsOf(component.root));

export const dateColumn: Leaf = {
  ...inReportType,
  refuse: (value, scope) => {
    const lost = inReportType.refuse(value, scope);
    if (lost) return lost;
    const field = fieldOfColumn(value, scope.component.root, scope.index);
    return field && !['Date', 'DateTime'].includes(field.type)
      ? `found the column ${value}, a ${field.type}, as the date of a time frame, expected a date: choose another`
      : null;
  },
};

const SUMMARY_FUNCTIONS = ['PARENTGROUPVAL', 'PREVGROUPVAL'];
const WORDS = ['RowCount', 'TRUE', 'FALSE', 'NULL'];

/** `Object__c.Field__c:SUM`, `RowCount`, functions and numbers. */
export const summaryFormula: Leaf = {
  kind: 'the summary formula of a report',
  refuse: (value, scope) => {
    const columns = reportColumns(scope.component.root, scope.index);
    for (const [reference, column = '', aggregate = ''] of value.matchAll(/([A-Za-z]\w*(?:[.$]\w+)+)(?::(\w+))?/g)) {
      const place = column.lastIndexOf('.');
      const name = `${column.slice(0, place)}$${column.slice(place + 1)}`;
      if (columns && !columns.includes(name))
        return notFound(
          'the column of the summary formula',
          column,
          columns.map((each) => each.replace('$', '.')),
        );
      const field = fieldOfColumn(name, scope.component.root, scope.index);
      if (field && !isSummable(field))
        return `found ${column} in a summary formula, a ${field.type}, expected a number or a check box: choose another`;
      if (!['SUM', 'AVG', 'MAX', 'MIN', 'UNIQUE'].includes(aggregate)) {
        return `found ${reference} in a summary formula, expected SUM, AVG, MAX, MIN or UNIQUE after a colon: add one`;
      }
    }
    // What is left are words: RowCount and functions.
    for (const [, name = '', bracket] of value.matchAll(/(?<![\w.$:])([A-Za-z]\w*)(?![\w.$:])\s*(\()?/g)) {
      const isKnown = bracket ? isFormulaFunction(name) || SUMMARY_FUNCTIONS.includes(name) : WORDS.includes(name);
      if (!isKnown) {
        return `found ${name} in a summary formula, expected RowCount, a column with its summary or a function: correct it`;
      }
    }
    return null;
  },
  fault: (value) =>
    value.replace(/([A-Za-z]\w*)__c:/, '$1_gone__c:').replace(/^(?!.*_gone__c:).*$/s, 'Gone__c.Gone__c:SUM'),
};
