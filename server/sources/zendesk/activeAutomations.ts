import { SourceUnavailableError } from '../../errors.ts';
import type { Named } from '../../core/plans/Plan.ts';
import type { ZendeskConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { whatIsReadable } from '../whatIsReadable.ts';
import { listByCursor, type ZendeskList } from './listByCursor.ts';
import { wholeList } from './wholeList.ts';
import type { ZendeskAutomations } from './ZendeskSource.ts';

/** What `ZendeskSource.automations` promises. Names only: what they do holds addresses and text for customers. */
export async function activeAutomations(
  connection: ZendeskConnection,
  written: 'tickets' | 'others',
): Promise<ZendeskAutomations> {
  const unreadable: string[] = [];
  const ask = (what: string, read: () => Promise<readonly RawRecord[]>) => whatIsReadable(what, read, unreadable);
  const onTickets = (what: string, read: () => Promise<readonly RawRecord[]>) =>
    written === 'tickets' ? ask(what, read) : Promise.resolve([]);
  const triggers = await onTickets('The active triggers', () =>
    readTwice(connection, { path: ['triggers', 'active'], name: 'triggers' }),
  );
  const automations = await onTickets('The active automations', () => countedAutomations(connection));
  const webhooks = await ask('The active webhooks', () =>
    readTwice(connection, { path: ['webhooks'], name: 'webhooks', query: { filter: { status: 'active' } } }),
  );
  return {
    triggers: namesInOrder(triggers),
    automations: namesInOrder(automations),
    webhooks: namesInOrder(webhooks),
    unreadable,
  };
}

/** The only one of these lists whose pages by number are to be had: of triggers, node-zendesk asks for cursors. */
async function countedAutomations(connection: ZendeskConnection): Promise<readonly RawRecord[]> {
  const rules = await wholeList(connection, { path: ['automations', 'active'], name: 'automations' }, keepRule);
  if (rules !== null) return rules;
  throw new SourceUnavailableError('Zendesk: GET /api/v2/automations/active is not there (404).');
}

/** Nothing counts a list by cursor: it is read twice, so that one reading that was cut shortens nothing. */
async function readTwice(connection: ZendeskConnection, list: ZendeskList): Promise<readonly RawRecord[]> {
  const found = new Map<unknown, RawRecord>();
  for (let readings = 0; readings < 2; readings += 1) {
    const seen = new Set<unknown>();
    const cut = await listByCursor(
      connection,
      list,
      keepRule,
    )(async (records) => {
      const before = seen.size;
      for (const record of records) {
        seen.add(record.id);
        found.set(record.id, record);
      }
      return seen.size - before;
    }, null);
    if (cut !== null) throw new SourceUnavailableError(`${cut} Expected all active ${list.name}.`);
  }
  return [...found.values()];
}

/** @throws SourceUnavailableError for a record without an id */
function keepRule(record: unknown): RawRecord {
  const { id, title, name, position, active, status } = (record ?? {}) as RawRecord;
  if (typeof id === 'number' || typeof id === 'string') return { id, title, name, position, active, status };
  throw new SourceUnavailableError('Zendesk answered a record without an id. Expected an object with its id and name.');
}

/** In the order in which they run, where they have one. */
function namesInOrder(rules: readonly RawRecord[]): readonly Named[] {
  const positionOf = ({ position }: RawRecord) => (typeof position === 'number' ? position : 0);
  return rules
    .filter(({ active, status }) => active !== false && status !== 'inactive')
    .sort((left, right) => positionOf(left) - positionOf(right))
    .map(({ id, title, name = title }) => ({ id: String(id), name: typeof name === 'string' ? name : '' }));
}
