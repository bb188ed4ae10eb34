import { CHANGE_KINDS } from '../../core/plans/changeKinds.ts';
import type { MayFire } from '../../core/plans/Plan.ts';
import type { Proposal } from '../../core/plans/Proposal.ts';
import type { RepairStages } from './stages.ts';

const NOTHING: MayFire = {
  zendeskTriggers: [],
  zendeskAutomations: [],
  zendeskWebhooks: [],
  accountTriggers: [],
  accountFlows: [],
  unreadable: [],
};

/**
 * What the writes may set off: triggers and automations of Zendesk run on tickets only, webhooks hear of organizations
 * and users too, and in Salesforce whatever stands on Account. Only what this plan's kinds of changes touch is asked for.
 */
export async function readMayFire(
  proposals: readonly Proposal[],
  { salesforce, zendesk }: Pick<RepairStages, 'salesforce' | 'zendesk'>,
): Promise<MayFire> {
  const written = new Set(proposals.flatMap(({ steps }) => steps.map(({ kind }) => CHANGE_KINDS[kind].object)));
  const inZendesk = [...written].some((object) => object !== 'Account');
  const [ofZendesk, ofAccount] = await Promise.all([
    inZendesk ? zendesk.automations(written.has('Ticket') ? 'tickets' : 'others') : null,
    written.has('Account') ? salesforce.accountAutomations() : null,
  ]);
  return {
    ...NOTHING,
    zendeskTriggers: ofZendesk?.triggers ?? [],
    zendeskAutomations: ofZendesk?.automations ?? [],
    zendeskWebhooks: ofZendesk?.webhooks ?? [],
    accountTriggers: ofAccount?.triggers ?? [],
    accountFlows: ofAccount?.flows ?? [],
    unreadable: [...(ofZendesk?.unreadable ?? []), ...(ofAccount?.unreadable ?? [])],
  };
}
