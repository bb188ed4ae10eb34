import { LightningElement, api } from 'lwc';
import type { ReportTable as Table } from '../../../metadata/reports/reportFigures.ts';
import type { ReportView } from '../../reports/views.ts';
import { addressOf, followLink } from '../address.ts';
import { presentFigure, presentValue, refusalText } from '../reports/presentValue.ts';

type Group = Table['groups'][number];
type Summary = Table['total'];

interface Detail {
  readonly key: string;
  readonly heading: string;
  readonly rows: readonly { readonly key: string; readonly cells: readonly Cell[] }[];
}

interface Cell {
  readonly key: number;
  readonly text: string;
  readonly address: string | undefined;
  readonly cellClass: string;
}

/** A report: its chart, the figures of its groups, and below each group its rows where the report shows them. */
export default class ReportTable extends LightningElement {
  @api report?: ReportView;

  handleLink(event: MouseEvent) {
    followLink(event);
  }

  get refusal() {
    return this.report?.refusal ? refusalText(this.report.refusal) : undefined;
  }

  get isGrouped() {
    return (this.table?.groupings.length ?? 0) > 0;
  }

  get countText() {
    const { total, details = [], groups = [] } = this.table ?? {};
    if (!total) return '';
    const records = `${total.rowCount} ${total.rowCount === 1 ? 'record' : 'records'}`;
    const shown = groups.reduce((sum, group) => sum + detailsIn(group), 0);
    return details.length > 0 && shown < total.rowCount ? `${records}; the first ${shown} are listed` : records;
  }

  get groupingLabel() {
    return this.table?.groupings.join(' / ') ?? '';
  }

  get figureColumns() {
    const { across = [], measures = [] } = this.table ?? {};
    return [...across, 'Record count', ...measures.map(({ label }) => label)].map((label, key) => ({ key, label }));
  }

  get groupRows() {
    const { groups = [], total } = this.table ?? {};
    const rows = groups.flatMap((group, index) => this.rowsOf(group, String(index), 0));
    if (!total) return rows;
    return [
      ...rows,
      { key: 'total', label: 'Total', rowClass: 'total', labelClass: '', figures: this.figuresOf(total) },
    ];
  }

  get detailColumns() {
    return (this.table?.details ?? []).map(({ label, kind }, key) => ({
      key,
      label,
      cellClass: isFigure(kind) ? 'number' : '',
    }));
  }

  get details(): readonly Detail[] {
    return (this.table?.groups ?? []).flatMap((group, index) => this.detailsOf(group, String(index), ''));
  }

  private get table() {
    return this.report?.table ?? undefined;
  }

  private rowsOf(group: Group, key: string, depth: number): readonly GroupRow[] {
    return [
      {
        key,
        label: group.label,
        rowClass: '',
        labelClass: `depth-${depth}`,
        figures: this.figuresOf(group),
      },
      ...group.groups.flatMap((inner, index) => this.rowsOf(inner, `${key}.${index}`, depth + 1)),
    ];
  }

  private figuresOf({ across, rowCount, measures }: Summary) {
    const { measures: measured = [] } = this.table ?? {};
    const texts = [
      ...across.map((part) => (part.rowCount === 0 ? '' : presentFigure(part.rowCount, 'number'))),
      presentFigure(rowCount, 'number'),
      ...measures.map((value, index) => presentFigure(value, measured[index]?.kind ?? 'number')),
    ];
    return texts.map((text, key) => ({ key, text }));
  }

  private detailsOf(group: Group, key: string, above: string): readonly Detail[] {
    const heading = [above, group.label].filter((text) => text !== '').join(' / ');
    const kinds = this.table?.details ?? [];
    const rows = group.details.map((cells, row) => ({
      key: `${key}:${row}`,
      cells: cells.map(({ value, recordId }, cell) => ({
        key: cell,
        text: presentValue(value, kinds[cell]?.kind ?? 'text'),
        address: recordId?.startsWith('001') ? addressOf({ page: 'account', accountId: recordId }) : undefined,
        cellClass: isFigure(kinds[cell]?.kind) ? 'number' : '',
      })),
    }));
    return [
      ...(rows.length > 0 ? [{ key, heading, rows }] : []),
      ...group.groups.flatMap((inner, index) => this.detailsOf(inner, `${key}.${index}`, heading)),
    ];
  }
}

interface GroupRow {
  readonly key: string;
  readonly label: string;
  readonly rowClass: string;
  readonly labelClass: string;
  readonly figures: readonly { readonly key: number; readonly text: string }[];
}

function isFigure(kind: string | undefined): boolean {
  return kind === 'number' || kind === 'percent';
}

function detailsIn(group: Group): number {
  return group.groups.reduce((sum, inner) => sum + detailsIn(inner), group.details.length);
}
