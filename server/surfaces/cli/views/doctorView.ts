import type { DoctorCheck, DoctorReport } from '../../../flows/Flows.ts';
import { plainText } from '../output/plainText.ts';

/** Every check, with what to do where it failed, and what may still be done. */
export function doctorText({ ok, checks }: DoctorReport): string {
  const lines = checks.flatMap((check) => [
    `${markOf(check)} ${check.name}: ${plainText(check.found)}`,
    ...(check.advice === null ? [] : [`     ${plainText(check.advice)}`]),
  ]);
  const failed = checks.filter((check) => !check.ok).length;
  const noted = checks.some((check) => check.ok && check.advice !== null);
  const allWell = noted ? 'Everything that audits need is in order.' : 'Everything is in order.';
  return [...lines, ok ? allWell : `${failed} of ${checks.length} checks failed.`].join('\n');
}

function markOf({ ok, advice }: DoctorCheck): string {
  if (!ok) return 'FAIL';
  return advice === null ? 'ok  ' : 'note';
}
