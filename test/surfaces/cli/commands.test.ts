import { execFileSync } from 'node:child_process';
import { ContractError, StoreLockedError } from '../../../server/errors.ts';
import { ACCOUNT_ID, explanation, SampleFlows } from '../sampleFlows.ts';
import { testCli } from './testCli.ts';

describe('explain', () => {
  it('shows the resolution order step by step, who was rejected and what to do', async () => {
    const { exitCode, stdout } = await testCli(['explain', ACCOUNT_ID]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`Account 001000000000001AAA with Organization 6164125400602: contradicted
Do not rely on these tickets: two organizations claim this account.
Since 2026-11-20T08:00:00Z; judged 2026-11-22T08:00:00Z by run run-1. Reason: conflicting_rungs.
Codes: conflicting_rungs

Resolution order
  1. stored_id (names): salesforce Account.Zendesk_Organization_Id__c says "6164125400602"
     The account names this organization.
  2. external_id (silent): zendesk organization.external_id is empty
     That organization carries no key.

Rejected candidates
  - organization 6164125400603 "Acme (old)": Salesforce names another one.

Exceptions
  - conflicting_rungs (critical, new, first seen 2026-11-20T08:00:00Z)
    Compare both organizations.
`);
  });

  it('prints one JSON document with --json', async () => {
    expect(JSON.parse((await testCli(['explain', ACCOUNT_ID, '--json'])).stdout)).toEqual(explanation);
  });

  it('prints hostile names without obeying them', async () => {
    const flows = new SampleFlows();
    const rejected = [{ accountId: null, organizationId: '1', name: 'A\x1b[2J\nB', because: 'x' }];
    flows.explain = async () => ({ ...explanation, evidence: { ...explanation.evidence, rejected } });
    expect((await testCli(['explain', ACCOUNT_ID], { flows })).stdout).not.toContain('\x1b');
  });

  it('ends with 1 and one paragraph for an id that nobody knows', async () => {
    const { exitCode, stdout, stderr } = await testCli(['explain', 'nobody']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toBe('linkproof: No account was audited under "nobody".\n');
  });
});

describe('doctor', () => {
  it('shows every check, with advice where one failed, and ends with 1 then', async () => {
    const { exitCode, stdout } = await testCli(['doctor']);
    expect(exitCode).toBe(1);
    expect(stdout).toBe(`ok   salesforce sign-in: signed in
FAIL zendesk rights: an agent
     Sign in as an administrator.
1 of 2 checks failed.
`);
  });

  it('ends with 0 when all is well', async () => {
    const flows = new SampleFlows();
    flows.doctor = async () => ({ ok: true, checks: [] });
    const { exitCode, stdout } = await testCli(['doctor', '--json'], { flows });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ ok: true, checks: [] });
  });
});

describe('the commands that serve', () => {
  it('say where, and close when they are stopped', async () => {
    const { exitCode, stdout, closed } = await testCli(['serve']);
    expect({ exitCode, closed }).toEqual({ exitCode: 0, closed: 1 });
    expect(stdout).toContain('http://localhost:3000/v1');
  });

  it('say it as one document with --json', async () => {
    expect(JSON.parse((await testCli(['serve', '--json'])).stdout)).toEqual({ address: 'http://localhost:3000' });
    expect(JSON.parse((await testCli(['demo', '--port', '8080', '--json'])).stdout)).toEqual({
      address: 'http://localhost:8080',
    });
    const args = ['sandbox', '--data', 'w', '--salesforce-port', '4001', '--zendesk-port', '4002', '--json'];
    expect(JSON.parse((await testCli(args)).stdout)).toEqual({
      salesforceAddress: 'http://127.0.0.1:4001',
      zendeskAddress: 'http://127.0.0.1:4002',
    });
  });

  it('tell what the demo does on stderr', async () => {
    const { stdout, stderr } = await testCli(['demo']);
    expect(stderr).toMatch(/^Making the demo world\n\[1\.0 s\] Reading .*\nThe first audit is complete\n$/);
    expect(stdout).toContain('ready at http://localhost:3000');
  });

  it('wait until they are stopped', async () => {
    const stop = new AbortController();
    let ended = false;
    const running = testCli(['serve'], { stopping: stop.signal }).then((result) => {
      ended = true;
      return result;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    stop.abort();
    expect((await running).closed).toBe(1);
  });
});

describe('sandbox', () => {
  const ports = ['--salesforce-port', '4001', '--zendesk-port', '4002'];

  it('serves a world folder at real speed unless told otherwise', async () => {
    const { sandboxes } = await testCli(['sandbox', '--data', 'world', ...ports]);
    expect(sandboxes).toMatchObject([
      {
        worldFolder: 'world',
        salesforcePort: 4001,
        zendeskPort: 4002,
        rateLimits: 'real',
        salesforceUser: 'administrator',
      },
    ]);
    const fast = await testCli(['sandbox', '--data', 'world', ...ports, '--rate-limits', 'fast']);
    expect(fast.sandboxes).toMatchObject([{ rateLimits: 'fast' }]);
  });

  it('passes on what the stand-in of Zendesk is to keep silent about, and whom it is to tell', async () => {
    const { sandboxes } = await testCli([
      ...['sandbox', '--data', 'world', ...ports, '--silent-memberships', '--hard-deletes'],
      ...['--webhook-url', 'http://localhost:8080/v1/webhooks/zendesk', '--webhook-secret', 's'],
    ]);
    expect(sandboxes).toMatchObject([
      {
        silentMemberships: true,
        hardDeletes: true,
        webhook: { url: 'http://localhost:8080/v1/webhooks/zendesk', secret: 's' },
      },
    ]);
  });

  it('prints bare assignments that a shell reads back, and starts nothing', async () => {
    const { exitCode, stdout, sandboxes } = await testCli(['sandbox', '--print-env', ...ports]);
    expect({ exitCode, sandboxes }).toEqual({ exitCode: 0, sandboxes: [] });
    expect(stdout.split('\n')[0]).toBe('SALESFORCE_LOGIN_URL=http://127.0.0.1:4001');
    const script = `set -a\n${stdout}\nnode -p 'process.env.ZENDESK_BASE_URL + process.env.ZENDESK_CLIENT_SECRET'`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe("http://127.0.0.1:4002it's secret\n");
  });

  it.each([
    [['sandbox', ...ports]],
    [['sandbox', '--data', 'w', '--salesforce-port', '4001']],
    [['sandbox', '--data', 'w', '--salesforce-port', '65536', '--zendesk-port', '1']],
    [['sandbox', '--data', 'w', '--salesforce-port', '-1', '--zendesk-port', '1']],
    [['sandbox', '--data', 'w', ...ports, '--rate-limits', 'slow']],
    [['sandbox', '--data', 'w', ...ports, '--webhook-url', 'http://localhost:8080/']],
    [['sandbox', '--data', 'w', ...ports, '--webhook-secret', 's']],
    [['sandbox', '--data', 'w', ...ports, '--webhook-url', 'nowhere', '--webhook-secret', 's']],
    [['demo', '--port', 'x']],
  ])('takes %j for a mistake in the command line', async (args) => {
    const { exitCode, sandboxes, stderr } = await testCli(args);
    expect({ exitCode, sandboxes }).toEqual({ exitCode: 64, sandboxes: [] });
    expect(stderr).toMatch(/^error: /);
  });
});

describe('every command line', () => {
  it('that is empty or unknown is a mistake', async () => {
    expect((await testCli([])).exitCode).toBe(64);
    expect((await testCli(['repare'])).exitCode).toBe(64);
  });

  it('may ask for help and for the version', async () => {
    const help = await testCli(['--help']);
    expect(help.exitCode).toBe(0);
    for (const code of ['0', '1', '2', '3', '4', '64', '130'])
      expect(help.stdout).toMatch(new RegExp(`^  ${code} `, 'm'));
    expect(await testCli(['--version'])).toMatchObject({ exitCode: 0, stdout: '1.2.3\n' });
  });

  it.each([
    ...['audit', 'explain', 'export', 'doctor', 'serve', 'sandbox', 'demo'],
    ...['plan', 'backfill', 'approve', 'apply', 'undo', 'compare'],
  ])('%s has --json', async (command) => {
    expect((await testCli([command, '--help'])).stdout).toContain('--json');
  });

  it('shows the stack of an error only in debug', async () => {
    const flows = new SampleFlows();
    flows.explain = async () => {
      throw new StoreLockedError('In use by process 7.', { cause: new Error('EEXIST') });
    };
    const plain = await testCli(['explain', ACCOUNT_ID], { flows });
    expect(plain.stderr).toBe('linkproof: In use by process 7.\n');
    const debug = await testCli(['explain', ACCOUNT_ID], { flows, debug: true });
    expect(debug.stderr).toMatch(/StoreLockedError: In use by process 7\.\n +at /);
    expect(debug.stderr).toContain('EEXIST');
  });

  it('tells a fault of ours from what its user can mend', async () => {
    const flows = new SampleFlows();
    flows.explain = async () => {
      throw new TypeError('x is not a function');
    };
    const { exitCode, stderr } = await testCli(['explain', ACCOUNT_ID], { flows });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('a fault in Linkproof');
  });

  it('keeps the lines of an error that has several', async () => {
    const flows = new SampleFlows();
    flows.explain = async () => {
      throw new ContractError('contract.yml:3: one\ncontract.yml:5: two');
    };
    const { stderr } = await testCli(['explain', ACCOUNT_ID], { flows });
    expect(stderr).toBe('linkproof: contract.yml:3: one\ncontract.yml:5: two\n');
  });
});
