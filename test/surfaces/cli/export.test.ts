import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { exception, failing, SampleFlows, unknownVerdict, verdict } from '../sampleFlows.ts';
import { testCli } from './testCli.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'linkproof-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

function flowsWithSentences(...sentences: string[]) {
  const flows = new SampleFlows();
  flows.exportVerdicts = async function* () {
    for (const sentence of sentences) yield { ...verdict, sentence };
  };
  return flows;
}

describe('export', () => {
  it('writes verdicts as one JSON document a line', async () => {
    const { exitCode, stdout, stderr } = await testCli(['export', 'verdicts', '--format', 'ndjson']);
    expect(stdout).toBe(`${JSON.stringify(verdict)}\n${JSON.stringify(unknownVerdict)}\n`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('writes exceptions, with --json as without', async () => {
    const plain = await testCli(['export', 'exceptions']);
    const json = await testCli(['export', 'exceptions', '--json']);
    expect(plain.stdout).toBe(`${JSON.stringify(exception)}\n`);
    expect(json.stdout).toBe(plain.stdout);
  });

  it('writes nothing at all where there is nothing', async () => {
    const { exitCode, stdout } = await testCli(['export', 'verdicts'], { flows: flowsWithSentences() });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  });

  it('writes CSV with a head, lists joined by semicolons', async () => {
    const { stdout } = await testCli(['export', 'verdicts', '--format', 'csv']);
    expect(parse(stdout, { columns: true })).toEqual([
      {
        subject: 'account',
        accountId: verdict.accountId,
        organizationId: verdict.organizationId,
        status: 'contradicted',
        codes: 'conflicting_rungs',
        lastKnownStatus: '',
        lastKnownCodes: '',
        lastKnownAuditedAt: '',
        sentence: verdict.sentence,
        since: verdict.since,
        runId: 'run-1',
      },
      expect.objectContaining({ accountId: '', lastKnownStatus: 'verified', codes: 'scope_not_checked' }),
    ]);
  });

  it('writes the evidence of exceptions into CSV as JSON', async () => {
    const { stdout } = await testCli(['export', 'exceptions', '--format', 'csv']);
    const [record] = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(JSON.parse(record!['evidence']!)).toEqual(exception.evidence);
    expect(record!['organizationIds']).toBe('6164125400602;6164125400603');
  });

  it('brings any text through CSV whole', async () => {
    const hostile = ['a "quoted", part', 'two\nlines', 'carriage\r\nreturn', 'a;b\tc', 'Ünïcode 漢字', "it's", ''];
    const { stdout } = await testCli(['export', 'verdicts', '--format', 'csv'], {
      flows: flowsWithSentences(...hostile),
    });
    const records = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(records.map(({ sentence }) => sentence)).toEqual(hostile);
  });

  it.each(['=cmd|calc!A0', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '＝1'])(
    'keeps a spreadsheet from running %j as a formula',
    async (formula) => {
      const { stdout } = await testCli(['export', 'verdicts', '--format', 'csv'], {
        flows: flowsWithSentences(formula),
      });
      const [record] = parse(stdout, { columns: true }) as Record<string, string>[];
      expect(record!['sentence']).toBe(`'${formula}`);
    },
  );

  it('writes to a file and says so on stderr', async () => {
    const file = path.join(folder, 'verdicts.ndjson');
    const { exitCode, stdout, stderr } = await testCli(['export', 'verdicts', '--out', file]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toBe(`Wrote 2 verdicts to ${file}.\n`);
    expect(
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([verdict, unknownVerdict]);
  });

  it('describes the file as one document with --json', async () => {
    const file = path.join(folder, 'exceptions.csv');
    const { stdout } = await testCli(['export', 'exceptions', '--format', 'csv', '--out', file, '--json']);
    expect(JSON.parse(stdout)).toEqual({ file, format: 'csv', lines: 1 });
  });

  it('leaves no half file behind when the export fails', async () => {
    const flows = new SampleFlows();
    flows.exportVerdicts = () => failing(new Error('the database has gone'));
    const { exitCode } = await testCli(['export', 'verdicts', '--out', path.join(folder, 'half.ndjson')], { flows });
    expect(exitCode).toBe(1);
    expect(readdirSync(folder).filter((name) => name.includes('half'))).toEqual([]);
    expect(flows.closed).toBe(true);
  });

  it('says where it cannot write', async () => {
    const file = path.join(folder, 'no', 'such', 'folder.csv');
    const { exitCode, stderr } = await testCli(['export', 'verdicts', '--out', file]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`Found ${file} not writable (ENOENT)`);
  });

  it('ends quietly when the reader of a pipe has seen enough', async () => {
    const flows = new SampleFlows();
    flows.exportVerdicts = async function* () {
      for (;;) yield verdict;
    };
    const { exitCode, stderr } = await testCli(['export', 'verdicts'], { flows, stdout: closedAfter(3) });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(flows.closed).toBe(true);
  });

  it.each([
    [['export']],
    [['export', 'everything']],
    [['export', 'verdicts', '--format', 'xml']],
    [['export', 'verdicts', '--format', 'csv', '--json']],
  ])('takes %j for a mistake in the command line', async (args) => {
    const { exitCode, stdout, opened } = await testCli(args);
    expect({ exitCode, stdout, opened }).toEqual({ exitCode: 64, stdout: '', opened: 0 });
  });
});

/** A pipe whose reader goes after some lines, as `head` does. */
function closedAfter(lines: number): Writable {
  let left = lines;
  return new Writable({
    write(_chunk, _encoding, done) {
      left -= 1;
      done(left > 0 ? null : Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
}
