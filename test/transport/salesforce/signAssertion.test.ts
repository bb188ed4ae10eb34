import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import { signAssertion } from '../../../server/transport/salesforce/signAssertion.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const NOW = Date.parse('2026-11-22T08:00:00Z');
const parts = {
  clientId: 'consumer-key',
  username: 'linkproof@a.example',
  privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
};

describe('the signed assertion', () => {
  it.each([
    ['https://acme.my.salesforce.com', 'https://login.salesforce.com'],
    ['https://login.salesforce.com', 'https://login.salesforce.com'],
    ['https://acme--uat.sandbox.my.salesforce.com', 'https://test.salesforce.com'],
    ['https://test.salesforce.com', 'https://test.salesforce.com'],
    ['http://127.0.0.1:4001', 'http://127.0.0.1:4001'],
    ['https://salesforce.com.evil.example', 'https://salesforce.com.evil.example'],
  ])('for %s names %s as its audience', async (loginUrl, audience) => {
    expect(decodeJwt(await signAssertion({ ...parts, loginUrl }, NOW)).aud).toBe(audience);
  });

  it('verifies, says who and for which client, and ends within three minutes', async () => {
    const assertion = await signAssertion({ ...parts, loginUrl: 'https://acme.my.salesforce.com' }, NOW);
    const { payload, protectedHeader } = await jwtVerify(assertion, publicKey, { currentDate: new Date(NOW) });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({ iss: 'consumer-key', sub: 'linkproof@a.example', exp: NOW / 1_000 + 180 });
  });

  it('is signed with a key in the older PEM form too', async () => {
    const older = String(privateKey.export({ type: 'pkcs1', format: 'pem' }));
    const assertion = await signAssertion(
      { ...parts, privateKey: older, loginUrl: 'https://login.salesforce.com' },
      NOW,
    );
    await expect(jwtVerify(assertion, publicKey, { currentDate: new Date(NOW) })).resolves.toBeDefined();
  });
});
