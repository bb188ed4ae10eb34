import { createHash } from 'node:crypto';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const suffixCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three characters that record which of the first fifteen are capitals: one per five characters. */
function caseSuffix(first15: string): string {
  return [0, 5, 10]
    .map((offset) => {
      let bits = 0;
      for (let index = 0; index < 5; index += 1) {
        if (/[A-Z]/.test(first15.charAt(offset + index))) bits |= 1 << index;
      }
      return suffixCharacters.charAt(bits);
    })
    .join('');
}

/** Whether the text has the form of a record id; says nothing about a record. */
export function looksLikeId(text: string): boolean {
  return /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text);
}

/** The 18-character form of a 15-character id; anything else comes back as it is. */
export function toId18(id: string): string {
  return /^[A-Za-z0-9]{15}$/.test(id) ? id + caseSuffix(id) : id;
}

/**
 * What two spellings of one id share: the first 15 characters, case kept. An 18-character id whose suffix contradicts its case is
 * not repaired, so it finds nothing, as in SOQL.
 */
export function idKey(id: string): string {
  return id.slice(0, 15);
}

/** The id of the n-th record that the sandbox creates: `<prefix>LP0<nine characters>`, clear of the ids that worlds use. */
export function sequentialId(keyPrefix: string, sequence: number): string {
  return toId18(`${keyPrefix}LP0${toBase62(BigInt(sequence))}`);
}

/** An id that depends on the key alone, so that rows derived from force-app keep theirs when others come and go. */
export function derivedId(keyPrefix: string, key: string): string {
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return toId18(`${keyPrefix}LP1${toBase62(BigInt(`0x${digest}`))}`);
}

function toBase62(value: bigint): string {
  let rest = value;
  let text = '';
  for (let digit = 0; digit < 9; digit += 1) {
    text = base62.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}
