import { LightningElement } from 'lwc';
import { refreshPage, registerRefreshHandler, unregisterRefreshHandler } from '../../platform/refresh.ts';
import type { DashboardView, ReportList, ReportView } from '../../reports/views.ts';
import { followLink, onNavigation } from '../address.ts';
import { getJson } from '../requests.ts';
import { addressOfDashboard, addressOfReport, chosenReport } from './addresses.ts';

/** The package's dashboard and reports, run over the org as whoever looks. */
export default class Reports extends LightningElement {
  list?: ReportList;
  dashboard?: DashboardView;
  report?: ReportView;
  error?: unknown;
  isLoading = true;
  private refreshHandlerId?: number;
  private stopListening?: () => void;

  override connectedCallback() {
    document.title = 'Reports | Linkproof workbench';
    this.stopListening = onNavigation(() => void this.read());
    // An audit has ended, and every figure may be another.
    this.refreshHandlerId = registerRefreshHandler(this, () => this.read());
    void this.read();
  }

  override disconnectedCallback() {
    this.stopListening?.();
    if (this.refreshHandlerId !== undefined) unregisterRefreshHandler(this.refreshHandlerId);
  }

  handleLink(event: MouseEvent) {
    followLink(event);
  }

  handleRefresh() {
    refreshPage();
  }

  get lines() {
    const chosen = chosenReport();
    const present = (name: string, title: string, address: string, isChosen: boolean) => ({
      name,
      title,
      address,
      current: isChosen ? 'page' : undefined,
      itemClass: `slds-nav-vertical__item${isChosen ? ' slds-is-active' : ''}`,
    });
    const dashboards = (this.list?.dashboards ?? []).map(({ name, title }, index) =>
      present(name, title, addressOfDashboard(), chosen === undefined && index === 0),
    );
    const reports = (this.list?.reports ?? []).map(({ name, label }) =>
      present(name, label, addressOfReport(name), name === chosen),
    );
    return { dashboards, reports };
  }

  get isEmpty() {
    return this.list !== undefined && this.list.dashboards.length + this.list.reports.length === 0;
  }

  get busy() {
    return this.isLoading ? 'true' : 'false';
  }

  private async read() {
    const chosen = chosenReport();
    this.isLoading = true;
    try {
      this.list ??= await getJson<ReportList>('/workbench/reports');
      const [first] = this.list.dashboards;
      const report = chosen === undefined ? undefined : await getJson<ReportView>(`/workbench/reports/${chosen}`);
      const dashboard =
        chosen === undefined && first ? await getJson<DashboardView>(`/workbench/dashboards/${first.name}`) : undefined;
      // Somebody may have gone on meanwhile.
      if (chosen !== chosenReport()) return;
      this.report = report;
      this.dashboard = dashboard;
      this.error = undefined;
    } catch (error) {
      if (chosen !== chosenReport()) return;
      this.error = error;
    }
    this.isLoading = false;
  }
}
