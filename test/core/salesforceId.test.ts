import fc from 'fast-check';
import {
  foldId,
  isCanonicalId,
  readAccountId,
  readContactId,
  suffixOf,
  toEighteen,
} from '../../server/core/ids/salesforceId.ts';

const account = '0015g00000AbCdEAAV'.slice(0, 15);
const canonical = toEighteen(account);

describe('the suffix of an id', () => {
  it.each([
    ['001000000000001', 'AAA'],
    ['00130000000xEfz', 'AAE'],
    ['0015000000Gv7qJ', 'AAR'],
    ['001D000000IqhSL', 'IAZ'],
  ])('of %s is %s', (fifteen, suffix) => expect(suffixOf(fifteen)).toBe(suffix));
});

describe('reading a text as an account id', () => {
  const cases: [string, string, ReturnType<typeof readAccountId>][] = [
    ['18 characters with the right suffix', canonical, { form: 'canonical', id: canonical }],
    [
      'a suffix in the wrong case',
      account + suffixOf(account).toLowerCase(),
      { form: 'noncanonical', id: canonical, because: 'its case was changed' },
    ],
    [
      'an id folded to lower case',
      canonical.toLowerCase(),
      { form: 'noncanonical', id: canonical, because: 'its case was changed' },
    ],
    [
      'an id folded to upper case',
      canonical.toUpperCase(),
      { form: 'noncanonical', id: canonical, because: 'its case was changed' },
    ],
    [
      'space around it',
      ` ${canonical}\t`,
      { form: 'noncanonical', id: canonical, because: 'space stands around the id' },
    ],
    [
      'a Lightning URL',
      `https://acme.lightning.force.com/lightning/r/Account/${canonical}/view`,
      { form: 'noncanonical', id: canonical, because: 'the id stands inside a URL' },
    ],
    [
      'a Classic URL with 15 characters',
      `https://eu12.salesforce.com/${account}?nooverride=1`,
      { form: 'fifteen', fifteen: account, fold: account.toLowerCase(), because: 'it is the 15-character form' },
    ],
    [
      '15 characters',
      account,
      { form: 'fifteen', fifteen: account, fold: account.toLowerCase(), because: 'it is the 15-character form' },
    ],
    ['a contact', toEighteen('0035g00000AbCdE'), { form: 'wrong_object', prefix: '003' }],
    ['a 15-character lead', '00Q5g00000AbCdE', { form: 'wrong_object', prefix: '00Q' }],
    [
      'one letter in another case',
      canonical.replace('b', 'B'),
      { form: 'malformed', because: 'its last three characters do not fit the case of the first fifteen' },
    ],
    ['a word', 'acmecorporation', { form: 'malformed', because: 'it is a word, not an id' }],
    [
      'something else',
      'CUST-4711',
      { form: 'malformed', because: 'it is not 15 or 18 letters and digits, but 9 characters' },
    ],
    [
      'an id in a URL of another host',
      `https://example.com/${canonical}`,
      { form: 'malformed', because: `it is not 15 or 18 letters and digits, but ${20 + 18} characters` },
    ],
  ];
  it.each(cases)('%s', (_name, text, expected) => {
    const reading = readAccountId(text);
    if (reading.form === 'malformed' && expected.form === 'malformed') {
      expect(reading.because.replace(/\d+ characters/, 'n characters')).toBe(
        expected.because.replace(/\d+ characters/, 'n characters'),
      );
    } else {
      expect(reading).toEqual(expected);
    }
  });

  it('does not repair a suffix that asks a digit to be upper case', () => {
    // The suffix B asks for the first character to be upper case, and that is the digit 0.
    expect(readAccountId('001abcdefghijklBAA').form).toBe('malformed');
  });

  const fifteen = fc
    .string({
      unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'),
      minLength: 12,
      maxLength: 12,
    })
    .map((tail) => `001${tail}`);

  it('restores any id that was folded, and never another one', () => {
    fc.assert(
      fc.property(fifteen, fc.boolean(), (id, upper) => {
        const folded = upper ? toEighteen(id).toUpperCase() : toEighteen(id).toLowerCase();
        const reading = readAccountId(folded);
        expect('id' in reading ? reading.id : null).toBe(toEighteen(id));
      }),
    );
  });

  it('folds two ids together exactly when they differ in nothing but case', () => {
    fc.assert(
      fc.property(fifteen, fifteen, (left, right) => {
        expect(foldId(left) === foldId(right)).toBe(left.toLowerCase() === right.toLowerCase());
        expect(isCanonicalId(toEighteen(left))).toBe(true);
      }),
    );
  });
});

describe('reading a text as a contact id', () => {
  const contact = toEighteen('0035g00000AbCdE');

  it.each([
    ['its 18 characters', contact, 'canonical'],
    ['its 18 characters in lower case', contact.toLowerCase(), 'noncanonical'],
    ['its 15 characters', contact.slice(0, 15), 'fifteen'],
    ['an account’s id', canonical, 'wrong_object'],
    ['a lead’s id', toEighteen('00Q5g00000AbCdE'), 'wrong_object'],
    ['a word', 'CRM-7', 'malformed'],
  ])('%s, %p, is %s', (_name, text, form) => expect(readContactId(text).form).toBe(form));
});
