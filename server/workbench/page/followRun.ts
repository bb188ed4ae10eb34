import type { ProgressView, Refusal } from '../views.ts';

export interface RunFollower {
  progressed(progress: ProgressView): void;
  /** The run has ended; it may be incomplete. */
  ended(): void;
  /** The run broke off, or can no longer be followed. */
  failed(message: string): void;
}

/** Follows a run's events to its end. A lost connection is taken up again by the browser. */
export function followRun(runId: string, follower: RunFollower): void {
  const events = new EventSource(`/workbench/runs/${encodeURIComponent(runId)}/events`);
  events.addEventListener('progress', (event: MessageEvent<string>) => {
    follower.progressed(JSON.parse(event.data) as ProgressView);
  });
  events.addEventListener('end', () => {
    events.close();
    follower.ended();
  });
  events.addEventListener('failed', (event: MessageEvent<string>) => {
    events.close();
    follower.failed((JSON.parse(event.data) as Refusal).message);
  });
  events.addEventListener('error', () => {
    if (events.readyState !== EventSource.CLOSED) return;
    follower.failed('The run can no longer be followed: the workbench refused its events. Reload the page.');
  });
}
