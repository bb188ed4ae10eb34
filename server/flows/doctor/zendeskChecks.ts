/** Whether Zendesk lets the server read everything, carry out plans, and tells it what changes. */
import type { Checks } from './checking.ts';

/** What plans need besides reading. Memberships go with organizations and users. */
const WRITE_SCOPES = ['organizations:write', 'users:write', 'tickets:write'];
const WEBHOOK_PATH = '/v1/webhooks/zendesk';

export const ZENDESK_CHECKS: Checks = {
  'zendesk credentials': async ({ zendesk }) => `connected to ${await zendesk.subdomain()}`,

  'zendesk rights': async ({ zendesk }) => {
    const { complete, problem } = await zendesk.rights();
    if (complete) return 'the reader is an administrator';
    return {
      found: problem ?? 'it sees only part',
      advice: 'Grant what is missing; until then every audit is incomplete.',
    };
  },

  'zendesk scopes': async ({ zendesk, zendeskWriteScopes }) => {
    const reading = await zendesk.scopes();
    if (reading === null) {
      return {
        found: 'an API token, which may do all that its user may',
        note: 'Zendesk retires API tokens on 30 April 2027: make an OAuth client (docs/install.md, step 6).',
      };
    }
    if (!reading.includes('read')) {
      return {
        found: `audits may ${reading.join(', ') || 'do nothing'}`,
        advice: 'Let the OAuth client have the scope read.',
      };
    }
    const writing = (await zendeskWriteScopes()) ?? [];
    const missing = writing.includes('write') ? [] : WRITE_SCOPES.filter((scope) => !writing.includes(scope));
    const found = `audits may ${reading.join(', ')}; plans may ${writing.join(', ') || 'do nothing'}`;
    if (missing.length === 0) return found;
    return {
      found,
      note: `Plans lack ${missing.join(', ')}: allow it to the OAuth client if Linkproof is to repair. Audits don’t need it.`,
    };
  },

  'zendesk webhook': async ({ zendesk }) => {
    const endpoints = await zendesk.webhookEndpoints();
    const own = endpoints.filter((endpoint) => endpoint.split(/[?#]/)[0]?.endsWith(WEBHOOK_PATH));
    if (own.length > 0) return `sends to ${own.join(', ')}`;
    return {
      found: `none of ${endpoints.length} active webhooks sends to ${WEBHOOK_PATH}`,
      note: 'Without it a change is judged by the next audit instead of within seconds (docs/install.md, step 11).',
    };
  },

  'zendesk limit': ({ zendesk }) => {
    const allowance = zendesk.allowance();
    if (allowance === null) return 'not told yet';
    return `${String(allowance.remaining)} of ${String(allowance.limit)} requests left this minute`;
  },
};
