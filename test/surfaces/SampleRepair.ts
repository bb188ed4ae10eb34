import type { Approval, Plan, Receipt, RepairRequest, UndoTarget } from '../../server/core/plans/Plan.ts';
import { NotFoundError, PlanBlockedError } from '../../server/errors.ts';
import type {
  Author,
  CompareQuestion,
  Comparison,
  OrganizationCandidate,
  PlanSummary,
  PlanView,
} from '../../server/flows/Flows.ts';

export const PLAN_ID = '5f3c1a52-9d1e-4a6b-8c55-0d6c4a3f7e11';
export const UNDO_ID = '9b8f6f0e-55c1-4f0e-9f1c-2b7d1f5f9a22';
export const APPLY_ID = 'c0a8012e-1b2c-4d3e-8f4a-5b6c7d8e9f00';
const ACCOUNT = '001000000000001AAA';
const OLD = '6164125400602';
const NEW = '6164125400603';

const nobody = { gainSight: [], loseSight: [], autoJoined: [], ticketsMoved: {}, ticketsLeft: 0, shown: null };

/** A relink with a person who gains sight, and a second, harmless group. */
export const plan: Plan = {
  format: 1,
  planId: PLAN_ID,
  kind: 'repair',
  createdAt: '2026-11-22T08:00:00.000Z',
  expiresAt: '2026-11-23T08:00:00.000Z',
  proposedBy: 'ada',
  reason: 'The customer moved.',
  request: { kind: 'relink', accountId: ACCOUNT, organizationId: NEW, people: 'move' },
  instance: { salesforceOrgId: '00D000000000001EAA', zendeskSubdomain: 'acme' },
  contractVersion: 'c1',
  groups: [
    {
      groupId: 'g0001',
      title: `Link account ${ACCOUNT} to organization ${NEW}.`,
      accountIds: [ACCOUNT],
      organizationIds: [OLD, NEW],
      fingerprints: ['f1'],
      codes: ['conflicting_rungs'],
      facts: [
        { object: 'Account', id: ACCOUNT, field: 'Zendesk_Organization_Id__c', value: OLD },
        { object: 'OpenTickets', id: '77', field: 'tickets', value: [['901', OLD]] },
      ],
      changes: [
        {
          changeId: 'g0001.c01',
          kind: 'set_account_field',
          system: 'salesforce',
          record: ACCOUNT,
          field: 'Zendesk_Organization_Id__c',
          before: OLD,
          after: NEW,
          reason: 'The account names its new organization.',
          inverse: {
            kind: 'set_account_field',
            system: 'salesforce',
            record: ACCOUNT,
            field: 'Zendesk_Organization_Id__c',
            before: NEW,
            after: OLD,
          },
          dependsOn: [],
        },
        {
          changeId: 'g0001.c02',
          kind: 'add_membership',
          system: 'zendesk',
          record: `77:${NEW}`,
          field: 'membership',
          before: null,
          after: 'member',
          reason: 'He belongs to the account.',
          inverse: {
            kind: 'remove_membership',
            system: 'zendesk',
            record: `77:${NEW}`,
            field: 'membership',
            before: 'member',
            after: null,
          },
          dependsOn: ['g0001.c01'],
        },
      ],
      blastRadius: {
        gainSight: ['77'],
        loseSight: ['78', '79'],
        autoJoined: [],
        ticketsMoved: { open: 2, pending: 1 },
        ticketsLeft: 4,
        shown: {
          before: { organizationId: OLD, members: 3, openTickets: 5 },
          after: { organizationId: NEW, members: 1, openTickets: 0 },
        },
        nativeApp: 'It goes on showing the old organization.',
        unreadable: [],
      },
    },
    {
      groupId: 'g0002',
      title: 'Make an organization.',
      accountIds: ['001000000000002AAA'],
      organizationIds: [],
      fingerprints: [],
      codes: [],
      facts: [],
      changes: [
        {
          changeId: 'g0002.c01',
          kind: 'create_organization',
          system: 'zendesk',
          record: '001000000000002AAA',
          field: 'external_id',
          before: null,
          after: { name: 'Acme "2"', key: '001000000000002AAA' },
          reason: 'None carries its key.',
          inverse: null,
          dependsOn: [],
        },
        {
          changeId: 'g0002.c02',
          kind: 'set_account_field',
          system: 'salesforce',
          record: '001000000000002AAA',
          field: 'Zendesk_Organization_Id__c',
          before: null,
          after: { created: 'g0002.c01' },
          reason: 'The account names it.',
          inverse: null,
          dependsOn: ['g0002.c01'],
        },
      ],
      blastRadius: { ...nobody, nativeApp: null, unreadable: ['Its members could not be read.'] },
    },
  ],
  refused: [
    {
      reason: 'opted_out',
      detail: 'The contract takes this account out of repair.',
      accountIds: ['001000000000003AAA'],
      organizationIds: [],
      fingerprint: 'f3',
    },
  ],
  mayFire: {
    zendeskTriggers: [{ id: '1', name: 'Tell the owner' }],
    zendeskAutomations: [],
    zendeskWebhooks: [],
    accountTriggers: [{ id: '01q000000000001AAA', name: 'AccountSync' }],
    accountFlows: [],
    unreadable: [],
  },
  hash: 'hash-of-the-plan',
};

const undoPlan: Plan = {
  ...plan,
  planId: UNDO_ID,
  kind: 'undo',
  request: { kind: 'undo', target: { planId: PLAN_ID, groupId: null, changeId: null, applyId: null } },
  groups: [],
  hash: 'hash-of-the-undo',
};

export const candidate: OrganizationCandidate = {
  organizationId: NEW,
  name: 'Acme',
  key: null,
  domainNames: ['acme.example'],
  accountId: null,
  status: 'orphan',
};

const side = {
  kind: 'organization' as const,
  claim: ACCOUNT,
  domainNames: ['acme.example'],
  sharedTickets: true,
  ownerId: null,
  modifiedAt: '2026-11-20T08:00:00.000Z',
  members: 3,
  openTickets: 1_200,
  closedTickets: null,
  verdict: null,
  history: [
    {
      at: '2026-11-20T08:00:00.000Z',
      runId: 'run-1',
      status: 'contradicted' as const,
      codes: ['conflicting_rungs' as const],
      sentence: 'Do not rely on these tickets.',
      accountId: ACCOUNT,
      organizationId: OLD,
      changes: ['The status went from verified to contradicted.'],
    },
  ],
};

export const comparison: Comparison = {
  question: 'two_organizations',
  fingerprint: 'f1',
  shared: { kind: 'account', id: ACCOUNT, name: 'Acme\x1b[2J' },
  left: { ...side, id: OLD, name: 'Acme (old)' },
  right: { ...side, id: NEW, name: null, claim: null, history: [] },
  choices: ['keep_left', 'keep_right', 'keep_apart', 'recommend_merge'],
  mergeAdvice: 'Merge 6164125400602 into 6164125400603 in Zendesk.',
};

/** What a receipt of each change says when all went well. */
export function receiptsOfAll({ planId, groups }: Plan): Receipt[] {
  return groups.flatMap(({ groupId, changes }) =>
    changes.map(({ changeId, before, after }) => ({
      planId,
      groupId,
      changeId,
      outcome: 'applied' as const,
      reason: null,
      detail: 'Written, and read back.',
      before,
      after,
      createdId: null,
      at: '2026-11-22T09:00:00.000Z',
    })),
  );
}

const untouched = (proposed: Plan): PlanView => ({
  plan: proposed,
  state: 'proposed',
  approvals: [],
  waitsFor: ['Nobody has approved this plan yet.'],
  receipts: [],
  applyIds: [],
  problems: [],
});

/** The repair part of sample flows: a plan that its proposer can't approve alone, and the undo of it, which he can. */
export class SampleRepair {
  /** What was asked for, in words that tests compare. */
  asked: unknown[] = [];
  views = new Map<string, PlanView>([[PLAN_ID, untouched(plan)]]);
  /** How an application ends. */
  outcome: Partial<PlanView> = { state: 'applied', receipts: receiptsOfAll(plan) };
  /** Resolved when the application may end. */
  applying: Promise<void> = Promise.resolve();

  async createPlan(request: RepairRequest, author: Author): Promise<PlanView> {
    this.asked.push({ request, author });
    if (request.kind === 'unlink') throw new PlanBlockedError('nothing_to_do', 'Found the account untied already.');
    return this.#keep(untouched(plan));
  }

  async importPlan(imported: Plan): Promise<PlanView> {
    this.asked.push({ imported });
    if (imported.hash !== plan.hash || imported.reason !== plan.reason) {
      throw new PlanBlockedError('hash_mismatch', 'The plan is not the one that was made.');
    }
    return this.views.get(imported.planId) ?? this.#keep(untouched(imported));
  }

  async plan(planId: string): Promise<PlanView> {
    const view = this.views.get(planId);
    if (!view) throw new NotFoundError(`There is no plan ${JSON.stringify(planId)}.`);
    return view;
  }

  async plans({ accountId, limit }: { accountId?: string; limit: number }): Promise<readonly PlanSummary[]> {
    const all = [...this.views.values()].map(({ plan: { groups, ...one }, receipts }) => ({
      planId: one.planId,
      kind: one.kind,
      createdAt: one.createdAt,
      expiresAt: one.expiresAt,
      proposedBy: one.proposedBy,
      reason: one.reason,
      changes: groups.flatMap(({ changes }) => changes).length,
      applied: receipts.length,
    }));
    return accountId === undefined || accountId === ACCOUNT ? all.slice(0, limit) : [];
  }

  async approvePlan(planId: string, { hash, by }: { readonly hash: string; readonly by: string }): Promise<PlanView> {
    const view = await this.plan(planId);
    if (hash !== view.plan.hash)
      throw new PlanBlockedError('hash_mismatch', 'This is not the plan that you have seen.');
    const approval: Approval = { planId, hash, by, at: '2026-11-22T08:30:00.000Z' };
    const approvals = [...view.approvals, approval];
    const enough = view.plan.kind === 'undo' || approvals.some((one) => one.by !== view.plan.proposedBy);
    const waitsFor = enough ? [] : ['Somebody other than ada must approve it.'];
    return this.#keep({ ...view, approvals, waitsFor, state: enough ? 'approved' : 'proposed' });
  }

  async applyPlan(planId: string, by: string) {
    const view = await this.plan(planId);
    if (view.state !== 'approved') throw new PlanBlockedError('not_approved', 'Nobody has approved this plan yet.');
    this.asked.push({ applied: planId, by });
    this.#keep({ ...view, state: 'applying', applyIds: [APPLY_ID] });
    return { applyId: APPLY_ID, finished: this.#finish(planId) };
  }

  async planUndo(target: UndoTarget, author: Author): Promise<PlanView> {
    this.asked.push({ target, author });
    if (target.planId !== null) await this.plan(target.planId);
    else if (target.applyId !== APPLY_ID) throw new NotFoundError(`There is no execution ${target.applyId}.`);
    return this.#keep(untouched({ ...undoPlan, proposedBy: author.by }));
  }

  async findOrganizations(text: string, limit: number): Promise<readonly OrganizationCandidate[]> {
    this.asked.push({ text, limit });
    return [candidate];
  }

  async compare(question: CompareQuestion): Promise<Comparison> {
    this.asked.push(question);
    if ('fingerprint' in question && question.fingerprint !== 'f1')
      throw new NotFoundError('There is no such exception.');
    return comparison;
  }

  async #finish(planId: string): Promise<PlanView> {
    await this.applying;
    const view = await this.plan(planId);
    return this.#keep({ ...view, receipts: receiptsOfAll(view.plan), ...this.outcome });
  }

  #keep(view: PlanView): PlanView {
    this.views.set(view.plan.planId, view);
    return view;
  }
}
