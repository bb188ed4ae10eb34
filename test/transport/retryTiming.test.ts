import { backoffMs, retryAfterMs } from '../../server/transport/retryTiming.ts';

const NOW = Date.parse('2026-11-22T08:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['30', 30_000],
    ['0', 0],
    [' 5 ', 5_000],
    ['1.5', 1_500],
    ['Sun, 22 Nov 2026 08:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2026 07:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['', null],
    [null, null],
  ])('of %j asks for %j ms', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});

describe('backing off', () => {
  it('doubles from the first wait to the longest', () => {
    expect([1, 2, 3, 4, 5].map((tries) => backoffMs(tries, 500, 3_000))).toEqual([500, 1_000, 2_000, 3_000, 3_000]);
  });
});
