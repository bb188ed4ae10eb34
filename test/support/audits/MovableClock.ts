import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../server/transport.ts';

/** The real time, moved on by hand: what takes a minute in the world need not take one in a test. */
export class MovableClock implements Clock {
  #ahead = 0;

  now(): number {
    return Date.now() + this.#ahead;
  }

  date = (): Date => new Date(this.now());

  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    await wait(milliseconds, undefined, { signal });
  }
}
