import { NotFoundError } from '../errors.ts';
import type { Contract } from '../core/contract.ts';
import type { Run } from '../core/model.ts';
import {
  exceptionsByCause,
  explain,
  explainAt,
  exportExceptions,
  exportVerdicts,
  history,
  link,
  listExceptions,
  readAccountReference,
} from '../flows/answer.ts';
import { audit } from '../flows/audit.ts';
import { doctor } from '../flows/doctor.ts';
import type { AuditHandle, AuditProgress, AuditRequest, Flows } from '../flows/Flows.ts';
import { acceptBaseline, releaseRun } from '../flows/triage.ts';
import { digest } from '../flows/digest.ts';
import { answerSample, drawSample, listSamples } from '../flows/triage/samples.ts';
import type { Store } from '../store/Store.ts';
import { bindRepair } from './bindRepair.ts';
import { bindTriage } from './bindTriage.ts';
import type { AllStages } from './makeStages.ts';
import { queueHint } from './queueHint.ts';
import { Rechecks } from './Rechecks.ts';
import { RunRegistry, type CarryOut } from './RunRegistry.ts';

/** What flows are bound to. What a command does not use is not made: an export needs no credentials. */
export interface Parts {
  readonly store: Store;
  readonly contract: () => Promise<Contract>;
  readonly stages: () => Promise<AllStages>;
  readonly onRunEnded: (run: Run) => void;
  /** What nobody else hears of: an automatic repair that failed. */
  readonly onTrouble?: (error: unknown) => void;
}

/** Enough runs to find a full one among re-checks. */
const RUNS_LOOKED_THROUGH = 1_000;

/** The flows over the stages of this process: one run at a time, re-checks shared and held apart. */
export function bindFlows({ store, contract, stages, onRunEnded, onTrouble = () => undefined }: Parts): Flows {
  const { ledger } = store;
  const registry = new RunRegistry(() => store.tryHold('linkproof audit'), onRunEnded);
  const rechecks = new Rechecks();

  function carryOut(request: AuditRequest, made: AllStages): CarryOut {
    return (runId, onProgress) => audit(request, made, onProgress, runId);
  }

  const { repairAutomatically, ...repair } = bindRepair({
    ...{ store, stages },
    async auditNow(accountId) {
      const made = await stages();
      const { finished } =
        accountId === null
          ? await registry.start('incremental', carryOut({ mode: 'incremental' }, made))
          : await registry.startRecheck(carryOut({ mode: 'account', accountId }, made));
      await finished;
    },
  });

  /** A complete, published audit of everything, or of what changed, is what automation may rest on. */
  async function startAudit(request: AuditRequest): Promise<AuditHandle> {
    const { runId, finished } = await registry.start(request.mode, carryOut(request, await stages()));
    return { runId, finished: request.mode === 'account' ? finished : finished.then(thenRepair) };
  }

  async function thenRepair(ended: Run): Promise<Run> {
    const published = ended.status === 'complete' && (ended.hold === null || ended.hold.releasedAt !== null);
    // The audit is what was asked for: it stands, whatever becomes of the repair.
    if (published) await repairAutomatically().catch(onTrouble);
    return ended;
  }

  async function run(runId: string): Promise<Run> {
    const found = await ledger.run(runId);
    if (found) return found;
    throw new NotFoundError(`Found no run ${JSON.stringify(runId)}, expected the id of one that was started.`);
  }

  return {
    async startAudit(request) {
      const accountId = request.accountId && readAccountReference(request.accountId);
      return startAudit({ ...request, accountId });
    },

    async recheck(account) {
      const accountId = readAccountReference(account);
      return rechecks.run(accountId, async () => {
        const { finished } = await registry.startRecheck(carryOut({ mode: 'account', accountId }, await stages()));
        return finished;
      });
    },

    run,
    runs: (limit) => ledger.runs(limit),

    async *progress(runId) {
      const followed = registry.follow(runId);
      if (followed) yield* followed;
      else yield endOf(await run(runId));
    },

    explain: (id) => explain(id, ledger),
    explainAt: (id, at) => explainAt(id, at, ledger),
    history: (id) => history(id, ledger),
    link: (accountId) => link(accountId, ledger),
    exportVerdicts: () => exportVerdicts(ledger),
    exportExceptions: () => exportExceptions(ledger),
    exceptions: (filter) => listExceptions(filter, ledger),
    exceptionsByCause: (filter) => exceptionsByCause(filter, ledger),

    ...bindTriage({ store, stages }),

    async acceptBaseline(by) {
      const made = await stages();
      return registry.publish('full', () => acceptBaseline(by, made));
    },

    async release(runId, by) {
      const made = await stages();
      return registry.publish((await run(runId)).mode, () => releaseRun(runId, by, made));
    },

    ...repair,

    drawSample: async (size, by) => drawSample(size, by, await stages()),
    samples: (filter) => listSamples(filter, store),
    digest: async (request) => digest(request, await stages()),
    answerSample: async (account, reply) => answerSample(readAccountReference(account), reply, await stages()),

    hint: (changed) => queueHint(changed, store, new Date()),
    doctor: async () => doctor(await stages()),

    async ready() {
      if (await ledger.newestCompleteFullRun()) return true;
      const runs = await ledger.runs(RUNS_LOOKED_THROUGH);
      return runs.some(({ mode, finishedAt }) => mode === 'full' && finishedAt !== null);
    },

    permissionsOf: async (userId) => (await stages()).salesforce.customPermissionsOf(userId),

    async pinnedOrgId() {
      const { instance } = await contract();
      return instance.salesforceOrgId ?? (await ledger.pinnedInstance())?.salesforceOrgId ?? null;
    },

    close: () => store.close(),
  };
}

function endOf({ runId, status, apiCalls, allowanceLeft, elapsedMs, problems }: Run): AuditProgress {
  return {
    runId,
    stage: 'done',
    source: null,
    done: 0,
    expected: null,
    apiCalls,
    allowanceLeft,
    elapsedMs,
    message: [status, ...problems].join(': '),
  };
}
