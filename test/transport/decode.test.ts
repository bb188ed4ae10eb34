import { losslessJsonObject } from '../../server/transport/decode.ts';

describe('JSON from Zendesk', () => {
  it('keeps every digit of an id beyond 2^53, and small numbers as numbers', () => {
    const body =
      '{"id":9223372036854775807,"organization_id":9007199254740993,"count":1800,"share":0.25,"name":"12345678901234567890"}';
    expect(losslessJsonObject.read(body)).toEqual({
      id: '9223372036854775807',
      organization_id: '9007199254740993',
      count: 1800,
      share: 0.25,
      name: '12345678901234567890',
    });
  });

  it('tells two neighbouring ids apart that a double cannot', () => {
    const { users } = losslessJsonObject.read('{"users":[{"id":9007199254740992},{"id":9007199254740993}]}');
    expect(new Set((users as { id: unknown }[]).map(({ id }) => id)).size).toBe(2);
  });

  it.each(['[]', 'null', '"text"', '{"a":', ''])('is refused when it is %j', (text) => {
    expect(() => losslessJsonObject.read(text)).toThrow();
  });
});
