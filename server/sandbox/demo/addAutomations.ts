import { daysAgo, salesforceTime, zendeskTime } from './records/dates.ts';
import type { WorldBuilder } from './records/WorldBuilder.ts';

interface ZendeskRule {
  readonly title: string;
  readonly active?: boolean;
  readonly conditions: readonly object[];
  readonly actions: readonly object[];
}

const NOT_BY_LINKPROOF = { field: 'current_tags', operator: 'not_includes', value: 'linkproof' };

const TRIGGERS: readonly ZendeskRule[] = [
  {
    title: 'Tell the requester that his ticket was updated',
    // As Linkproof advises: what it does to a ticket is no news for a customer.
    conditions: [{ field: 'comment_is_public', value: 'true' }, NOT_BY_LINKPROOF],
    actions: [{ field: 'notification_user', value: ['requester_id', 'Your request was updated', ''] }],
  },
  {
    title: 'Route tickets of large customers to the key account team',
    conditions: [{ field: 'organization_id', operator: 'changed', value: '' }],
    actions: [{ field: 'current_tags', value: 'key_account' }],
  },
  {
    title: 'Old: copy the organization into the subject',
    active: false,
    conditions: [],
    actions: [],
  },
];

const AUTOMATIONS: readonly ZendeskRule[] = [
  {
    title: 'Close a ticket four days after it was solved',
    conditions: [{ field: 'SOLVED', operator: 'greater_than', value: '96' }],
    actions: [{ field: 'status', value: 'closed' }],
  },
];

const WEBHOOKS = [
  {
    name: 'Customer data warehouse',
    status: 'active',
    subscriptions: ['zen:event-type:organization.external_id_changed'],
  },
  { name: 'Former chat bridge', status: 'inactive', subscriptions: ['conditional_ticket_events'] },
];

/** Adds what runs in both systems when records change, so that a repair has something to warn of. */
export function addAutomations(world: WorldBuilder): void {
  for (const [file, rules] of [
    ['zendesk/triggers', TRIGGERS],
    ['zendesk/automations', AUTOMATIONS],
  ] as const) {
    rules.forEach(({ title, active = true, conditions, actions }, index) => {
      const position = index + 1;
      world.add(file, {
        id: Number(world.ids.zendesk()),
        title,
        active,
        position,
        conditions: { all: conditions, any: [] },
        actions,
        ...times(),
      });
    });
  }
  WEBHOOKS.forEach((webhook, index) => {
    const id = `01HWEBH00K0000000000000${String(index + 1).padStart(3, '0')}`;
    world.add('zendesk/webhooks', { id, ...webhook, endpoint: 'https://hooks.example/zendesk', ...times() });
  });
  addAccountAutomations(world);
}

function times() {
  return { created_at: zendeskTime(daysAgo(700)), updated_at: zendeskTime(daysAgo(200)) };
}

function addAccountAutomations(world: WorldBuilder): void {
  world.add('salesforce/ApexTrigger', {
    Id: world.ids.salesforce('01q'),
    Name: 'AccountTerritory',
    TableEnumOrId: 'Account',
    Status: 'Active',
    ApiVersion: 60,
    UsageBeforeUpdate: true,
    UsageBeforeInsert: true,
  });
  const flowId = world.ids.salesforce('300');
  world.add('salesforce/FlowDefinitionView', {
    Id: flowId,
    DurableId: flowId,
    ApiName: 'Account_Owner_News',
    Label: 'Tell the owner when an account changes',
    ProcessType: 'AutoLaunchedFlow',
    TriggerType: 'RecordAfterSave',
    RecordTriggerType: 'Update',
    TriggerObjectOrEventId: 'Account',
    TriggerObjectOrEventLabel: 'Account',
    IsActive: true,
    LastModifiedDate: salesforceTime(daysAgo(200)),
  });
}
