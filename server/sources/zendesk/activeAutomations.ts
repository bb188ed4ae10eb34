import { SourceUnavailableError } from '../../errors.ts';
import type { Named } from '../../core/plans/Plan.ts';
import type { ZendeskConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { listByCursor, type ZendeskList } from './listByCursor.ts';
import { whatIsReadable } from '../whatIsReadable.ts';
import { wholeList } from './wholeList.ts';
import type { ZendeskAutomations } from './ZendeskSource.ts';

/** What may run when a ticket, user or organization is written. Names only: conditions and actions hold text for customers. */
export async function activeAutomations(connection: ZendeskConnection): Promise<ZendeskAutomations> {
  const unreadable: string[] = [];
  const ask = (what: string, read: () => Promise<readonly RawRecord[]>) => whatIsReadable(what, read, unreadable);
  const triggers = await ask('The active triggers', () => activeRules(connection, 'triggers'));
  const automations = await ask('The active automations', () => activeRules(connection, 'automations'));
  const webhooks = await ask('The active webhooks', () => activeWebhooks(connection));
  return {
    triggers: triggers.map(named),
    automations: automations.map(named),
    webhooks: webhooks.map(named),
    unreadable,
  };
}

async function activeRules(connection: ZendeskConnection, name: 'triggers' | 'automations') {
  const list = { path: [name, 'active'], name };
  const rules = await wholeList(connection, list, (record) => only(record, ['id', 'title', 'active']));
  if (rules === null) throw new SourceUnavailableError(`Zendesk has no list of active ${name}.`);
  return rules.filter(({ active }) => active !== false);
}

/** Webhooks are listed by cursor only, and nothing counts them: two readings, so that one that was cut shortens nothing. */
async function activeWebhooks(connection: ZendeskConnection): Promise<readonly RawRecord[]> {
  const list: ZendeskList = { path: ['webhooks'], name: 'webhooks', query: { filter: { status: 'active' } } };
  const found = new Map<unknown, RawRecord>();
  for (let readings = 0; readings < 2; readings += 1) {
    const seen = new Set<unknown>();
    const pass = listByCursor(connection, list, (record) => only(record, ['id', 'name', 'status']));
    const cut = await pass(async (records) => {
      const before = seen.size;
      for (const record of records) {
        seen.add(record.id);
        found.set(record.id, record);
      }
      return seen.size - before;
    }, null);
    if (cut !== null) throw new SourceUnavailableError(`${cut} Expected all active webhooks.`);
  }
  return [...found.values()].filter(({ status }) => status !== 'inactive');
}

/** @throws SourceUnavailableError for a record without an id */
function only(record: unknown, fields: readonly string[]): RawRecord {
  const given = (record ?? {}) as RawRecord;
  if (typeof given.id === 'number' || typeof given.id === 'string') {
    return Object.fromEntries(fields.map((field) => [field, given[field]]));
  }
  throw new SourceUnavailableError('Zendesk answered a record without an id. Expected an object with its id and name.');
}

function named({ id, title, name = title }: RawRecord): Named {
  return { id: String(id), name: typeof name === 'string' ? name : '' };
}
