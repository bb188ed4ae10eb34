import type { Router } from 'express';
import express from 'express';
import type { Plan, Receipt } from '../../../server/core/plans/Plan.ts';
import type { Comparison, OrganizationCandidate, PlanView } from '../../../server/flows/Flows.ts';

/**
 * As much of the product's repair API as the panels use, with one plan in it. It decides nothing: a test sets what is
 * found, what is planned, and what applying comes to.
 */
export class RepairDouble {
  organizations: readonly OrganizationCandidate[] = [];
  comparison: Comparison | undefined;
  view: PlanView | undefined;
  /** What applying comes to; called once, when the plan is looked at after it was started. */
  onApply: () => Promise<Partial<PlanView>> = async () => ({ state: 'applied' });
  /** Method, path and body of every request that writes. */
  readonly written: { readonly path: string; readonly body: unknown }[] = [];

  #started = false;

  routes(): Router {
    const router = express.Router();
    router.use((request, _response, next) => {
      if (request.method === 'POST') this.written.push({ path: request.path, body: request.body });
      next();
    });
    router.get('/organizations', (_request, response) => void response.json({ organizations: this.organizations }));
    router.get(['/accounts/:id/comparison', '/exceptions/:id/comparison'], (_request, response) => {
      response.json(this.comparison);
    });
    router.post('/exceptions/decisions', (request, response) => {
      const { exceptions } = request.body as { exceptions: readonly { fingerprint: string }[] };
      const outcomes = exceptions.map(({ fingerprint }) => ({
        fingerprint,
        outcome: 'done',
        message: '',
        exception: null,
      }));
      response.json({ outcomes });
    });
    router.get('/plans', (_request, response) => void response.json({ plans: this.#summaries() }));
    router.post(['/plans', '/undo'], (_request, response) => void response.status(201).json(this.view));
    router.get('/plans/:id', async (_request, response) => {
      if (this.#started) {
        this.#started = false;
        this.#become(await this.onApply());
      }
      response.json(this.view);
    });
    router.post('/plans/:id/approve', (_request, response) => {
      this.#become({ state: 'approved', waitsFor: [] });
      response.json(this.view);
    });
    router.post('/plans/:id/apply', (_request, response) => {
      this.#started = true;
      this.#become({ state: 'applying', applyIds: ['apply-1'] });
      response.status(202).json({ applyId: 'apply-1' });
    });
    return router;
  }

  #become(change: Partial<PlanView>): void {
    if (this.view) this.view = { ...this.view, ...change };
  }

  #summaries() {
    if (!this.view) return [];
    const { plan, receipts } = this.view;
    const { planId, kind, createdAt, expiresAt, proposedBy, reason } = plan;
    const changes = plan.groups.flatMap((group) => group.changes).length;
    const applied = receipts.filter(({ outcome }) => outcome === 'applied').length;
    return [{ planId, kind, createdAt, expiresAt, proposedBy, reason, changes, applied }];
  }
}

/** A receipt for every change of the plan, all alike. */
export function receiptsOf(plan: Plan, receipt: Pick<Receipt, 'outcome' | 'reason' | 'detail'>): readonly Receipt[] {
  return plan.groups.flatMap(({ groupId, changes }) =>
    changes.map(({ changeId, before, after }) => ({
      planId: plan.planId,
      groupId,
      changeId,
      before,
      after,
      createdId: null,
      at: '2026-11-22T08:00:00.000Z',
      ...receipt,
    })),
  );
}
