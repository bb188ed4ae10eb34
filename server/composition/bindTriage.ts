import { toEighteen } from '../core/ids/salesforceId.ts';
import { showException } from '../flows/answer.ts';
import { exceptionDetail } from '../flows/answer/lines.ts';
import type { Flows } from '../flows/Flows.ts';
import { decideExceptions } from '../flows/triage/decideExceptions.ts';
import type { Store } from '../store/Store.ts';
import type { AllStages } from './makeStages.ts';

export interface TriageParts {
  readonly store: Store;
  readonly stages: () => Promise<AllStages>;
}

const USER_ID = /^005[0-9A-Za-z]{12}$/;

/** What people do about exceptions, over the stages of this process. */
export function bindTriage({ store, stages }: TriageParts): Pick<Flows, 'exception' | 'decide'> {
  return {
    exception: (fingerprint) => showException(fingerprint, store),

    async decide(request) {
      const decided = await decideExceptions({ ...request, by: canonical(request.by) }, await stages());
      const activity = await store.repairs.activity(decided.map(({ fingerprint }) => fingerprint));
      return decided.map(({ exception, ...outcome }) => ({
        ...outcome,
        exception: exception && exceptionDetail(exception, activity.get(exception.fingerprint) ?? []),
      }));
    },
  };
}

/** Salesforce signs tokens with 15 or 18 characters of a user's id: one person, one id. */
function canonical(by: string): string {
  return USER_ID.test(by) ? toEighteen(by) : by;
}
