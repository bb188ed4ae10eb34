import { catalogueEntry } from '../../catalogue.ts';
import type { Exception } from '../../model.ts';

/** Whether the exception makes the verdict of its accounts, or of its organizations, contradicted (effect X; see the rules of verdicts). */
export function contradicts({ code, evidence }: Exception, subject: 'account' | 'organization'): boolean {
  switch (code) {
    case 'external_id_account_deleted':
    case 'external_id_malformed':
    case 'external_id_wrong_object':
    case 'external_id_unknown_account':
      return subject === 'organization';
    case 'stored_org_merged': {
      const { alsoClaimedBy } = evidence;
      return Array.isArray(alsoClaimedBy) && alsoClaimedBy.length > 0;
    }
    default:
      return catalogueEntry(code).effect === 'X';
  }
}
