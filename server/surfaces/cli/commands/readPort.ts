import { InvalidArgumentError } from 'commander';

/** Commander's parser of a port; 0 lets the system choose. */
export function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('Expected a port number from 0 to 65535.');
}
