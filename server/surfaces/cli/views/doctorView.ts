import type { DoctorReport } from '../../../flows/Flows.ts';
import { plainText } from '../output/plainText.ts';

/** Every check, with what to do where it failed. */
export function doctorText({ ok, checks }: DoctorReport): string {
  const lines = checks.flatMap((check) => [
    `${check.ok ? 'ok  ' : 'FAIL'} ${check.name}: ${plainText(check.found)}`,
    ...(check.advice === null ? [] : [`     ${plainText(check.advice)}`]),
  ]);
  const failed = checks.filter((check) => !check.ok).length;
  return [...lines, ok ? 'Everything is in order.' : `${failed} of ${checks.length} checks failed.`].join('\n');
}
