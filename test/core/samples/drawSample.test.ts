import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { drawSample } from '../../../server/core/samples/drawSample.ts';
import { ACCOUNT_STATUSES } from '../../../server/core/model.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const draw = { size: 5, seed: 'a seed', digest };

const verdict = (number: number, status: (typeof ACCOUNT_STATUSES)[number] = 'verified') => ({
  subject: 'account' as const,
  status,
  accountId: `A${number}`,
  organizationId: String(number),
});

describe('Drawing a sample', () => {
  it('takes green links of accounts only', () => {
    const verdicts = ACCOUNT_STATUSES.map((status, number) => verdict(number, status));
    const organization = { ...verdict(100), subject: 'organization' as const };
    const drawn = drawSample([...verdicts, organization], new Set(), draw).map(({ accountId }) => accountId);
    expect(drawn).toEqual(['A0', 'A1']);
  });

  it('draws nobody twice who waits for an answer', () => {
    const drawn = drawSample([verdict(1), verdict(2)], new Set(['A1']), draw);
    expect(drawn).toEqual([{ accountId: 'A2', organizationId: '2' }]);
  });

  it('draws the same by the same seed, in whatever order verdicts come; never more than asked for, and no fewer than there are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(1_000), { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.string(),
        (numbers, size, seed) => {
          const verdicts = numbers.map((number) => verdict(number));
          const drawn = drawSample(verdicts, new Set(), { size, seed, digest });
          expect(drawSample([...verdicts].reverse(), new Set(), { size, seed, digest })).toEqual(drawn);
          expect(drawn).toHaveLength(Math.min(size, numbers.length));
        },
      ),
    );
  });

  it('gives every green link about the same chance', () => {
    const verdicts = Array.from({ length: 20 }, (_, number) => verdict(number));
    const times = new Map<string, number>();
    for (let round = 0; round < 2_000; round += 1) {
      for (const { accountId } of drawSample(verdicts, new Set(), { size: 5, seed: String(round), digest })) {
        times.set(accountId, (times.get(accountId) ?? 0) + 1);
      }
    }
    // 500 each are expected, with a deviation of about 19: five of them is far beyond chance.
    for (const count of times.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
    expect(times.size).toBe(20);
  });
});
