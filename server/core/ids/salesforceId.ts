/**
 * Salesforce ids. A 15-character id is case-sensitive; the 18-character form adds three characters that record which
 * of the first fifteen are upper case, so that it survives systems that ignore case (Salesforce, "18-character id").
 */

const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const FIFTEEN = /^[0-9A-Za-z]{15}$/;
const EIGHTEEN = /^[0-9A-Za-z]{18}$/;

export const ACCOUNT_PREFIX = '001';
export const CONTACT_PREFIX = '003';

/** The three characters that belong to a 15-character id: one per chunk of five, a bit per upper-case letter. */
export function suffixOf(fifteen: string): string {
  let suffix = '';
  for (let chunk = 0; chunk < 3; chunk += 1) {
    let bits = 0;
    for (let position = 0; position < 5; position += 1) {
      const character = fifteen.charAt(chunk * 5 + position);
      if (character >= 'A' && character <= 'Z') bits |= 1 << position;
    }
    suffix += SUFFIX_ALPHABET.charAt(bits);
  }
  return suffix;
}

/** The canonical 18-character form of a 15-character id whose case is known to be right. */
export function toEighteen(fifteen: string): string {
  return fifteen + suffixOf(fifteen);
}

/** True for 18 characters whose suffix confirms the case of the first 15. */
export function isCanonicalId(text: string): boolean {
  return EIGHTEEN.test(text) && suffixOf(text.slice(0, 15)) === text.slice(15);
}

/** The form under which ids that differ only in case fall together. */
export function foldId(id: string): string {
  return id.slice(0, 15).toLowerCase();
}

/** What a text says, read as a Salesforce id. */
export type IdReading =
  /** Exactly the 18-character form. */
  | { readonly form: 'canonical'; readonly id: string }
  /** Another text from which the 18-character id follows without doubt. */
  | { readonly form: 'noncanonical'; readonly id: string; readonly because: string }
  /** 15 characters, whose case proves nothing: `fold` is to be looked up among all records of the kind. */
  | { readonly form: 'fifteen'; readonly fifteen: string; readonly fold: string; readonly because: string }
  | { readonly form: 'wrong_object'; readonly prefix: string }
  | { readonly form: 'malformed'; readonly because: string };

/** Reads the text of a key field as the id of an Account. */
export function readAccountId(text: string): IdReading {
  return readRecordId(text, ACCOUNT_PREFIX);
}

/** Reads the text of a user's external id as the id of a Contact. A lead's (00Q) is another object's. */
export function readContactId(text: string): IdReading {
  return readRecordId(text, CONTACT_PREFIX);
}

/** Surrounding space and a Salesforce URL around the id make it noncanonical, never malformed. */
function readRecordId(text: string, prefix: string): IdReading {
  const trimmed = text.trim();
  const inUrl = idInSalesforceUrl(trimmed);
  const reading = readBareId(inUrl ?? trimmed, prefix);
  if (reading.form === 'malformed' || inUrl === null) {
    return trimmed === text || reading.form !== 'canonical'
      ? reading
      : { form: 'noncanonical', id: reading.id, because: 'space stands around the id' };
  }
  return reading.form === 'canonical'
    ? { form: 'noncanonical', id: reading.id, because: 'the id stands inside a URL' }
    : reading;
}

function readBareId(text: string, expected: string): IdReading {
  if (FIFTEEN.test(text)) return readFifteen(text, expected);
  if (!EIGHTEEN.test(text)) {
    return {
      form: 'malformed',
      because: `it is not 15 or 18 letters and digits, but ${String(text.length)} characters`,
    };
  }
  const repaired = repairEighteen(text);
  if (repaired === null) {
    return { form: 'malformed', because: 'its last three characters do not fit the case of the first fifteen' };
  }
  const prefix = repaired.slice(0, 3);
  if (prefix !== expected) return { form: 'wrong_object', prefix };
  return repaired === text
    ? { form: 'canonical', id: text }
    : { form: 'noncanonical', id: repaired, because: 'its case was changed' };
}

function readFifteen(text: string, expected: string): IdReading {
  // A word of fifteen letters is far likelier than an id without a single digit: every object's ids carry a number.
  if (!/[0-9]/.test(text)) return { form: 'malformed', because: 'it is a word, not an id' };
  const prefix = text.slice(0, 3);
  if (prefix !== expected) return { form: 'wrong_object', prefix };
  return { form: 'fifteen', fifteen: text, fold: foldId(text), because: 'it is the 15-character form' };
}

/**
 * The canonical form of 18 characters, or null where it can't be known.
 * A wrong suffix is repairable only if the letters before it are all of one case (a system folded them) and the
 * suffix asks no digit to be upper case; in mixed case, somebody has mistyped an id and any repair would be a guess.
 */
function repairEighteen(text: string): string | null {
  const body = text.slice(0, 15);
  const suffix = text.slice(15).toUpperCase();
  if (suffixOf(body) === suffix) return body + suffix;
  const letters = body.replace(/[0-9]/g, '');
  if (letters !== letters.toLowerCase() && letters !== letters.toUpperCase()) return null;
  let restored = '';
  for (let chunk = 0; chunk < 3; chunk += 1) {
    const bits = SUFFIX_ALPHABET.indexOf(suffix.charAt(chunk));
    if (bits < 0) return null;
    for (let position = 0; position < 5; position += 1) {
      const character = body.charAt(chunk * 5 + position);
      const upper = (bits & (1 << position)) !== 0;
      if (upper && character >= '0' && character <= '9') return null;
      restored += upper ? character.toUpperCase() : character.toLowerCase();
    }
  }
  return restored + suffix;
}

const SALESFORCE_HOSTS =
  /^(?:[a-z0-9-]+\.)*(?:salesforce\.com|force\.com|salesforce-setup\.com|salesforce\.mil|cloudforce\.com)$/;

/** The id in the path of a URL on one of Salesforce's hosts (Classic `/001…`, Lightning `/r/Account/001…/view`), or null. */
function idInSalesforceUrl(text: string): string | null {
  const parts = /^(?:https?:\/\/)?([^/?#:\s]+)(?::\d+)?\/([^\s?#]*)(?:[?#]\S*)?$/i.exec(text);
  const host = parts?.[1]?.toLowerCase() ?? '';
  if (!SALESFORCE_HOSTS.test(host)) return null;
  const segments = (parts?.[2] ?? '').split('/');
  return segments.find((segment) => (FIFTEEN.test(segment) || EIGHTEEN.test(segment)) && /[0-9]/.test(segment)) ?? null;
}
