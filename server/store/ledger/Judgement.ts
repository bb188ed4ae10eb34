/** Which run judged, and as of when (ISO 8601). */
export interface Judgement {
  readonly runId: string;
  readonly judgedAt: string;
}
