import path from 'node:path';
import { findMetadataFiles } from '../findMetadataFiles.ts';
import { MetadataError } from '../MetadataError.ts';
import { XmlElement } from '../XmlElement.ts';
import { readMeasure } from './readReports.ts';
import type { DashboardMetadata, DashboardTileMetadata } from './reportMetadataTypes.ts';

const suffix = '.dashboard-meta.xml';

const sorts = ['RowLabelAscending', 'RowLabelDescending', 'RowValueAscending', 'RowValueDescending'] as const;

/** Dashboards by `Folder/Developer_Name`. @throws MetadataError for a file that cannot be understood as a whole. */
export function readDashboards(folder: string): Map<string, DashboardMetadata> {
  return new Map(
    findMetadataFiles(folder, suffix).map((file) => {
      const dashboard = readDashboard(file);
      return [dashboard.name, dashboard];
    }),
  );
}

function readDashboard(file: string): DashboardMetadata {
  const root = XmlElement.readFile(file, 'Dashboard');
  const grid = root.child('dashboardGridLayout');
  if (!grid)
    throw new MetadataError(file, 'expected <dashboardGridLayout>: the three columns of old are not supported');
  if (root.child('dashboardFilters')) throw new MetadataError(file, '<dashboardFilters> is not supported');
  // Named by its user name, which no other org has; and whoever looks would see what that user may see.
  if (root.requiredText('dashboardType') !== 'LoggedInUser') {
    throw new MetadataError(file, 'expected <dashboardType> LoggedInUser: everybody sees what he may see');
  }
  return {
    file,
    name: `${path.basename(path.dirname(file))}/${path.basename(file, suffix)}`,
    title: root.requiredText('title'),
    description: root.text('description'),
    columns: grid.number('numberOfColumns') ?? 12,
    tiles: grid.children('dashboardGridComponents').map(readTile),
  };
}

function readTile(cell: XmlElement): DashboardTileMetadata {
  const component = cell.child('dashboardComponent');
  if (!component) throw new MetadataError(cell.file, 'expected a <dashboardComponent> in every cell of the grid');
  const sortBy = component.text('sortBy');
  return {
    header: component.requiredText('header'),
    footer: component.text('footer'),
    report: component.requiredText('report'),
    chart: {
      kind: component.requiredText('componentType'),
      title: component.requiredText('header'),
      groupings: component.texts('groupingColumn'),
      measures: component.children('chartSummary').map(readMeasure),
    },
    most: component.number('maxValuesDisplayed'),
    sortBy: sortBy === undefined ? undefined : sortOf(component, sortBy),
    place: {
      column: placed(cell, 'columnIndex'),
      row: placed(cell, 'rowIndex'),
      width: placed(cell, 'colSpan'),
      height: placed(cell, 'rowSpan'),
    },
  };
}

function sortOf(component: XmlElement, text: string): (typeof sorts)[number] {
  const sort = sorts.find((candidate) => candidate === text);
  if (sort !== undefined) return sort;
  throw new MetadataError(component.file, `expected <sortBy> to be one of ${sorts.join(', ')}, found "${text}"`);
}

function placed(cell: XmlElement, name: string): number {
  const value = cell.number(name);
  if (value === undefined) throw new MetadataError(cell.file, `expected <${name}> for every cell of the grid`);
  return value;
}
