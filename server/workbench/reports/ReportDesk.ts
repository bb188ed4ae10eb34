import { NotFoundError, SourceRejectedError } from '../../errors.ts';
import { bindReport } from '../../metadata/reports/bindReport.ts';
import type { BoundReport } from '../../metadata/reports/bindReport.ts';
import { bindReportType } from '../../metadata/reports/bindReportType.ts';
import { bindTile } from '../../metadata/reports/bindTile.ts';
import { drawChart } from '../../metadata/reports/drawChart.ts';
import type { ReportRow } from '../../metadata/reports/groupRows.ts';
import { MetadataError } from '../../metadata/MetadataError.ts';
import type { OrgObject } from '../../metadata/reports/OrgObject.ts';
import { readDashboards } from '../../metadata/reports/readDashboards.ts';
import { readReports } from '../../metadata/reports/readReports.ts';
import { readReportTypes } from '../../metadata/reports/readReportTypes.ts';
import { ReportAccessError } from '../../metadata/reports/ReportAccessError.ts';
import type {
  DashboardMetadata,
  ReportMetadata,
  ReportTypeMetadata,
} from '../../metadata/reports/reportMetadataTypes.ts';
import { tabulate } from '../../metadata/reports/tabulate.ts';
import type { SalesforceOrg } from '../org/SalesforceOrg.ts';
import { reportQuery, reportRow } from './reportQuery.ts';
import type { DashboardView, ReportLine, ReportList, ReportRefusal, ReportView, TileView } from './views.ts';

/** Runs the reports and dashboards of force-app over an org, as whoever looks may see them. */
export class ReportDesk {
  readonly #reportTypes: ReadonlyMap<string, ReportTypeMetadata>;
  readonly #reports: ReadonlyMap<string, ReportMetadata>;
  readonly #dashboards: ReadonlyMap<string, DashboardMetadata>;

  /** @throws MetadataError for a file that cannot be understood. */
  constructor(forceAppFolder: string) {
    this.#reportTypes = readReportTypes(forceAppFolder);
    this.#reports = readReports(forceAppFolder);
    this.#dashboards = readDashboards(forceAppFolder);
  }

  list(): ReportList {
    return {
      dashboards: [...this.#dashboards.values()].map(({ name, title, description = '' }) => ({
        name,
        title,
        description,
      })),
      reports: [...this.#reports.values()].map(lineOf),
    };
  }

  /** @throws NotFoundError for a report that force-app does not have. */
  async report(name: string, org: SalesforceOrg): Promise<ReportView> {
    const report = found(this.#reports, name, 'report');
    const reading = new Reading(this.#reportTypes, org);
    const shown = await orRefusal(async () => {
      const { bound, rows } = await reading.run(report);
      return { table: tabulate(bound, rows), chart: bound.chart ? drawChart(bound.chart, rows) : null };
    });
    return { ...lineOf(report), table: null, chart: null, refusal: null, ...shown };
  }

  /** A tile whose report cannot be shown does not keep the others from it. @throws NotFoundError as `report` does. */
  async dashboard(name: string, org: SalesforceOrg): Promise<DashboardView> {
    const dashboard = found(this.#dashboards, name, 'dashboard');
    const reading = new Reading(this.#reportTypes, org);
    const { title, description = '', columns } = dashboard;
    const tiles: TileView[] = [];
    for (const tile of dashboard.tiles) {
      const report = this.#reports.get(tile.report);
      const shown = await orRefusal(async () => {
        if (!report) throw new MetadataError(dashboard.file, `there is no report ${tile.report}`);
        const { bound, rows } = await reading.run(report);
        return { chart: drawChart(bindTile(tile, dashboard, bound), rows, tile) };
      });
      const line = report ? lineOf(report) : { name: tile.report, label: tile.report, description: '' };
      const { header, footer = '', place } = tile;
      tiles.push({ header, footer, report: line, place, chart: null, refusal: null, ...shown });
    }
    return { name, title, description, columns, tiles };
  }
}

/** What cannot be shown, and why, is an answer too; that the org cannot be reached is none. */
async function orRefusal<Shown>(show: () => Promise<Shown>): Promise<Shown | { refusal: ReportRefusal }> {
  try {
    return await show();
  } catch (error) {
    if (error instanceof ReportAccessError) {
      const message = `It needs ${error.missing}, which none of your permission sets lets you read.`;
      return { refusal: { kind: 'access', message } };
    }
    if (error instanceof MetadataError || error instanceof SourceRejectedError) {
      return { refusal: { kind: 'wrong', message: error.message } };
    }
    throw error;
  }
}

interface Run {
  bound: BoundReport;
  rows: readonly ReportRow[];
}

/** One look at the org: each object is described once, each report run once, however many tiles show it. */
class Reading {
  readonly #reportTypes: ReadonlyMap<string, ReportTypeMetadata>;
  readonly #org: SalesforceOrg;
  readonly #objects = new Map<string, OrgObject | undefined>();
  readonly #runs = new Map<string, Promise<Run>>();

  constructor(reportTypes: ReadonlyMap<string, ReportTypeMetadata>, org: SalesforceOrg) {
    this.#reportTypes = reportTypes;
    this.#org = org;
  }

  run(report: ReportMetadata): Promise<Run> {
    const run = this.#runs.get(report.name) ?? this.#read(report);
    this.#runs.set(report.name, run);
    return run;
  }

  async #read(report: ReportMetadata): Promise<Run> {
    const bound = await this.#bind(report);
    const records = await this.#org.queryAll<Record<string, unknown>>(reportQuery(bound));
    return { bound, rows: records.map((record) => reportRow(bound, record)) };
  }

  /** Which objects a report needs shows while it is bound: what was asked for in vain is described, and all is tried again. */
  async #bind(report: ReportMetadata): Promise<BoundReport> {
    const reportType = this.#reportTypes.get(report.reportType);
    if (!reportType) throw new MetadataError(report.file, `there is no report type ${report.reportType}`);
    for (;;) {
      const missing = new Set<string>();
      const findObject = (name: string) => {
        if (!this.#objects.has(name)) missing.add(name);
        return this.#objects.get(name);
      };
      let failure: unknown;
      try {
        const bound = bindReport(report, bindReportType(reportType, findObject));
        if (missing.size === 0) return bound;
      } catch (error) {
        failure = error;
      }
      if (missing.size === 0) throw failure;
      for (const name of missing) this.#objects.set(name, await this.#org.describe(name));
    }
  }
}

function lineOf({ name, label, description = '' }: ReportMetadata): ReportLine {
  return { name, label, description };
}

function found<Thing>(things: ReadonlyMap<string, Thing>, name: string, kind: string): Thing {
  const thing = things.get(name);
  if (thing !== undefined) return thing;
  throw new NotFoundError(`force-app has no ${kind} ${name}: it has ${[...things.keys()].join(', ')}`);
}
