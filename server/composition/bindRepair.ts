import { toEighteen } from '../core/ids/salesforceId.ts';
import { readZendeskId } from '../core/ids/zendeskId.ts';
import type { RepairRequest } from '../core/plans/Plan.ts';
import { BadRequestError, LinkproofError } from '../errors.ts';
import { readAccountReference } from '../flows/answer.ts';
import { compare } from '../flows/answer/compare.ts';
import { findOrganizations } from '../flows/answer/findOrganizations.ts';
import type { Flows, PlanView } from '../flows/Flows.ts';
import { approvePlan, createPlan, importPlan, planUndo, prepareApply, repairAutomatically } from '../flows/repair.ts';
import { readPlan, viewOf } from '../flows/repair/planView.ts';
import type { Store } from '../store/Store.ts';
import type { AllStages } from './makeStages.ts';

export interface RepairParts {
  readonly store: Store;
  readonly stages: () => Promise<AllStages>;
  /** Audits one account now, or (null) whatever has changed. */
  readonly auditNow: (accountId: string | null) => Promise<void>;
}

type RepairFlows = Pick<
  Flows,
  | 'createPlan'
  | 'importPlan'
  | 'plan'
  | 'plans'
  | 'approvePlan'
  | 'applyPlan'
  | 'planUndo'
  | 'findOrganizations'
  | 'compare'
>;

const USER_ID = /^005[0-9A-Za-z]{12}$/;

/** Accounts that are audited one by one after a repair; more of them, and whatever has changed is audited at once. */
const AUDITED_ONE_BY_ONE = 5;

/** Repair over the stages of this process, with the audit that follows it. */
export function bindRepair({ store, stages, auditNow }: RepairParts): RepairFlows & {
  /** What the contract has switched on; after a complete audit. */
  repairAutomatically(): Promise<void>;
} {
  const { repairs } = store;
  /** What went wrong after the last execution of a plan: told to whoever asks for it, as long as this process lives. */
  const troubles = new Map<string, readonly string[]>();
  /** Plans whose changes are all made, or not, while their accounts are still audited: whoever polls waits for that too. */
  const finishing = new Set<string>();

  async function view(planId: string): Promise<PlanView> {
    const known = await viewOf(await readPlan(planId, repairs), repairs, new Date(), troubles.get(planId) ?? []);
    return finishing.has(planId) ? { ...known, state: 'applying' } : known;
  }

  async function auditTouched(accountIds: readonly string[]): Promise<readonly string[]> {
    const distinct = [...new Set(accountIds)];
    const audits = distinct.length > AUDITED_ONE_BY_ONE ? [null] : distinct;
    const problems: string[] = [];
    for (const accountId of audits) {
      try {
        await auditNow(accountId);
      } catch (error) {
        if (!(error instanceof LinkproofError)) throw error;
        problems.push(`The audit after the repair did not come through: ${error.message}`);
      }
    }
    return problems;
  }

  async function finish(planId: string, carriedOut: Promise<PlanView>): Promise<PlanView> {
    finishing.add(planId);
    try {
      const done = await carriedOut;
      const written = new Set(
        done.receipts.filter(({ outcome }) => outcome === 'applied').map(({ groupId }) => groupId),
      );
      const touched = done.plan.groups.filter(({ groupId }) => written.has(groupId));
      const problems = [...done.problems, ...(await auditTouched(touched.flatMap(({ accountIds }) => accountIds)))];
      troubles.set(planId, problems);
      return { ...done, problems };
    } finally {
      finishing.delete(planId);
    }
  }

  return {
    async createPlan(request, author) {
      return createPlan(readRequest(request), named(author), await stages());
    },
    async importPlan(plan) {
      return importPlan(plan, await stages());
    },
    plan: view,
    plans: (filter) =>
      repairs.plans({
        ...filter,
        ...(filter.accountId === undefined ? {} : { accountId: readAccountReference(filter.accountId) }),
      }),
    async approvePlan(planId, approval) {
      return approvePlan(planId, named(approval), await stages());
    },
    async applyPlan(planId, by) {
      const { applyId, carryOut } = await prepareApply(planId, named({ by }).by, await stages());
      const finished = finish(
        planId,
        carryOut(() => undefined),
      );
      // Whoever holds the handle learns of a failure; nobody has to.
      finished.catch(() => undefined);
      return { applyId, finished };
    },
    async planUndo(target, author) {
      return planUndo(target, named(author), await stages());
    },
    async findOrganizations(text, limit) {
      return findOrganizations(text, limit, { ...(await stages()), ledger: store.ledger });
    },
    async compare(question) {
      const asked =
        'fingerprint' in question ? question : { ...question, accountId: readAccountReference(question.accountId) };
      return compare(asked, await stages());
    },
    async repairAutomatically() {
      const done = await repairAutomatically(await stages());
      if (done !== null) await finish(done.plan.planId, Promise.resolve(done));
    },
  };
}

/** Salesforce signs tokens with 15 or 18 characters of a user's id; a proposer must not pass for another person by that. */
function named<Author extends { readonly by: string }>(author: Author): Author {
  return USER_ID.test(author.by) ? { ...author, by: toEighteen(author.by) } : author;
}

/** Ids as people have them become ids as the core compares them. @throws BadRequestError. */
function readRequest(request: RepairRequest): Exclude<RepairRequest, { kind: 'undo' }> {
  switch (request.kind) {
    case 'undo':
      throw new BadRequestError('Found a request to undo. Expected it where undoing is asked for.');
    case 'exceptions':
      return { ...request, accountIds: request.accountIds?.map(readAccountReference) ?? null };
    case 'collision':
      return request;
    case 'relink': {
      const organizationId = readZendeskId(request.organizationId);
      if (organizationId === null) {
        throw new BadRequestError(`“${request.organizationId}” is no Zendesk id. Expected an organization’s digits.`);
      }
      return { ...request, accountId: readAccountReference(request.accountId), organizationId };
    }
    default:
      return { ...request, accountId: readAccountReference(request.accountId) };
  }
}
