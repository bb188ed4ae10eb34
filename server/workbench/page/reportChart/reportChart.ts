import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  DoughnutController,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import type { ChartConfiguration, ChartType } from 'chart.js';
import { LightningElement, api } from 'lwc';
import type { ReportChart as ChartView } from '../../../metadata/reports/reportFigures.ts';
import { describeChart, presentFigure } from '../reports/presentValue.ts';

Chart.register(
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  DoughnutController,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

/** Told apart by who sees colours otherwise too (after Okabe and Ito), the first for charts of one series. */
const COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#8c6bb1', '#737373'];
/** From harmless to urgent, by the labels of the severities. */
const SEVERITY_COLORS: Readonly<Record<string, string>> = {
  Low: '#9ecae1',
  Medium: '#4292c6',
  High: '#e69f00',
  Critical: '#b5241c',
};

/** The height that a bar and its label need, in rem. */
const BAR_REM = 1.25;

const DRAWN: Readonly<Record<Exclude<ChartView['kind'], 'metric'>, ChartType>> = {
  bar: 'bar',
  column: 'bar',
  line: 'line',
  donut: 'doughnut',
};

/** A report's chart, drawn; and the same as a table, for who reads rather than looks. */
export default class ReportChart extends LightningElement {
  isTableShown = false;
  private drawn?: Chart;
  private view?: ChartView;

  @api
  get chart(): ChartView | undefined {
    return this.view;
  }

  set chart(chart: ChartView | undefined) {
    this.view = chart;
    // Drawn anew by the next rendering.
    this.drawn?.destroy();
    this.drawn = undefined;
  }

  override renderedCallback() {
    const canvas = this.template?.querySelector('canvas');
    if (!canvas || !this.view || this.drawn) return;
    this.drawn = new Chart(canvas, configurationOf(this.view));
  }

  override disconnectedCallback() {
    this.drawn?.destroy();
    this.drawn = undefined;
  }

  handleToggle() {
    this.isTableShown = !this.isTableShown;
    this.drawn?.destroy();
    this.drawn = undefined;
  }

  get isEmpty() {
    return this.view?.labels.length === 0;
  }

  get isDrawn() {
    return !this.isTableShown;
  }

  get description() {
    return this.view ? describeChart(this.view) : '';
  }

  /** A bar of its own for each label; a tile that is lower than that scrolls. */
  get drawingStyle() {
    const bars = this.view?.kind === 'bar' ? this.view.labels.length : 0;
    return `--least-height: ${bars * BAR_REM}rem`;
  }

  get toggleLabel() {
    return this.isTableShown ? 'Show the chart' : 'Show as a table';
  }

  get columns() {
    return (this.view?.series ?? []).map(({ label }) => ({ label }));
  }

  get rows() {
    const { labels = [], series = [], unit = 'number' } = this.view ?? {};
    return labels.map((label, index) => ({
      key: index,
      label,
      values: series.map((one) => ({ key: one.label, text: presentFigure(one.values[index] ?? null, unit) })),
    }));
  }

  get tableLabel() {
    return this.view?.title ?? '';
  }

  get groupingLabel() {
    return this.view?.grouping ?? '';
  }
}

/** Arrays are copied: those that a component is handed are guarded, and Chart.js writes to its own. */
function configurationOf(view: ChartView): ChartConfiguration {
  const { kind, stacked, labels, series, unit } = view;
  if (kind === 'metric') throw new TypeError('A metric is a figure, not a chart.');
  const isRound = kind === 'donut';
  const scale = (isValue: boolean) => ({
    stacked,
    beginAtZero: true,
    ...(isValue && unit === 'percent' ? { max: 100 } : {}),
    ticks: isValue
      ? { precision: 0, callback: (value: string | number) => presentFigure(Number(value), unit) }
      : { autoSkip: kind === 'line' },
    grid: { display: isValue },
  });
  return {
    type: DRAWN[kind],
    data: {
      labels: [...labels],
      datasets: series.map(({ label, values }, index) => {
        const color = SEVERITY_COLORS[label] ?? COLORS[index % COLORS.length] ?? '';
        return {
          label,
          data: [...values],
          backgroundColor: isRound ? labels.map((_, slice) => COLORS[slice % COLORS.length] ?? '') : color,
          ...(kind === 'line' ? { borderColor: color, pointRadius: 4 } : {}),
        };
      }),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: kind === 'bar' ? 'y' : 'x',
      ...(isRound ? {} : { scales: { x: scale(kind === 'bar'), y: scale(kind !== 'bar') } }),
      plugins: {
        legend: { display: isRound || series.length > 1, position: 'right' },
        tooltip: {
          callbacks: {
            label: ({ dataset, label, raw }) =>
              `${isRound ? label : (dataset.label ?? '')}: ${presentFigure(raw as number | null, unit)}`,
          },
        },
      },
    },
  } as ChartConfiguration;
}
