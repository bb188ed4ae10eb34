import { LightningElement } from 'lwc';
import { refreshPage, registerRefreshHandler } from '../../platform/refresh.ts';
import { session } from '../../platform/session.ts';
import type { ProgressView, RunView, StoryLine } from '../../views.ts';
import { addressOf, currentPlace, followLink, onNavigation } from '../address.ts';
import { followRun } from '../followRun.ts';
import { getJson, postJson } from '../requests.ts';

const TABS = [
  { page: 'start', label: 'Accounts' },
  { page: 'queue', label: 'Exception queue' },
  { page: 'runs', label: 'Audit runs' },
  { page: 'reports', label: 'Reports' },
] as const;

/** The frame of the workbench: who acts, where to go, what is under way; and the place itself. */
export default class App extends LightningElement {
  place = currentPlace();
  session = session();
  stories?: readonly StoryLine[];
  storiesError?: unknown;
  runs?: readonly RunView[];
  runsError?: unknown;
  progress?: ProgressView;
  private followedRunId?: string;

  override connectedCallback() {
    onNavigation(() => {
      this.place = currentPlace();
      this.template?.querySelector<HTMLElement>('main')?.focus();
      window.scrollTo(0, 0);
    });
    // A re-check may change the status that the list shows.
    registerRefreshHandler(this, () => this.readStories());
    void this.readStories();
    void this.readRuns();
  }

  handleLink(event: MouseEvent) {
    followLink(event);
  }

  handleSkip() {
    this.template?.querySelector<HTMLElement>('main')?.focus();
  }

  async handleStartAudit() {
    this.runsError = undefined;
    try {
      const { runId } = await postJson<{ runId: string }>('/workbench/runs', {});
      this.follow(runId);
    } catch (error) {
      this.runsError = error;
    }
    await this.readRuns();
  }

  get accountId() {
    return this.place.page === 'account' ? this.place.accountId : undefined;
  }

  get isAccounts() {
    return this.place.page === 'start' || this.place.page === 'account';
  }

  get isQueue() {
    return this.place.page === 'queue';
  }

  get isReports() {
    return this.place.page === 'reports';
  }

  get placeClass() {
    return this.isAccounts ? 'place with-list' : 'place';
  }

  get story() {
    return this.stories?.find(({ accountId }) => accountId === this.accountId);
  }

  get isAuditing() {
    return this.followedRunId !== undefined;
  }

  get mayStartAudits() {
    return this.session.permissions.includes('Linkproof_Operate');
  }

  get tabs() {
    return TABS.map(({ page, label }) => {
      const isCurrent = page === 'start' ? this.isAccounts : this.place.page === page;
      return {
        label,
        address: addressOf({ page }),
        current: isCurrent ? 'page' : undefined,
        itemClass: `slds-context-bar__item${isCurrent ? ' slds-is-active' : ''}`,
      };
    });
  }

  get runsAddress() {
    return addressOf({ page: 'runs' });
  }

  private async readStories() {
    try {
      this.stories = (await getJson<{ stories: readonly StoryLine[] }>('/workbench/stories')).stories;
      this.storiesError = undefined;
    } catch (error) {
      this.storiesError = error;
    }
  }

  private async readRuns() {
    try {
      this.runs = (await getJson<{ runs: readonly RunView[] }>('/workbench/runs')).runs;
    } catch (error) {
      this.runsError = error;
      return;
    }
    // One that somebody else started: the demo's first, or the command line.
    const running = this.runs.find(({ status }) => status === 'running');
    if (running) this.follow(running.runId);
  }

  private follow(runId: string) {
    if (this.followedRunId === runId) return;
    this.followedRunId = runId;
    this.progress = undefined;
    followRun(runId, {
      progressed: (progress) => {
        this.progress = progress;
      },
      ended: () => this.stopFollowing(),
      failed: (message) => {
        this.runsError = new Error(message);
        this.stopFollowing();
      },
    });
  }

  private stopFollowing() {
    this.followedRunId = undefined;
    this.progress = undefined;
    // Every verdict on the page may have changed.
    refreshPage();
    void this.readRuns();
  }
}
