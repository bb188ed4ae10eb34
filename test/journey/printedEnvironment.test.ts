import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sandboxEnvironment } from '../../server/composition/sandboxEnvironment.ts';
import { runCli } from '../support/journey/runCli.ts';

describe('sandbox --print-env', () => {
  it('prints what a shell takes for the environment of a Linkproof that uses these sandboxes', async () => {
    const ports = ['--salesforce-port', '4001', '--zendesk-port', '4002'];
    const { exitCode, stdout, stderr } = await runCli(['sandbox', '--print-env', ...ports]);
    expect([exitCode, stderr]).toEqual([0, '']);

    const script = `set -a\n${stdout}\nexec env -0`;
    const shell = await promisify(execFile)('sh', ['-c', script], { env: { PATH: process.env.PATH } });
    const variables = shell.stdout.split('\0').map((pair): [string, string] => {
      const end = pair.indexOf('=');
      return [pair.slice(0, Math.max(0, end)), pair.slice(end + 1)];
    });
    const expected = sandboxEnvironment({ salesforcePort: 4001, zendeskPort: 4002 });
    const printed = variables.filter(([name]) => name in expected);
    expect(Object.fromEntries(printed)).toEqual(expected);
  });
});
