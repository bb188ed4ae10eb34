import type { Row } from '../../world/World.ts';
import { recordUrl } from '../http/links.ts';
import { createdAt, updatedAt, type Rule, type Webhook } from '../state/records.ts';
import { fill } from './fill.ts';

/** A trigger as the API shows it, with its defaults for what the row lacks. [doc] */
export function presentTrigger(origin: string, row: Rule): Row {
  return fill({ ...commonOf(row), description: null, category_id: null }, row, {
    url: recordUrl(origin, 'triggers', row.id),
  });
}

/** An automation as the API shows it, with its defaults for what the row lacks. [doc] */
export function presentAutomation(origin: string, row: Rule): Row {
  return fill(commonOf(row), row, { url: recordUrl(origin, 'automations', row.id) });
}

function commonOf(row: Rule): Row {
  return {
    url: null,
    id: row.id,
    title: '',
    raw_title: row.title ?? '',
    active: true,
    default: false,
    position: 0,
    conditions: { all: [], any: [] },
    actions: [],
    created_at: createdAt(row),
    updated_at: updatedAt(row),
  };
}

/** A webhook as the API shows it; without an address of its own. [doc] */
export function presentWebhook(row: Webhook): Row {
  return fill(
    {
      id: row.id,
      name: '',
      description: null,
      status: 'active',
      subscriptions: [],
      endpoint: '',
      http_method: 'POST',
      request_format: 'json',
      created_at: createdAt(row),
      created_by: '-1',
      updated_at: updatedAt(row),
      updated_by: '-1',
    },
    row,
    {},
  );
}
