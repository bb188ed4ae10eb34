import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { SAMPLE_ANSWERS, type SampleAnswer } from '../../../core/samples/SampledLink.ts';
import type { CliApp, CliFlows } from '../CliApp.ts';
import { print, printJson } from '../output/print.ts';
import { drawnText, repliedText, samplesText } from '../views/samplesView.ts';
import { byOption } from './byOption.ts';
import { readLimit } from './readLimit.ts';

interface Common {
  readonly json?: true;
}

/** What nobody complains about is not right for that: people look at green links that chance has picked. */
export function sampleCommand(app: CliApp): Command {
  const draw = new Command('draw')
    .description('pick verified links by chance, for people to look at')
    .addOption(new Option('--size <n>', 'how many, up to 200').argParser(readSize).default(20))
    .addOption(byOption())
    .option('--json', 'print one JSON document')
    .action(({ size, by, json }: Common & { size: number; by: string }) =>
      show(app, json, (flows) => flows.drawSample(size, by), drawnText),
    );
  const list = new Command('list')
    .description('what was picked, what people said, and how much of what is green is wrong')
    .option('--waiting', 'only those that nobody has answered', false)
    .addOption(new Option('--limit <n>', 'how many').argParser(readLimit).default(100))
    .option('--json', 'print one JSON document')
    .action(({ waiting, limit, json }: Common & { waiting: boolean; limit: number }) =>
      show(app, json, (flows) => flows.samples({ waiting, limit }), samplesText),
    );
  const answer = new Command('answer')
    .description('say whether the account’s verified link is right; saying it again corrects it')
    .argument('<account>', 'its id, or a URL that holds it')
    .addArgument(new Argument('<answer>', 'wrong: its organization is another customer’s').choices(SAMPLE_ANSWERS))
    .option('--note <text>', 'what made you say so', '')
    .addOption(byOption())
    .option('--json', 'print one JSON document')
    .action((account: string, said: SampleAnswer, { note, by, json }: Common & { note: string; by: string }) =>
      show(app, json, (flows) => flows.answerSample(account, { answer: said, note, by }), repliedText),
    );
  return new Command('sample')
    .description('verified links picked by chance: how much of what is green is wrong?')
    .addCommand(draw)
    .addCommand(list)
    .addCommand(answer);
}

async function show<Answer>(
  app: CliApp,
  json: true | undefined,
  ask: (flows: CliFlows) => Promise<Answer>,
  textOf: (answer: Answer) => string,
): Promise<void> {
  const flows = await app.openFlows();
  try {
    const answer = await ask(flows);
    return json ? printJson(app.stdout, answer) : print(app.stdout, textOf(answer));
  } finally {
    await flows.close();
  }
}

function readSize(text: string): number {
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= 200) return size;
  throw new InvalidArgumentError('Expected a whole number from 1 to 200.');
}
