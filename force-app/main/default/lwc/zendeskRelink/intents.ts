import { fillIn } from 'c/linkproofText';

// Apex
import keepApart from '@salesforce/apex/ZendeskRepairController.keepApart';
import preview from '@salesforce/apex/ZendeskRepairController.preview';
import undo from '@salesforce/apex/ZendeskRepairController.undo';

// Labels
import createLabel from '@salesforce/label/c.Linkproof_Repair_Create';
import exceptionLabel from '@salesforce/label/c.Linkproof_Repair_Exception';
import keepApartLabel from '@salesforce/label/c.Linkproof_Compare_Keep_Apart';
import keepLabel from '@salesforce/label/c.Linkproof_Repair_Keep';
import relinkLabel from '@salesforce/label/c.Linkproof_Repair_Relink_To';
import undoLabel from '@salesforce/label/c.Linkproof_Repair_Undo_Title';
import unlinkLabel from '@salesforce/label/c.Linkproof_Repair_Unlink';

/** What a person has decided to do, before anything is planned. */
export type Intent =
  | { readonly kind: 'request'; readonly title: string; readonly request: RepairRequest }
  | { readonly kind: 'undo'; readonly title: string; readonly planId: string }
  | { readonly kind: 'keep_apart'; readonly title: string; readonly fingerprint: string };

export function createIntent(accountId: string): Intent {
  return { kind: 'request', title: createLabel, request: { kind: 'provision', accountId, name: null } };
}

export function unlinkIntent(accountId: string): Intent {
  return { kind: 'request', title: unlinkLabel, request: { kind: 'unlink', accountId } };
}

/** The remedy of one exception, as far as it concerns this account. */
export function exceptionIntent(accountId: string, fingerprint: string): Intent {
  const request = { kind: 'exceptions', codes: null, fingerprints: [fingerprint], accountIds: [accountId] } as const;
  return { kind: 'request', title: exceptionLabel, request };
}

export function undoIntent(planId: string): Intent {
  return { kind: 'undo', title: undoLabel, planId };
}

/** Undefined where no exception is to be closed. */
export function keepApartIntent({ fingerprint }: Comparison): Intent | undefined {
  return fingerprint ? { kind: 'keep_apart', title: keepApartLabel, fingerprint } : undefined;
}

/** What keeping one side comes to; undefined: nothing is to be done. */
export function keepIntent(accountId: string, comparison: Comparison, kept: Maybe<ComparedSide>): Intent | undefined {
  const { question, fingerprint, left } = comparison;
  if (!kept) return undefined;
  const name = kept.name ?? kept.id;
  if (question === 'relink') {
    // The link of now is kept by doing nothing.
    if (kept.id === left?.id) return undefined;
    const request = { kind: 'relink', accountId, organizationId: kept.id, people: 'stay' } as const;
    return { kind: 'request', title: fillIn(relinkLabel, name), request };
  }
  if (!fingerprint) return undefined;
  return {
    kind: 'request',
    title: fillIn(keepLabel, name),
    request: { kind: 'collision', fingerprint, keepId: kept.id },
  };
}

/** Has the server record it, or make a plan of it; null: there is nothing more to decide. */
export async function carryOut(
  accountId: string,
  intent: Intent,
  { people, reason }: { readonly people: PeopleChoice; readonly reason: string },
): Promise<PlanView | null> {
  switch (intent.kind) {
    case 'keep_apart':
      await keepApart({ accountId, fingerprint: intent.fingerprint, reason });
      return null;
    case 'undo':
      return undo({ accountId, planId: intent.planId, reason });
    case 'request': {
      const { request } = intent;
      const chosen = request.kind === 'relink' ? { ...request, people } : request;
      return preview({ accountId, requestJson: JSON.stringify(chosen), reason });
    }
  }
}
