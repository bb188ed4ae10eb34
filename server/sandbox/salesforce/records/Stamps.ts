import { formatInstant } from './fieldValue.ts';

/**
 * The times that writes are stamped with: the sandbox's clock, but never twice the same millisecond, so that a reader who
 * continues after the last stamp he saw misses nothing.
 */
export class Stamps {
  private readonly clock: () => Date;
  private last = 0;

  constructor(clock: () => Date) {
    this.clock = clock;
  }

  next(): string {
    this.last = Math.max(this.clock().getTime(), this.last + 1);
    return formatInstant(new Date(this.last));
  }
}
