import { MetadataError } from '../MetadataError.ts';
import { bindChart } from './bindChart.ts';
import type { BoundChart } from './bindChart.ts';
import type { BoundReport } from './bindReport.ts';
import type { DashboardMetadata, DashboardTileMetadata } from './reportMetadataTypes.ts';

/** @throws MetadataError, naming the dashboard's file, for a grouping or a measure that the tile's report does not have. */
export function bindTile(
  { chart, header, report }: DashboardTileMetadata,
  { file }: DashboardMetadata,
  bound: BoundReport,
): BoundChart {
  if (bound.report.name !== report)
    throw new TypeError(`Found the report ${bound.report.name} for a tile of ${report}.`);
  return bindChart(chart, bound, (problem) => new MetadataError(file, `the tile "${header}" of ${report}: ${problem}`));
}
