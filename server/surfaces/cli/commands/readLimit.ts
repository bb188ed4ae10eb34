import { InvalidArgumentError } from 'commander';

const MOST = 1_000;

/** Commander's parser of how many are listed. */
export function readLimit(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST) return Number(text);
  throw new InvalidArgumentError(`Expected a number from 1 to ${MOST}.`);
}
