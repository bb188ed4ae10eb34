/** The connected client that every sandbox knows. No secret in the usual sense: it opens nothing but a local stand-in. */
export const SANDBOX_CLIENT_ID = 'linkproof-sandbox';
export const SANDBOX_CLIENT_SECRET = 'linkproof-sandbox-secret';

export interface SalesforceCredentials {
  SALESFORCE_LOGIN_URL: string;
  SALESFORCE_CLIENT_ID: string;
  SALESFORCE_CLIENT_SECRET: string;
}

/** The environment with which the product reaches the sandbox at this address; what `sandbox --print-env` prints. */
export function salesforceCredentials(address: { host?: string; port: number }): SalesforceCredentials {
  return {
    SALESFORCE_LOGIN_URL: `http://${address.host ?? '127.0.0.1'}:${address.port}`,
    SALESFORCE_CLIENT_ID: SANDBOX_CLIENT_ID,
    SALESFORCE_CLIENT_SECRET: SANDBOX_CLIENT_SECRET,
  };
}
