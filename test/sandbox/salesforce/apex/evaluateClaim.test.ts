import { evaluateClaim } from '../../../../server/sandbox/salesforce/apex/evaluateClaim.ts';
import { readApexOrg } from '../../../../server/sandbox/salesforce/apex/readApexOrg.ts';
import { FORCE_APP } from '../support/TestOrg.ts';

const context = {
  user: { Id: '005000000000002AAA', Username: 'seller@acme.example', Email: 'seller@mail.example' },
  organizationId: '00D000000000001AAA',
  now: new Date('2026-11-22T08:00:00.900Z'),
};

describe('a claim of an external credential', () => {
  it.each([
    ['linkproof', 'linkproof'],
    ['{!$User.Username}', 'seller@acme.example'],
    ['{!$User.Email}', 'seller@mail.example'],
    // As in every formula: 15 characters.
    ['{!$User.Id}', '005000000000002'],
    ['{!$Organization.Id}', '00D000000000001'],
    ['{!Text(FLOOR((NOW() - DATETIMEVALUE("1970-01-01 00:00:00")) * 86400 + 120))}', 1795334400 + 120],
  ])('%s becomes %s', (expression, value) => {
    expect(evaluateClaim(expression, context)).toBe(value);
  });

  it('with a formula that the stand-in does not know is an error, never a wrong token', () => {
    expect(() => evaluateClaim('{!$User.Alias}', context)).toThrow('cannot evaluate the claim {!$User.Alias}');
  });

  it('can be evaluated, for all that force-app declares', () => {
    const { namedCredentials } = readApexOrg(FORCE_APP, { namedCredentials: {} });
    const claims = namedCredentials.get('Linkproof')?.externalCredential.claims ?? new Map<string, string>();
    expect([...claims.keys()].sort()).toEqual(['aud', 'exp', 'iss', 'org_id', 'sub', 'user_id']);
    for (const expression of claims.values()) expect(evaluateClaim(expression, context)).toBeTruthy();
  });
});
