import { FORCE_APP } from '../../../server/composition/forceAppFolder.ts';
import { bindReport } from '../../../server/metadata/reports/bindReport.ts';
import type { BoundReport } from '../../../server/metadata/reports/bindReport.ts';
import { bindReportType } from '../../../server/metadata/reports/bindReportType.ts';
import { bindTile } from '../../../server/metadata/reports/bindTile.ts';
import type { FindObject } from '../../../server/metadata/reports/OrgObject.ts';
import { readDashboards } from '../../../server/metadata/reports/readDashboards.ts';
import { readReports } from '../../../server/metadata/reports/readReports.ts';
import { readReportTypes } from '../../../server/metadata/reports/readReportTypes.ts';
import { createEngine } from '../../../server/sandbox/salesforce/engine.ts';

/** Objects as an org with the package describes them to whoever may see everything. */
export function describedObjects(): FindObject {
  const engine = createEngine({ forceAppFolder: FORCE_APP, rows: new Map(), clock: () => new Date(0) });
  const known = new Set(engine.describeGlobal().sobjects.map(({ name }) => name));
  return (name) => (known.has(name) ? engine.describe(name) : undefined);
}

/** Binds every column of every report type, every report and every tile below `folder`. */
export function bindEverything(folder: string, findObject: FindObject): ReadonlyMap<string, BoundReport> {
  const reportTypes = new Map(
    [...readReportTypes(folder)].map(([name, reportType]) => [name, bindReportType(reportType, findObject)] as const),
  );
  for (const reportType of reportTypes.values()) reportType.columnNames.forEach(reportType.column);
  const bound = new Map<string, BoundReport>();
  for (const report of readReports(folder).values()) {
    const reportType = reportTypes.get(report.reportType);
    if (!reportType) throw new Error(`no report type ${report.reportType}`);
    bound.set(report.name, bindReport(report, reportType));
  }
  for (const dashboard of readDashboards(folder).values()) {
    for (const tile of dashboard.tiles) {
      const report = bound.get(tile.report);
      if (!report) throw new Error(`no report ${tile.report}`);
      bindTile(tile, dashboard, report);
    }
  }
  return bound;
}
