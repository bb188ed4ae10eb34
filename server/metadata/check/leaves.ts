import type { Leaf, Scope } from './grammar.ts';
import { nearest } from './nearest.ts';

/** Free text. */
export const text: Leaf = { kind: 'text', refuse: () => null, fault: null };

export const flag: Leaf = oneOf('true', 'false');

/** Text of at most `most` characters, which Salesforce keeps. */
export function textUpTo(most: number): Leaf {
  return {
    kind: `text of at most ${most} characters`,
    refuse: (value) =>
      value.length <= most ? null : `found a text of ${value.length} characters, expected at most ${most}: shorten it`,
    fault: () => 'x'.repeat(most + 1),
  };
}

/** Text that must be there. */
export function someTextUpTo(most: number): Leaf {
  const limited = textUpTo(most);
  return {
    ...limited,
    refuse: (value, scope) => (value === '' ? `found no text, expected some: say it` : limited.refuse(value, scope)),
  };
}

export function whole(least: number, most: number): Leaf {
  return {
    kind: `a whole number from ${least} to ${most}`,
    refuse: (value) =>
      /^-?\d+$/.test(value) && Number(value) >= least && Number(value) <= most
        ? null
        : `found "${value}", expected a whole number from ${least} to ${most}: correct it`,
    fault: () => String(most + 1),
  };
}

export function oneOf(...values: readonly string[]): Leaf {
  const known = new Set(values);
  return {
    kind: `one of ${values.join(', ')}`,
    refuse: (value) => (known.has(value) ? null : notFound('the value', value, values)),
    fault: (value) => `${value}_not`,
  };
}

export function matching(kind: string, pattern: RegExp, expected: string): Leaf {
  return {
    kind,
    refuse: (value) => (pattern.test(value) ? null : `found "${value}", expected ${expected}: correct it`),
    fault: (value) => `- ${value} {?`,
  };
}

export const colour: Leaf = matching('a colour', /^#[0-9A-Fa-f]{6}$/, 'a colour such as #0B5C53');

/**
 * A name of something else. `known` gives what the name may be, or answers for one name where the possible ones can't be listed.
 * @param kind the word for what is named, as messages and docs/adr/0026 have it
 */
export function nameOf(
  kind: string,
  known: (scope: Scope) => Iterable<string>,
  allowed: (name: string) => boolean = () => false,
): Leaf {
  return {
    kind,
    refuse: (value, scope) => {
      if (allowed(value)) return null;
      const names = [...known(scope)];
      return names.includes(value) ? null : notFound(kind, value, names);
    },
    fault: (value) => `${value}_gone`,
  };
}

/** A name that the component itself bears, and that its file must bear too. */
export const ownName: Leaf = {
  kind: 'its own name',
  refuse: (value, { component }) =>
    value === component.name
      ? null
      : `found the name "${value}" in a file for ${component.name}, expected the same: rename one of them`,
  fault: (value) => `${value}_other`,
};

export function notFound(kind: string, name: string, known: readonly string[]): string {
  const close = nearest(name, known);
  const expected = close
    ? `did you mean ${close}?`
    : known.length === 0
      ? 'there is none'
      : `known: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', ...' : ''}`;
  return `found ${kind} "${name}", expected one that exists (${expected}): correct the name, or add what it names to the package`;
}
