import { randomUUID } from 'node:crypto';
import type { Digest, Verdict } from '../../core/model.ts';
import { drawSample as draw } from '../../core/samples/drawSample.ts';
import { SAMPLE_ANSWERS, type DrawnLink } from '../../core/samples/SampledLink.ts';
import { BadRequestError, NotFoundError } from '../../errors.ts';
import type { Store } from '../../store/Store.ts';
import type { Publisher } from '../../writeback/publish/Publisher.ts';
import type { DrawnSample, RepliedSample, SampleList, SampleReply } from '../Flows.ts';
import { publishAround } from '../../writeback/publish/publishAround.ts';

/** More than anybody looks at carefully. */
const MOST_AT_ONCE = 200;
const LONGEST_NOTE = 255;

interface SampleStages {
  readonly store: Store;
  readonly publisher: Publisher;
  readonly digest: Digest;
  readonly clock: () => Date;
}

/**
 * Draws green links by chance, for people to look at: what nobody complains about is not proven right by that. Fewer than
 * asked for where there are no more.
 *
 * @throws BadRequestError for a size that nobody can look at
 */
export async function drawSample(
  size: number,
  by: string,
  { store, publisher, digest, clock }: SampleStages,
): Promise<DrawnSample> {
  if (!Number.isInteger(size) || size < 1 || size > MOST_AT_ONCE) {
    throw new BadRequestError(`Found a sample of ${String(size)} links. Expected 1 to ${String(MOST_AT_ONCE)}.`);
  }
  const verdicts: Verdict[] = [];
  for await (const verdict of store.ledger.verdicts()) verdicts.push(verdict);
  const newest = [...(await store.samples.newest()).values()];
  const waiting = new Set(newest.filter(({ answer }) => answer === null).map(({ accountId }) => accountId));
  const drawn = draw(verdicts, waiting, { size, seed: randomUUID(), digest });
  const drawnAt = clock().toISOString();
  await store.samples.keep(drawn, by, drawnAt);
  return {
    drawn: drawn.map((link) => ({ ...link, drawnAt, drawnBy: by, answer: null })),
    notShown: await show(drawn, { store, publisher }),
  };
}

export async function listSamples(
  filter: { waiting: boolean; limit: number },
  { samples }: Store,
): Promise<SampleList> {
  const [listed, figures] = await Promise.all([samples.list(filter), samples.figures()]);
  return { samples: listed, figures };
}

/**
 * A person has looked at both records: whether the green link is right. Answering again corrects the answer.
 *
 * @throws NotFoundError for an account that was not drawn; BadRequestError for a note that does not fit
 */
export async function answerSample(
  accountId: string,
  { answer, note, by }: SampleReply,
  { store, publisher, clock }: Pick<SampleStages, 'store' | 'publisher' | 'clock'>,
): Promise<RepliedSample> {
  if (!SAMPLE_ANSWERS.includes(answer)) {
    throw new BadRequestError(
      `Found the answer ${JSON.stringify(answer)}. Expected one of ${SAMPLE_ANSWERS.join(', ')}.`,
    );
  }
  if (note.length > LONGEST_NOTE) {
    throw new BadRequestError(
      `Found a note of ${String(note.length)} characters. Expected at most ${String(LONGEST_NOTE)}.`,
    );
  }
  await store.samples.answer(accountId, { answer, note: note.trim(), by, at: clock().toISOString() });
  const answered = (await store.samples.newest()).get(accountId);
  if (answered === undefined) throw new NotFoundError(`Account ${accountId} was never drawn.`);
  return { sampled: answered, notShown: await show([answered], { store, publisher }) };
}

function show(links: readonly DrawnLink[], stages: Pick<SampleStages, 'store' | 'publisher'>): Promise<string | null> {
  const accountIds = links.map(({ accountId }) => accountId);
  return links.length === 0 ? Promise.resolve(null) : publishAround({ accountIds, organizationIds: [] }, stages);
}
