import { fillIn, webAddress } from 'c/linkproofText';

describe('fillIn', () => {
  it('puts each value into its place', () => {
    expect(fillIn('was {0} and is {1}, not {0}', 'review', 2)).toBe('was review and is 2, not review');
  });

  it('leaves a place without a value, and inserts a value as it is', () => {
    expect(fillIn('{0} {1}', '$& {0}')).toBe('$& {0} {1}');
  });
});

describe('webAddress', () => {
  it.each(['https://acme.zendesk.com/agent/organizations/1', 'http://localhost:3000/agent'])(
    'lets %s pass',
    (address) => {
      expect(webAddress(address)).toBe(address);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    '//evil.example/agent',
    'organizations/1',
    '',
    undefined,
  ])('refuses %s', (address) => {
    expect(webAddress(address)).toBeUndefined();
  });
});
