import {
  derivedId,
  idKey,
  looksLikeId,
  sequentialId,
  toId18,
} from '../../../../server/sandbox/salesforce/schema/ids.ts';

describe('record ids', () => {
  it.each([
    ['001000000000001', '001000000000001AAA'],
    ['00D5g00000AbCdE', '00D5g00000AbCdEEAV'],
    ['005ABCDEFGHIJKL', '005ABCDEFGHIJKLY55'],
  ])('%s has the 18-character form %s', (id15, id18) => {
    expect(toId18(id15)).toBe(id18);
    expect(toId18(id18)).toBe(id18);
    expect(idKey(id18)).toBe(idKey(id15));
  });

  it('tell ids from other text', () => {
    expect(['001000000000001', '001000000000001AAA'].every(looksLikeId)).toBe(true);
    expect(['', '00100000000000', '0010000000000011', "001' OR Id != '", '001000000000001AAAA'].some(looksLikeId)).toBe(
      false,
    );
  });

  it('are made with their prefix, in order or from a key', () => {
    expect(sequentialId('001', 7)).toBe('001LP0000000007YAA');
    expect(sequentialId('001', 62)).toMatch(/^001LP0000000010/);
    expect(derivedId('0PS', 'A')).toMatch(/^0PSLP1[A-Za-z0-9]{12}$/);
    expect(derivedId('0PS', 'A')).toBe(derivedId('0PS', 'A'));
    expect(derivedId('0PS', 'A')).not.toBe(derivedId('0PS', 'B'));
  });
});
