/** What is told to Salesforce names things of force-app: they must be there, and hold what they are given. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { digestNotice } from '../../../server/core/notices/ownerNotices.ts';
import { readForceApp } from '../../../server/metadata/readForceApp.ts';
import { CONTRADICTED_EVENT, eventOf } from '../../../server/writeback/notices/publishEvents.ts';
import { NOTIFICATION_TYPES } from '../../../server/writeback/notices/sendNotifications.ts';

const FORCE_APP = fileURLToPath(new URL('../../../force-app', import.meta.url));
const { objects, notificationTypes } = readForceApp(FORCE_APP);

it('the event has a field for everything, long enough, and every field of it is given', () => {
  const { attributes, ...fields } = eventOf({
    kind: 'contradicted',
    noticeId: 'n',
    accountId: '0015g00000Cust1AAB',
    instance: { salesforceOrgId: '00D000000000001EAA', zendeskSubdomain: 'x'.repeat(63) },
    organizationId: '9'.repeat(19),
    statusBefore: 'verified_with_notes',
    codes: Array.from({ length: 300 }, () => 'external_id_unknown_account' as const),
    sentence: 'Said. '.repeat(99),
    runId: 'c69c97da-69e8-46d5-b42d-4635ecb1df63',
  });
  expect(attributes).toEqual({ type: CONTRADICTED_EVENT });
  const deployed = objects.get(CONTRADICTED_EVENT)?.fields ?? [];
  expect(Object.keys(fields).sort()).toEqual(deployed.map(({ name }) => name).sort());
  for (const { name, length = 0 } of deployed) {
    expect(String(fields[name as keyof typeof fields]).length).toBeLessThanOrEqual(length);
  }
});

it('the notification types are deployed, and no other', () => {
  expect(Object.values(NOTIFICATION_TYPES).sort()).toEqual(notificationTypes.map(({ name }) => name).sort());
});

it('the list view that the digest opens is deployed', () => {
  const { target } = digestNotice({ ownerId: 'o', accounts: 1, untrusted: [] }, '2026-11-23');
  if (target.kind !== 'page') throw new Error('Expected a page.');
  const { attributes, state } = target.page as { attributes: { objectApiName: string }; state: { filterName: string } };
  const file = `objects/${attributes.objectApiName}/listViews/${state.filterName}.listView-meta.xml`;
  expect(existsSync(`${FORCE_APP}/main/default/${file}`)).toBe(true);
});
