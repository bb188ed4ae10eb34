import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { BASIC, closeAll, start } from './support.ts';

afterEach(closeAll);

const ACME = { id: 6164125400602, name: 'Acme', external_id: '0018d00000AbCdEAAZ' };

describe('what goes over the wire', () => {
  it('an address works with and without the .json suffix, and links keep the form asked for', async () => {
    const sandbox = await start({ organizations: [ACME, { id: 2, name: 'Beta' }] });
    const plain = await sandbox.get('organizations?per_page=1');
    const dotted = await sandbox.get('organizations.json?per_page=1');
    expect(plain.body.organizations).toEqual(dotted.body.organizations);
    expect(plain.body.next_page).toBe(`${sandbox.url}/api/v2/organizations?page=2&per_page=1`);
    expect(dotted.body.next_page).toBe(`${sandbox.url}/api/v2/organizations.json?page=2&per_page=1`);
    expect((await sandbox.get('organizations/6164125400602')).body).toEqual(
      (await sandbox.get('organizations/6164125400602.json')).body,
    );
  });

  it('addresses in answers are on the origin that the Host header names', async () => {
    const sandbox = await start({ organizations: [ACME], users: [{ id: 5, name: 'A' }] });
    // fetch sets Host itself, so plain HTTP it is.
    const headers = { host: 'proxy.example:8443', authorization: BASIC };
    const [response] = (await once(
      get(`${sandbox.url}/api/v2/organizations.json?page[size]=1`, { headers }),
      'response',
    )) as [IncomingMessage];
    const text = await readText(response);
    const body = JSON.parse(text);
    expect(body.organizations[0].url).toBe('http://proxy.example:8443/api/v2/organizations/6164125400602.json');
    expect(body.links.next).toContain('http://proxy.example:8443/api/v2/organizations.json?page%5Bafter%5D=');
    expect(text).not.toContain(sandbox.url);
  });

  it('an id beyond 2^53 travels as a JSON number to the last digit, in paths, bodies and cursors', async () => {
    const sandbox = await start({
      organizations: [
        { id: 9223372036854775807n, name: 'Far' },
        { id: '9007199254740993', name: 'Near' },
      ],
      users: [{ id: 1, name: 'A' }],
    });
    const shown = await sandbox.get('organizations/9223372036854775807.json');
    expect(shown.text).toContain('"id":9223372036854775807,');
    expect(shown.text).toContain('/api/v2/organizations/9223372036854775807.json');
    const first = await sandbox.get('organizations?page[size]=1');
    expect(first.body.organizations[0].id).toBe(9007199254740993n);
    const second = await sandbox.get(first.body.links.next.replace(sandbox.url, ''));
    expect(second.body.organizations[0].id).toBe(9223372036854775807n);
    const membership = await sandbox.post(
      'organization_memberships',
      '{"organization_membership":{"user_id":1,"organization_id":9223372036854775807}}',
    );
    expect(membership.text).toContain('"organization_id":9223372036854775807,');
  });

  it('an organization that has only id, name and external id comes out whole, in the recorded order', async () => {
    const sandbox = await start({ organizations: [ACME] });
    expect((await sandbox.get('organizations/6164125400602.json')).text).toBe(
      `{"organization":{"url":"${sandbox.url}/api/v2/organizations/6164125400602.json","id":6164125400602,"name":"Acme",` +
        '"shared_tickets":false,"shared_comments":false,"external_id":"0018d00000AbCdEAAZ","created_at":"2020-01-01T00:00:00Z",' +
        '"updated_at":"2020-01-01T00:00:00Z","domain_names":[],"details":null,"notes":null,"group_id":null,"tags":[],' +
        '"organization_fields":{}}}',
    );
  });

  it('unknown fields of the world come along, and its own addresses do not', async () => {
    const sandbox = await start({ organizations: [{ ...ACME, url: 'https://acme.zendesk.com/x', made_up: [1] }] });
    const { organization } = (await sandbox.get('organizations/6164125400602')).body;
    expect(organization.made_up).toEqual([1]);
    expect(organization.url).toBe(`${sandbox.url}/api/v2/organizations/6164125400602.json`);
  });

  it('users and tickets that have only an id come out whole, in the recorded order', async () => {
    const sandbox = await start({ users: [{ id: 3, name: 'Ann' }], tickets: [{ id: 28, requester_id: 3 }] });
    const { user } = (await sandbox.get('users/3')).body;
    expect(Object.keys(user).join()).toBe(
      'id,url,name,email,created_at,updated_at,time_zone,iana_time_zone,phone,shared_phone_number,photo,locale_id,locale,' +
        'organization_id,role,verified,external_id,tags,alias,active,shared,shared_agent,last_login_at,two_factor_auth_enabled,' +
        'signature,details,notes,role_type,custom_role_id,moderator,ticket_restriction,only_private_comments,restricted_agent,' +
        'suspended,default_group_id,report_csv,user_fields',
    );
    expect(user).toMatchObject({
      role: 'end-user',
      active: true,
      organization_id: null,
      ticket_restriction: 'requested',
    });
    const { ticket } = (await sandbox.get('tickets/28')).body;
    expect(Object.keys(ticket).join()).toBe(
      'url,id,external_id,via,created_at,updated_at,type,subject,raw_subject,description,priority,status,recipient,' +
        'requester_id,submitter_id,assignee_id,organization_id,group_id,collaborator_ids,follower_ids,email_cc_ids,' +
        'forum_topic_id,problem_id,has_incidents,is_public,due_at,tags,custom_fields,satisfaction_rating,' +
        'sharing_agreement_ids,custom_status_id,fields,followup_ids,ticket_form_id,brand_id,allow_channelback,' +
        'allow_attachments,from_messaging_channel',
    );
    expect(ticket).toMatchObject({ status: 'new', requester_id: 3, submitter_id: 3, organization_id: null });
  });

  it('what does not exist is 404 RecordNotFound, and an address that does not exist is 404 InvalidEndpoint', async () => {
    const sandbox = await start();
    for (const path of ['organizations/7', 'users/7', 'tickets/7', 'organization_memberships/7', 'job_statuses/V3-7']) {
      const reply = await sandbox.get(`${path}.json`);
      expect([reply.status, reply.text]).toEqual([404, '{"error":"RecordNotFound","description":"Not found"}']);
    }
    const unknown = await sandbox.get('incremental/organizations/cursor.json?start_time=0');
    expect([unknown.status, unknown.body.error]).toEqual([404, 'InvalidEndpoint']);
    expect((await sandbox.get('/elsewhere')).status).toBe(404);
  });

  it('an id that is no number is a bad request', async () => {
    const sandbox = await start();
    const reply = await sandbox.get('organizations/acme');
    expect([reply.status, reply.body.error.title]).toEqual([400, 'Invalid attribute']);
  });

  it('x-zendesk-api-warn names extra body keys, which are ignored, on errors too', async () => {
    const sandbox = await start({ organizations: [ACME] });
    const updated = await sandbox.put('organizations/6164125400602.json', { organization: { id: 1, name: 'New' } });
    expect(updated.status).toBe(200);
    expect(updated.body.organization).toMatchObject({ id: 6164125400602, name: 'New' });
    expect(updated.headers.get('x-zendesk-api-warn')).toBe(
      '{:allowed_parameters=>{:controller=>"organizations", :action=>"update", :unpermitted_keys=>["organization.id"], :invalid_values=>[]}}',
    );
    const missing = await sandbox.put('organizations/7', { organization: { id: 7, name: 'New' } });
    expect(missing.status).toBe(404);
    expect(missing.headers.get('x-zendesk-api-warn')).toContain('["organization.id"]');
    const deleted = await sandbox.delete('organizations/6164125400602', { organization: { id: 1 } });
    expect(deleted.status).toBe(204);
    expect(deleted.headers.get('x-zendesk-api-warn')).toContain(
      ':action=>"destroy", :unpermitted_keys=>["organization.id", "organization"]',
    );
    const clean = await sandbox.post('organizations', { organization: { name: 'Clean' } });
    expect(clean.headers.has('x-zendesk-api-warn')).toBe(false);
  });

  it('a key that no header could carry is escaped in the warning', async () => {
    const sandbox = await start();
    const reply = await sandbox.post('organizations', { organization: { name: 'A', 'Schlüssel\r\nx: y': 1 } });
    expect(reply.status).toBe(201);
    expect(reply.headers.get('x-zendesk-api-warn')).toContain('"organization.Schl\\u00fcssel\\r\\nx: y"');
  });

  it('a body that is no JSON, and one without the object, are refused', async () => {
    const sandbox = await start();
    expect((await sandbox.post('organizations', '{"organization":')).status).toBe(422);
    const empty = await sandbox.post('organizations', { name: 'Acme' });
    expect([empty.status, empty.body.error.message]).toEqual([400, 'Parameter organization is required']);
    expect((await sandbox.post('organizations')).status).toBe(400);
  });

  it('answers are JSON in UTF-8 and name the API version', async () => {
    const sandbox = await start({ organizations: [{ id: 1, name: 'Müller & Söhne 株式会社' }] });
    const reply = await sandbox.get('organizations/1');
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(reply.headers.get('x-zendesk-api-version')).toBe('v2');
    expect(reply.body.organization.name).toBe('Müller & Söhne 株式会社');
  });

  it('the default brand tells the subdomain, and users/me the reader', async () => {
    const sandbox = await start({}, { subdomain: 'globex' });
    expect((await sandbox.get('brands.json')).body.brands).toMatchObject([{ subdomain: 'globex', default: true }]);
    expect((await sandbox.get('users/me.json')).body.user).toMatchObject({ role: 'admin', active: true });
  });

  it('brands of the world are shown as they are', async () => {
    const sandbox = await start({
      brands: [
        { id: 1, subdomain: 'one', default: false },
        { id: 2, subdomain: 'two', default: true },
      ],
    });
    const { body } = await sandbox.get('brands');
    expect(
      body.brands.map((brand: { subdomain: string; default: boolean }) => [brand.subdomain, brand.default]),
    ).toEqual([
      ['one', false],
      ['two', true],
    ]);
  });
});
