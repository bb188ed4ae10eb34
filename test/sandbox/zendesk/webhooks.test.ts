import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeAll, numbered, start, type TestSandbox } from './support.ts';

const SECRET = 'whispered';
const ROWS = {
  organizations: numbered(3),
  users: [{ id: 50, name: 'Ada', email: 'ada@a.example', role: 'end-user', external_id: '003X' }],
  organization_memberships: [{ id: 70, user_id: 50, organization_id: 1, default: true }],
};

interface Delivery {
  readonly body: string;
  readonly signature: string;
  readonly timestamp: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- payloads are what the tests are about
  readonly payload: any;
}

/** Whoever is told of events: answers with the statuses given, then with 200. */
class Listener {
  readonly deliveries: Delivery[] = [];
  readonly #server: Server;

  constructor(...statuses: number[]) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        this.deliveries.push({
          body,
          signature: String(request.headers['x-zendesk-webhook-signature']),
          timestamp: String(request.headers['x-zendesk-webhook-signature-timestamp']),
          payload: JSON.parse(body),
        });
        response.writeHead(statuses.shift() ?? 200).end();
      });
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1/webhooks/zendesk`;
  }

  /** As soon as there are that many, in the order of their types. */
  async received(count: number): Promise<Delivery[]> {
    while (this.deliveries.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
    return [...this.deliveries].sort((left, right) => (left.payload.type < right.payload.type ? -1 : 1));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const listeners: Listener[] = [];
afterEach(async () => {
  await closeAll();
  for (const listener of listeners.splice(0)) listener.close();
});

async function startWatched(...statuses: number[]): Promise<{ sandbox: TestSandbox; listener: Listener }> {
  const listener = new Listener(...statuses);
  listeners.push(listener);
  const sandbox = await start(ROWS, { webhook: { url: await listener.listen(), secret: SECRET } });
  return { sandbox, listener };
}

const types = (deliveries: readonly Delivery[]): string[] =>
  deliveries.map(({ payload }) => payload.type.replace('zen:event-type:', ''));

describe('webhooks', () => {
  it('tell of a new organization in the documented form, signed over timestamp and body', async () => {
    const { sandbox, listener } = await startWatched();
    const { body } = await sandbox.post('organizations', { organization: { name: 'Acme', external_id: 'K1' } });
    const [delivery] = await listener.received(1);
    expect(delivery!.payload).toEqual({
      type: 'zen:event-type:organization.created',
      account_id: expect.any(Number),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      time: '2026-11-22T12:00:00.000Z',
      zendesk_event_version: '2022-06-20',
      subject: `zen:organization:${body.organization.id}`,
      detail: {
        created_at: '2026-11-22T12:00:00Z',
        external_id: 'K1',
        group_id: null,
        id: String(body.organization.id),
        name: 'Acme',
        shared_comments: false,
        shared_tickets: false,
        updated_at: '2026-11-22T12:00:00Z',
      },
      event: {},
    });
    const signed = createHmac('sha256', SECRET).update(delivery!.timestamp + delivery!.body);
    expect(delivery!.signature).toBe(signed.digest('base64'));
  });

  it('tell what an organization’s field was and is, one event a field', async () => {
    const { sandbox, listener } = await startWatched();
    const organization = { name: 'Renamed', external_id: 'K2', tags: ['a'], organization_fields: { tier: 'gold' } };
    await sandbox.put('organizations/2', { organization });
    const deliveries = await listener.received(4);
    expect(types(deliveries)).toEqual([
      'organization.custom_field_changed',
      'organization.external_id_changed',
      'organization.name_changed',
      'organization.tags_changed',
    ]);
    expect(deliveries[1]!.payload.event).toEqual({ current: 'K2', previous: null });
    expect(deliveries[2]!.payload.event).toEqual({ current: 'Renamed', previous: 'Record 2' });
  });

  it('tell of a deletion, and that its members are none any more', async () => {
    const { sandbox, listener } = await startWatched();
    await sandbox.delete('organizations/1');
    expect(types(await listener.received(2))).toEqual(['organization.deleted', 'user.organization_membership_deleted']);
  });

  it('tell who joined and left which organization', async () => {
    const { sandbox, listener } = await startWatched();
    await sandbox.post('organization_memberships', { organization_membership: { user_id: 50, organization_id: 3 } });
    await sandbox.delete('organization_memberships/70');
    const [joined, left] = await listener.received(2);
    expect(joined!.payload).toMatchObject({ subject: 'zen:user:50', event: { organization: { id: '3' } } });
    expect(joined!.payload.detail).toMatchObject({ id: '50', external_id: '003X', role: 'end-user' });
    expect(left!.payload).toMatchObject({ subject: 'zen:user:50', event: { organization: { id: '1' } } });
  });

  it('say nothing of domain names, of whether tickets are shared, and of what a merge brings its winner', async () => {
    const { sandbox, listener } = await startWatched();
    await sandbox.put('organizations/2', { organization: { domain_names: ['a.example'], shared_tickets: true } });
    await sandbox.post('organizations/3/merge', { organization_merge: { winner_id: 2 } });
    sandbox.tick(5_000);
    await sandbox.get('organizations');
    expect(types(await listener.received(1))).toEqual(['organization.deleted']);
    expect((await listener.received(1))[0]!.payload.subject).toBe('zen:organization:3');
  });

  it('come again after 503', async () => {
    const { sandbox, listener } = await startWatched(503);
    await sandbox.delete('organizations/3');
    const [first, second] = await listener.received(2);
    expect(second!.payload.id).toBe(first!.payload.id);
  });

  it('fail nothing when nobody listens', async () => {
    const sandbox = await start(ROWS, { webhook: { url: 'http://127.0.0.1:9/nobody', secret: SECRET } });
    expect((await sandbox.delete('organizations/1')).status).toBe(204);
    await sandbox.close();
  });
});
