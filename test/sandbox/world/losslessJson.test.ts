import { readJson, writeJson } from '../../../server/sandbox/world/losslessJson.ts';

describe('JSON with ids of 64 bits', () => {
  it.each([
    '{"id":9223372036854775807}',
    '{"ids":[1,9007199254740993,-9007199254740993],"name":"a\\"b"}',
    '{"text":"9223372036854775807","n":1.5,"nothing":null}',
  ])('comes back unchanged: %s', (text) => {
    expect(writeJson(readJson(text))).toBe(text);
  });

  it('makes a bigint only of what a double cannot hold', () => {
    expect(readJson('{"a":9007199254740991,"b":9007199254740993,"c":0.1234567890123456789}')).toEqual({
      a: 9007199254740991,
      b: 9007199254740993n,
      c: 0.12345678901234568,
    });
  });

  it('leaves out undefined beside a bigint, as JSON.stringify does', () => {
    expect(writeJson({ id: 9223372036854775807n, gone: undefined })).toBe('{"id":9223372036854775807}');
  });

  it('throws a SyntaxError on text that is not JSON, long digits or not', () => {
    expect(() => readJson('{')).toThrow(SyntaxError);
    expect(() => readJson('{"id":9223372036854775807')).toThrow(SyntaxError);
  });
});
