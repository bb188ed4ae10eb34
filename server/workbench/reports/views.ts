/** What the workbench's server and its reports page say to each other. */
import type { ReportChart, ReportTable } from '../../metadata/reports/reportFigures.ts';

export interface ReportList {
  readonly dashboards: readonly { readonly name: string; readonly title: string; readonly description: string }[];
  readonly reports: readonly ReportLine[];
}

export interface ReportLine {
  /** `Folder/Developer_Name`. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
}

/** Why a report shows nothing: `access`, the user may not read what it needs; `wrong`, the report itself does not fit. */
export interface ReportRefusal {
  readonly kind: 'access' | 'wrong';
  readonly message: string;
}

/** A report as the acting user may see it. */
export interface ReportView extends ReportLine {
  /** Null where it could not be run: `refusal` says why. */
  readonly table: ReportTable | null;
  /** Null for a report without one, too. */
  readonly chart: ReportChart | null;
  readonly refusal: ReportRefusal | null;
}

export interface DashboardView {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Of its grid. */
  readonly columns: number;
  readonly tiles: readonly TileView[];
}

export interface TileView {
  readonly header: string;
  readonly footer: string;
  readonly report: ReportLine;
  readonly chart: ReportChart | null;
  readonly refusal: ReportRefusal | null;
  readonly place: { readonly column: number; readonly row: number; readonly width: number; readonly height: number };
}
