import { LightningElement, api } from 'lwc';
import type { DashboardView, TileView } from '../../reports/views.ts';
import { followLink } from '../address.ts';
import { addressOfReport } from '../reports/addresses.ts';
import { presentFigure, refusalText } from '../reports/presentValue.ts';

/** Of one row of a dashboard's grid, in rem; a tile of eight rows is a chart of a good height. */
const ROW_REM = 2.25;

/** A dashboard: tiles with a figure or a chart each, as its file places them. */
export default class ReportDashboard extends LightningElement {
  @api dashboard?: DashboardView;

  handleLink(event: MouseEvent) {
    followLink(event);
  }

  get tiles() {
    const columns = this.dashboard?.columns ?? 1;
    return (this.dashboard?.tiles ?? []).map((tile, index) => ({
      key: index,
      ...presentTile(tile),
      style: placeOf(tile, columns),
    }));
  }
}

function presentTile({ header, footer, report, chart, refusal }: TileView) {
  const isMetric = chart?.kind === 'metric';
  return {
    header,
    footer,
    chart: isMetric ? undefined : (chart ?? undefined),
    figure: isMetric ? presentFigure(chart.series[0]?.values[0] ?? null, chart.unit) : undefined,
    refusal: refusal ? refusalText(refusal) : undefined,
    address: addressOfReport(report.name),
    linkLabel: `View report: ${report.label}`,
  };
}

/** On narrow screens the grid has one column, and places count for nothing: see the stylesheet. */
function placeOf({ place }: TileView, columns: number): string {
  const { column, row, width, height } = place;
  return [
    `--tile-columns: ${column + 1} / span ${Math.min(width, columns)}`,
    `--tile-rows: ${row + 1} / span ${height}`,
    `--tile-height: ${height * ROW_REM}rem`,
  ].join('; ');
}
