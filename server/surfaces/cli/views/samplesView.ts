import type { SampledLink } from '../../../core/samples/SampledLink.ts';
import type { DrawnSample, RepliedSample, SampleList } from '../../../flows/Flows.ts';
import { plainText } from '../output/plainText.ts';
import { count, counted } from '../output/print.ts';

/** Drawn links for people, and what their answers together say. */
export function samplesText({ samples, figures }: SampleList): string {
  const { drawn, right, wrong, unsure, falseGreenRate } = figures;
  const rate = falseGreenRate === null ? 'not known yet' : `${(falseGreenRate * 100).toFixed(1)} %`;
  return [
    ...(samples.length === 0 ? ['Nothing was drawn that waits.'] : samples.map(sampleLine)),
    `${count(drawn)} drawn: ${count(right)} right, ${count(wrong)} wrong, ${count(unsure)} unsure. False greens: ${rate}.`,
  ].join('\n');
}

export function drawnText({ drawn, notShown }: DrawnSample): string {
  if (drawn.length === 0) return 'Nothing was drawn: there is no green link that does not wait for an answer already.';
  return [
    ...drawn.map(sampleLine),
    `Drew ${counted(drawn.length, 'link')}. Look at both records, then: linkproof sample answer ACCOUNT right|wrong|unsure`,
    ...(notShown === null ? [] : [notShown]),
  ].join('\n');
}

export function repliedText({ sampled, notShown }: RepliedSample): string {
  const { accountId, answer } = sampled;
  return [
    sampleLine(sampled),
    ...(answer?.answer === 'wrong'
      ? [`Find out whose it is, and relink it: linkproof plan --account ${accountId} --organization ID`]
      : []),
    ...(notShown === null ? [] : [notShown]),
  ].join('\n');
}

function sampleLine({ accountId, organizationId, drawnAt, answer }: SampledLink): string {
  const said =
    answer === null
      ? 'waits for an answer'
      : `${answer.answer}, said ${plainText(answer.by)} ${answer.at}${answer.note === '' ? '' : `: ${plainText(answer.note)}`}`;
  return `account ${accountId}, organization ${organizationId}, drawn ${drawnAt}: ${said}`;
}
