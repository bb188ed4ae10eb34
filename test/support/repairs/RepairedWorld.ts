/** An audited world in which somebody repairs: plans, approves, applies and undoes, as the surfaces would ask for it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Plan, RepairRequest, UndoTarget } from '../../../server/core/plans/Plan.ts';
import type { PlanView } from '../../../server/flows/Flows.ts';
import type { WorldFiles } from '../../../server/sandbox/demo/DemoWorld.ts';
import { snapshotOf } from './snapshotOf.ts';
import { writeWorldFiles } from '../worlds/generateWorld.ts';
import { approvePlan, createPlan, planUndo, prepareApply, type RepairStages } from '../../../server/flows/repair.ts';
import { AuditedWorld, type AuditedWorldOptions, type Installation } from '../audits/AuditedWorld.ts';

type Request = Exclude<RepairRequest, { readonly kind: 'undo' }>;

export const PROPOSER = { by: 'Pia Proposer', reason: 'They are the same customer' };
export const SECOND = 'Sam Second';

export class RepairedWorld {
  readonly world: AuditedWorld;
  readonly installation: Installation;
  readonly #folder: string;

  private constructor(world: AuditedWorld, installation: Installation, folder: string) {
    this.world = world;
    this.installation = installation;
    this.#folder = folder;
  }

  /** Audits the world once and accepts what that found. */
  static async start(files: WorldFiles, options: AuditedWorldOptions = {}): Promise<RepairedWorld> {
    const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-repairs-'));
    await writeWorldFiles(folder, files);
    const world = await AuditedWorld.start(folder, options);
    const installation = await world.install();
    const repaired = new RepairedWorld(world, installation, folder);
    await installation.audit({ mode: 'full' });
    await installation.acceptBaseline();
    return repaired;
  }

  /** With less patience than usual: the sandboxes show at once what they have taken in. */
  get stages(): RepairStages {
    return { ...this.installation.stages, pace: { looksAfter: [0, 200, 400], straysArriveWithin: 600 } };
  }

  async plan(request: Request): Promise<Plan> {
    return (await createPlan(request, PROPOSER, this.stages)).plan;
  }

  /** By two people, so that nothing waits for a second one. */
  async approve({ planId, hash }: Plan): Promise<void> {
    for (const by of [PROPOSER.by, SECOND]) await approvePlan(planId, { hash, by }, this.stages);
  }

  async apply({ planId }: Pick<Plan, 'planId'>): Promise<PlanView> {
    const prepared = await prepareApply(planId, PROPOSER.by, this.stages);
    return prepared.carryOut(() => undefined);
  }

  async carryOut(request: Request): Promise<PlanView> {
    const plan = await this.plan(request);
    await this.approve(plan);
    return this.apply(plan);
  }

  async undo(target: Partial<UndoTarget>): Promise<PlanView> {
    const whole = { planId: null, groupId: null, changeId: null, applyId: null, ...target };
    const { plan } = await planUndo(whole, PROPOSER, this.stages);
    await this.approve(plan);
    return this.apply(plan);
  }

  snapshot(): readonly string[] {
    return snapshotOf(this.world);
  }

  async close(): Promise<void> {
    await this.world.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
