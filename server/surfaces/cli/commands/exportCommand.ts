import { Argument, Command, Option } from 'commander';
import type { ExceptionLine, VerdictLine } from '../../../flows/Flows.ts';
import { inBlocks, ndjsonText } from '../../wire/lines.ts';
import type { CliApp, CliFlows } from '../CliApp.ts';
import { csvText, EXCEPTION_COLUMNS, VERDICT_COLUMNS } from '../output/csvText.ts';
import { print, printJson } from '../output/print.ts';
import { writeToFile, writeToOutput } from '../output/writeStream.ts';

const EXPORTS = ['verdicts', 'exceptions'] as const;
const FORMATS = ['ndjson', 'csv'] as const;

interface Options {
  readonly format: (typeof FORMATS)[number];
  readonly out?: string;
  readonly json?: true;
}

export function exportCommand(app: CliApp): Command {
  return new Command('export')
    .description('write every verdict, or every exception, one a line')
    .addArgument(new Argument('<what>', 'what to export').choices(EXPORTS))
    .addOption(new Option('--format <format>', 'how').choices(FORMATS).default('ndjson'))
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--json', 'lines of JSON; with --out, one JSON document that says what was written')
    .action(async (what: (typeof EXPORTS)[number], options: Options, command: Command) => {
      if (options.json && options.out === undefined && options.format === 'csv') {
        command.error("error: option '--json' cannot be used with '--format csv' unless --out names a file");
      }
      const flows = await app.openFlows();
      try {
        await write(app, flows, what, options);
      } finally {
        await flows.close();
      }
    });
}

async function write(app: CliApp, flows: CliFlows, what: (typeof EXPORTS)[number], options: Options): Promise<void> {
  let lines = 0;
  async function* counted<Line>(source: AsyncIterable<Line>): AsyncGenerator<Line> {
    for await (const line of source) {
      lines += 1;
      yield line;
    }
  }
  const text =
    what === 'verdicts'
      ? formatted<VerdictLine>(counted(flows.exportVerdicts()), options.format, VERDICT_COLUMNS)
      : formatted<ExceptionLine>(counted(flows.exportExceptions()), options.format, EXCEPTION_COLUMNS);
  if (options.out === undefined) return writeToOutput(text, app.stdout);
  await writeToFile(text, options.out);
  if (options.json) printJson(app.stdout, { file: options.out, format: options.format, lines });
  else print(app.stderr, `Wrote ${lines} ${what} to ${options.out}.`);
}

function formatted<Line>(
  lines: AsyncIterable<Line>,
  format: Options['format'],
  columns: Parameters<typeof csvText<Line>>[1],
): AsyncIterable<string> {
  return inBlocks(format === 'csv' ? csvText(lines, columns) : ndjsonText(lines));
}
