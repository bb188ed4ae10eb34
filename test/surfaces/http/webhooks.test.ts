import { StoreUnavailableError } from '../../../server/errors.ts';
import { ACCOUNT_ID } from '../sampleFlows.ts';
import { organizationEvent, signedRequest, WEBHOOK_SECRET } from './signEvent.ts';
import { startTestServer, type TestServer } from './startTestServer.ts';

const ROUTE = '/v1/webhooks/zendesk';
const MINUTE = 60_000;

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ webhookSecret: WEBHOOK_SECRET });
});
afterEach(() => server.close());

async function post(request: RequestInit) {
  const response = await fetch(server.address + ROUTE, request);
  const body = (await response.json()) as { queued?: string[]; error?: { message: string } };
  return { status: response.status, queued: body.queued, message: body.error?.message };
}

const ago = (milliseconds: number) => ({ at: new Date(Date.now() - milliseconds) });

describe('a webhook of Zendesk', () => {
  it('queues the audit of the organization that changed', async () => {
    const event = organizationEvent();
    const { status, queued } = await post(signedRequest(event));
    expect({ status, queued }).toEqual({ status: 202, queued: [`audit.account ${ACCOUNT_ID}`] });
    expect(server.flows.hints).toEqual([{ organizationIds: ['6164125400602'], eventId: event.id }]);
  });

  it('queues nothing when it comes again', async () => {
    const request = signedRequest(organizationEvent());
    await post(request);
    expect(await post(request)).toMatchObject({ status: 200, queued: [] });
  });

  it.each([
    ['a membership', 'user.organization_membership_created', { event: { organization: { id: '77' } } }, ['77']],
    ['another default', 'user.default_organization_changed', { detail: { id: '5', organization_id: '78' } }, ['78']],
    ['a membership it does not name', 'user.organization_membership_deleted', { detail: { organization_id: '0' } }, []],
  ])('tells of %s', async (_, name, values, expected) => {
    const type = `zen:event-type:${name}`;
    await post(signedRequest(organizationEvent({ subject: 'zen:user:5', detail: {}, event: {}, type, ...values })));
    expect(server.flows.hints.map(({ organizationIds }) => organizationIds)).toEqual([expected]);
  });

  it('is taken, and nothing queued, when it concerns nobody here', async () => {
    const event = organizationEvent({ type: 'zen:event-type:user.name_changed', subject: 'zen:user:5' });
    expect(await post(signedRequest(event))).toMatchObject({ status: 200, queued: [] });
    expect(server.flows.hints).toEqual([]);
  });

  it.each([
    ['was signed with another secret', signedRequest(organizationEvent(), { secret: 'guessed' }), 'does not fit'],
    ['was signed six minutes ago', signedRequest(organizationEvent(), ago(6 * MINUTE)), 'five minutes ago'],
    ['was signed in two minutes', signedRequest(organizationEvent(), ago(-2 * MINUTE)), 'in the future'],
    [
      'has another body than was signed',
      { ...signedRequest(organizationEvent()), body: '{"id":"e1"}' },
      'does not fit',
    ],
    ['has no signature', { method: 'POST', body: '{"id":"e1"}' }, 'missing'],
    ['has no body', { method: 'POST' }, 'missing'],
  ])('that %s is refused and leaves a line in the log, without its body', async (_, request, why) => {
    const { status, message } = await post(request);
    expect({ status, message }).toEqual({ status: 401, message: expect.stringContaining(why) });
    expect(server.flows.hints).toEqual([]);
    expect(server.log()).toContain('webhook refused');
    expect(server.log()).not.toContain('6164125400602');
  });

  it('that another time was written on is refused', async () => {
    const request = signedRequest(organizationEvent(), ago(6 * MINUTE));
    const timestamp = new Date().toISOString();
    const headers = { ...request.headers, 'X-Zendesk-Webhook-Signature-Timestamp': timestamp };
    expect((await post({ ...request, headers })).status).toBe(401);
  });

  it('that was refused is named in the log, if its name is harmless', async () => {
    await post(signedRequest(organizationEvent({ id: 'event-1' }), { secret: 'guessed' }));
    await post(signedRequest(organizationEvent({ id: 'evil\u001b[2J' }), { secret: 'guessed' }));
    const refused = server
      .log()
      .split('\n')
      .filter((line) => line.includes('webhook refused'));
    expect(refused.map((line) => (JSON.parse(line) as { eventId: string | null }).eventId)).toEqual(['event-1', null]);
  });

  it('is taken within the five minutes, and from a clock that is a little ahead', async () => {
    expect((await post(signedRequest(organizationEvent(), ago(4.5 * MINUTE)))).status).toBe(202);
    expect((await post(signedRequest(organizationEvent(), ago(-0.5 * MINUTE)))).status).toBe(202);
  });

  it('that is signed and cannot be read says what is wrong with it', async () => {
    expect((await post(signedRequest('not json'))).status).toBe(400);
    expect(await post(signedRequest({ id: 'e1' }))).toMatchObject({
      status: 400,
      message: expect.stringContaining('body.type'),
    });
  });

  it('larger than any event is refused', async () => {
    expect((await post(signedRequest(organizationEvent({ detail: { name: 'x'.repeat(200_000) } })))).status).toBe(413);
  });

  it('that could not be queued is to be sent again', async () => {
    server.flows.hint = () => Promise.reject(new StoreUnavailableError('The database is gone.'));
    expect((await post(signedRequest(organizationEvent()))).status).toBe(503);
  });

  it('is not taken where no secret was set, with what to do', async () => {
    const open = await startTestServer();
    try {
      const response = await fetch(open.address + ROUTE, signedRequest(organizationEvent()));
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('LINKPROOF_WEBHOOK_SECRET');
    } finally {
      await open.close();
    }
  });
});
