import { SELLER, LINK_ADMIN } from '../sandbox/salesforce/support/testWorld.ts';
import { run } from './support/ProductDouble.ts';
import { TestWorkbench } from './support/TestWorkbench.ts';
import { CONTOSO, HOSTILE, NEWCOMER, NORTHWIND } from './support/workbenchWorld.ts';

let workbench: TestWorkbench;

beforeAll(async () => {
  workbench = await TestWorkbench.start();
}, 300_000);

afterAll(() => workbench.close());

interface Reply {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever the wire brought
  body: any;
}

async function request(path: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(workbench.url + path, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** As the page itself posts. */
function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  return request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: workbench.url, ...headers },
    body: JSON.stringify(body),
  });
}

const actingAs = (userId: string) => ({ Cookie: `linkproof_workbench_user=${userId}` });

describe('the page', () => {
  it('runs no script but its own', async () => {
    const { status, headers, body } = await request('/');

    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(body).not.toMatch(/\son\w+=/);
  });

  it('may be kept by the browser for good as far as its address names its content', async () => {
    const { body } = await request('/');
    const [address] = /\/workbench\/assets\/[0-9a-f]{16}\/main\.js/.exec(body)!;

    const script = await request(address);
    expect(script.status).toBe(200);
    expect(script.headers.get('cache-control')).toContain('immutable');
    const stylesheet = await request('/workbench/assets/slds/styles/salesforce-lightning-design-system.min.css');
    expect(stylesheet.status).toBe(200);
  });

  it('serves no file outside of its assets', async () => {
    const response = await request('/workbench/assets/slds/..%2f..%2fpackage.json');

    expect(response.status).not.toBe(200);
  });
});

describe('writing requests', () => {
  it.each([
    ['another page', { Origin: 'https://evil.example' }],
    ['another page of this machine', { Origin: 'http://127.0.0.1:1' }],
    ['another site, by the browser’s word', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sandboxed frame', { Origin: 'null' }],
  ])('are refused from %s', async (_, headers) => {
    for (const path of ['/workbench/session', '/workbench/runs', '/workbench/apex/ZendeskLinkController/recheck']) {
      expect((await post(path, { userId: LINK_ADMIN }, headers)).status).toBe(403);
    }
    expect(workbench.product.runs).toEqual([]);
  });

  it('are taken from the page by the browser’s word', async () => {
    const { status } = await post('/workbench/session', { userId: SELLER }, { 'Sec-Fetch-Site': 'same-origin' });

    expect(status).toBe(200);
  });
});

describe('the acting user', () => {
  it('is the first until another is chosen, with the permissions that the org gives', async () => {
    const seller = await request('/workbench/session');
    expect(seller.body.user).toEqual({ id: SELLER, name: 'Sam Seller', role: 'seller' });
    expect(seller.body.permissions).toEqual(['Linkproof_View']);

    const chosen = await post('/workbench/session', { userId: LINK_ADMIN });
    const cookie = chosen.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const admin = await request('/workbench/session', { headers: { Cookie: cookie.split(';')[0]! } });
    expect(admin.body.permissions).toEqual(['Linkproof_Admin', 'Linkproof_Operate', 'Linkproof_View']);
  });

  it('can only be somebody on the list', async () => {
    expect((await post('/workbench/session', { userId: '005000000000099AAA' })).status).toBe(400);
    expect((await request('/workbench/session', { headers: actingAs('005000000000099AAA') })).body.user.id).toBe(
      SELLER,
    );
  });
});

describe('accounts', () => {
  it('are found by a part of their name, with the published status', async () => {
    const { body } = await request('/workbench/accounts?search=contos');

    expect(body.accounts).toEqual([
      { id: CONTOSO, name: 'Contoso', type: 'Customer - Direct', status: 'contradicted' },
    ]);
  });

  it.each(["'", '\\', "' OR Name != '", '100%_', '%_', '_%', '\n'])(
    'are searched for the text %j itself',
    async (search) => {
      const { status, body } = await request(`/workbench/accounts?search=${encodeURIComponent(search)}`);

      expect(status).toBe(200);
      const names = body.accounts.map(({ id }: { id: string }) => id);
      expect(names).toEqual(`<img src=x onerror="window.hacked = 1"> 100%_' \\ Ltd`.includes(search) ? [HOSTILE] : []);
    },
  );

  it('are shown one by one', async () => {
    const { body } = await request(`/workbench/accounts/${NORTHWIND}`);

    expect(body).toEqual({
      id: NORTHWIND,
      name: 'Northwind Traders',
      type: 'Customer - Direct',
      status: 'verified',
      website: 'https://northwind.example',
      owner: 'Admin',
      parent: null,
      storedOrganizationId: '6164125400602',
    });
  });

  it.each(['001000000000099AAA', 'nonsense', "001' OR Id != '"])('are not found by %s', async (id) => {
    const { status, body } = await request(`/workbench/accounts/${encodeURIComponent(id)}`);

    expect(status).toBe(404);
    expect(body.message).toContain(id);
  });

  it('are told as stories, with their present status', async () => {
    const { body } = await request('/workbench/stories');

    expect(body.stories.map(({ account }: { account: { status: string | null } }) => account.status)).toEqual([
      'verified',
      'contradicted',
      null,
    ]);
  });
});

describe('Apex', () => {
  const getLink = (userId: string) =>
    post('/workbench/apex/ZendeskLinkController/getLink', { accountId: NORTHWIND }, actingAs(userId));

  it('answers as the acting user may see', async () => {
    expect((await getLink(SELLER)).body.evidence).toBeUndefined();
    expect((await getLink(LINK_ADMIN)).body.evidence).toContain('both_rungs_agree');
  });

  it('answers with the org’s own error', async () => {
    const { status, body } = await post('/workbench/apex/ZendeskLinkController/getLink', { accountId: SELLER });

    expect(status).toBe(500);
    expect(body).toEqual({
      exceptionType: 'System.AuraHandledException',
      message: 'This is not an account. Place the panel on account pages only.',
    });
  });

  it('answers nothing for an account that no audit has judged', async () => {
    const { status, body } = await post('/workbench/apex/ZendeskLinkController/getLink', { accountId: NEWCOMER });

    expect([status, body]).toEqual([200, null]);
  });
});

describe('audit runs', () => {
  afterEach(() => {
    workbench.product.runs = [];
    workbench.product.refusal = undefined;
  });

  it('are listed for everybody', async () => {
    workbench.product.runs = [run('run-1', 'complete')];

    expect((await request('/workbench/runs')).body.runs).toHaveLength(1);
  });

  it('are started by whoever may operate', async () => {
    const { status, body } = await post('/workbench/runs', {}, actingAs(LINK_ADMIN));

    expect([status, body]).toEqual([202, { runId: 'run-2' }]);
  });

  it('are not started by a seller, who is told what it takes', async () => {
    const { status, body } = await post('/workbench/runs', {}, actingAs(SELLER));

    expect(status).toBe(403);
    expect(body.message).toContain('Linkproof Operator');
    expect(workbench.product.runs).toEqual([]);
  });

  it('pass on the refusal of the API', async () => {
    workbench.product.refusal = { status: 409, code: 'run_in_progress', message: 'Another run is under way.' };

    const { status, body } = await post('/workbench/runs', {}, actingAs(LINK_ADMIN));
    expect([status, body.error.message]).toEqual([409, 'Another run is under way.']);
  });

  it('are followed event by event, and given up when the page goes', async () => {
    const gone = new AbortController();
    const response = await fetch(`${workbench.url}/workbench/runs/run-2/events`, { signal: gone.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();

    workbench.product.progress({ message: 'Reading accounts' });
    expect((await reader.read()).value).toContain('Reading accounts');

    gone.abort();
    while (workbench.product.followers > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  });
});
