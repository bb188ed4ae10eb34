import fc from 'fast-check';
import { canonicalJson } from '../../../server/core/canonicalJson.ts';
import type { JsonObject } from '../../../server/core/model.ts';
import { evidenceChanges, type Evidence } from '../../../server/core/triage/evidenceChanges.ts';

const seen = (values: Partial<Evidence> = {}): Evidence => ({
  ...{ accountIds: ['A'], organizationIds: ['1'], userIds: [], ticketIds: [], evidence: {}, severity: 'high' },
  ...values,
});
const between = (before: JsonObject, after: JsonObject) =>
  evidenceChanges(seen({ evidence: before }), seen({ evidence: after }));

describe('what changed about evidence', () => {
  it.each<[JsonObject, JsonObject, string[]]>([
    [{ storedId: '1' }, { storedId: '2' }, ['The stored id now says “2” instead of “1”.']],
    [{ storedId: null }, { storedId: '2' }, ['The stored id now says “2”.']],
    [{ key: 'K' }, {}, ['The key no longer says “K”.']],
    [
      { keyOf: ['1', '2'] },
      { keyOf: ['2', '3'] },
      [
        'The list of organizations that carry the key now also has “3”.',
        'The list of organizations that carry the key no longer has “1”.',
      ],
    ],
    [
      { keyOf: ['1', '2'] },
      { keyOf: ['2', '1'] },
      ['The list of organizations that carry the key has the same in another order.'],
    ],
    [{ lost: { of: 4 } }, { lost: { of: 5 } }, ['Lost, of now says “5” instead of “4”.']],
    [
      { domains: [{ name: 'a.com', kind: 'company' }] },
      { domains: [{ name: 'b.com', kind: 'company' }] },
      [
        'The list of domains now also has name “b.com”, kind “company”.',
        'The list of domains no longer has name “a.com”, kind “company”.',
      ],
    ],
    [{ same: [1, { a: null }] }, { same: [1, { a: null }] }, []],
  ])('between %j and %j is %j', (before, after, sentences) => {
    expect(between(before, after)).toEqual(sentences);
  });

  it('names who came in and who dropped out, the first of many', () => {
    const users = Array.from({ length: 8 }, (_, index) => String(index + 10));
    expect(
      evidenceChanges(seen({ userIds: ['5'], ticketIds: ['7'] }), seen({ userIds: users, ticketIds: [] })),
    ).toEqual([
      '8 users came in: 10, 11, 12, 13, 14 and 3 more.',
      '1 user dropped out: 5.',
      '1 ticket dropped out: 7.',
    ]);
    expect(evidenceChanges(seen(), seen({ accountIds: ['A', 'B'], severity: 'critical' }))).toEqual([
      '1 account came in: B.',
      'Its severity is now critical; it was high.',
    ]);
  });

  it('fits into what Salesforce keeps of it, however much changed', () => {
    const evidence = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`field${index}`, 'x'.repeat(9_000)]));
    const sentences = between({}, evidence);
    expect(sentences).toHaveLength(20);
    expect(sentences.at(-1)).toBe('And 71 more changes.');
    expect(sentences.join('\n').length).toBeLessThanOrEqual(4_096);
  });

  it('is something if and only if the evidence is another one', () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.constantFrom('a', 'b', ''),
        fc.integer({ min: 0, max: 2 }),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('one', 'two'), tie('value'), { maxKeys: 2 }),
      ),
    })).value as fc.Arbitrary<string>;
    const evidence = fc.dictionary(fc.constantFrom('storedId', 'keyOf', 'depth'), json) as fc.Arbitrary<JsonObject>;
    fc.assert(
      fc.property(evidence, evidence, (before, after) => {
        // A field that is null says as little as one that is not there.
        const said = (object: JsonObject): string => canonicalJson(withoutNulls(object));
        expect(between(before, after).length > 0).toBe(said(before) !== said(after));
      }),
      { numRuns: 500 },
    );
  });
});

function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([field, value]) => {
      if (value === null) return [];
      const nested = typeof value === 'object' && !Array.isArray(value);
      return [[field, nested ? withoutNulls(value as JsonObject) : value]];
    }),
  );
}
