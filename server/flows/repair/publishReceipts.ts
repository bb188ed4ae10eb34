import type { PublishedChange } from '../../writeback/publish/Publisher.ts';
import type { Execution } from './Execution.ts';

/** Logs what an execution did, change by change, in Salesforce. Answers what could not be logged, in words. */
export async function publishReceipts({ applyId, plan, stages }: Execution): Promise<readonly string[]> {
  const { repairs } = stages.store;
  const [journal, approvals] = await Promise.all([repairs.journal(plan.planId), repairs.approvals(plan.planId)]);
  const changes = plan.groups.flatMap((group) =>
    group.changes.flatMap((change): readonly PublishedChange[] => {
      const journaled = journal.get(change.changeId);
      const receipt = journaled?.receipt ?? null;
      if (receipt === null) return [];
      const { instance } = plan;
      return [{ instance, plan, group, change, receipt, approvals, applyId: journaled?.applyId ?? applyId }];
    }),
  );
  const { failed } = await stages.publisher.publishChanges(changes);
  const [first] = failed;
  if (first === undefined) return [];
  return [
    `${failed.length} log rows could not be published; the first: ${first.externalKey}: ${first.errorCode} ${first.message}. What was repaired stands; apply the plan again to log it.`,
  ];
}
