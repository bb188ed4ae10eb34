/** What the sandbox accepts, and what `linkproof sandbox --print-env` prints. No secrets: they open nothing else. */
export const zendeskCredentials = {
  clientId: 'linkproof',
  clientSecret: 'sandbox-client-secret',
  email: 'admin@linkproof-sandbox.example',
  apiToken: 'sandbox-api-token',
} as const;
