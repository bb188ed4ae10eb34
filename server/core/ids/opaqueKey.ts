import type { Normaliser } from '../contract.ts';

const STEPS: Readonly<Record<Normaliser, (text: string) => string>> = {
  trim: (text) => text.trim(),
  casefold: (text) => text.toLowerCase(),
  collapse_space: (text) => text.replace(/\s+/g, ' '),
  digits_only: (text) => text.replace(/[^0-9]/g, ''),
  strip_leading_zeros: (text) => text.replace(/^0+(?=.)/, ''),
};

/** An opaque key after the contract's normalisers, in their order; null where nothing is left of it. */
export function normaliseKey(text: string, normalisers: readonly Normaliser[]): string | null {
  const normalised = normalisers.reduce((soFar, normaliser) => STEPS[normaliser](soFar), text);
  return normalised === '' ? null : normalised;
}
