import type { Instance, Run, SourceName } from '../../core/model.ts';
import { NotFoundError } from '../../errors.ts';
import type { Database, Parameter, Release } from '../database/Database.ts';
import { storableJson } from '../database/encoding.ts';

type RunRow = Omit<Run, 'apiCalls' | 'instance' | 'allowanceLeft'> & {
  readonly salesforceCalls: number;
  readonly zendeskCalls: number;
  readonly salesforceOrgId: string | null;
  readonly zendeskSubdomain: string | null;
  readonly salesforceAllowanceLeft: number | null;
  readonly zendeskAllowanceLeft: number | null;
};

const ABANDONED = 'The process that ran this audit ended before the audit did. Run it again.';

/** The runs, and what follows from them. */
export class RunLedger {
  readonly #database: Database;
  /** By run id: held while this process runs it, so that other processes can tell it from an abandoned one. */
  readonly #held = new Map<string, Release>();

  constructor(database: Database) {
    this.#database = database;
  }

  async open(run: Run): Promise<void> {
    const release = await this.#database.hold(`linkproof run ${run.runId}`);
    try {
      await this.#database.query(
        `insert into ledger.run (${COLUMNS.join(', ')}) values (${PLACEHOLDERS.join(', ')})`,
        valuesOf(run),
      );
      this.#held.set(run.runId, release);
    } catch (error) {
      await release();
      throw error;
    }
  }

  async update(run: Run): Promise<void> {
    const updated = await this.#database.query(
      `update ledger.run set (${COLUMNS.join(', ')}) = row(${PLACEHOLDERS.join(', ')})
      where run.run_id = $1::text
      returning run.run_id`,
      valuesOf(run),
    );
    if (updated.length === 0) {
      throw new NotFoundError(`The ledger has no run ${run.runId}. Expected one that was opened: open the run first.`);
    }
    if (run.status === 'running') return;
    await this.#held.get(run.runId)?.();
    this.#held.delete(run.runId);
  }

  async find(runId: string): Promise<Run | null> {
    return (await this.#read('where run.run_id = $1::text', [runId]))[0] ?? null;
  }

  list(limit: number): Promise<readonly Run[]> {
    return this.#read('order by run.number desc limit $1::integer', [limit]);
  }

  async newestCompleteFull(): Promise<Run | null> {
    const runs = await this.#read(
      "where run.mode = 'full' and run.status = 'complete' order by run.number desc limit 1",
    );
    return runs[0] ?? null;
  }

  async closeAbandoned(finishedAt: string): Promise<number> {
    const closed = await this.#database.query(
      `update ledger.run
      set status = 'incomplete', finished_at = $1::timestamptz, problems = run.problems || $2::text
      where run.status = 'running'
        and run.run_id <> all ($3::text[])
        and pg_try_advisory_xact_lock(hashtextextended('linkproof run ' || run.run_id, 0))
      returning run.run_id`,
      [finishedAt, ABANDONED, [...this.#held.keys()]],
    );
    return closed.length;
  }

  async lastGoodCount(source: SourceName): Promise<number | null> {
    const [counted] = await this.#database.query<{ count: number }>(
      `select (report.value ->> 'read')::integer as count
      from ledger.run
      cross join lateral json_array_elements(run.sources) as report (value)
      where run.mode = 'full'
        and run.finished_at is not null
        and report.value ->> 'name' = $1::text
        and (report.value ->> 'complete')::boolean
      order by run.number desc
      limit 1`,
      [source],
    );
    return counted?.count ?? null;
  }

  async pinnedInstance(): Promise<Instance | null> {
    const [pinned] = await this.#database.query<Instance>(
      `select
        pinned_instance.salesforce_org_id as "salesforceOrgId",
        pinned_instance.zendesk_subdomain as "zendeskSubdomain"
      from ledger.pinned_instance`,
    );
    return pinned ?? null;
  }

  async pinInstance(instance: Instance): Promise<void> {
    await this.#database.query(
      `insert into ledger.pinned_instance (salesforce_org_id, zendesk_subdomain)
      values ($1::text, $2::text)
      on conflict do nothing`,
      [instance.salesforceOrgId, instance.zendeskSubdomain],
    );
    const pinned = await this.pinnedInstance();
    if (pinned?.salesforceOrgId === instance.salesforceOrgId && pinned.zendeskSubdomain === instance.zendeskSubdomain) {
      return;
    }
    throw new Error(
      `The ledger is pinned to Salesforce org ${pinned?.salesforceOrgId} and Zendesk ${pinned?.zendeskSubdomain}. ` +
        `Expected the same to be pinned again, found ${instance.salesforceOrgId} and ${instance.zendeskSubdomain}: ` +
        'compare with pinnedInstance() before pinning.',
    );
  }

  async #read(condition: string, parameters: readonly Parameter[] = []): Promise<readonly Run[]> {
    const rows = await this.#database.query<RunRow>(
      `select
        run.run_id as "runId",
        run.mode,
        run.status,
        run.started_at as "startedAt",
        run.finished_at as "finishedAt",
        run.judged_at as "judgedAt",
        run.counts,
        run.sources,
        run.salesforce_calls as "salesforceCalls",
        run.zendesk_calls as "zendeskCalls",
        run.elapsed_ms as "elapsedMs",
        run.contract_version as "contractVersion",
        run.salesforce_org_id as "salesforceOrgId",
        run.zendesk_subdomain as "zendeskSubdomain",
        run.problems,
        run.hold,
        run.salesforce_allowance_left as "salesforceAllowanceLeft",
        run.zendesk_allowance_left as "zendeskAllowanceLeft",
        run.quality
      from ledger.run ${condition}`,
      parameters,
    );
    return rows.map(runOf);
  }
}

const COLUMN_TYPES = {
  run_id: 'text',
  mode: 'text',
  status: 'text',
  started_at: 'timestamptz',
  finished_at: 'timestamptz',
  judged_at: 'timestamptz',
  counts: 'json',
  sources: 'json',
  salesforce_calls: 'integer',
  zendesk_calls: 'integer',
  elapsed_ms: 'double precision',
  contract_version: 'text',
  salesforce_org_id: 'text',
  zendesk_subdomain: 'text',
  problems: 'text[]',
  hold: 'json',
  salesforce_allowance_left: 'double precision',
  zendesk_allowance_left: 'double precision',
  quality: 'json',
};
const COLUMNS = Object.keys(COLUMN_TYPES);
const PLACEHOLDERS = Object.values(COLUMN_TYPES).map((type, index) => `$${index + 1}::${type}`);

/** In the order of COLUMN_TYPES. */
function valuesOf(run: Run): readonly Parameter[] {
  return [
    run.runId,
    run.mode,
    run.status,
    run.startedAt,
    run.finishedAt,
    run.judgedAt,
    storableJson(run.counts),
    storableJson(run.sources),
    run.apiCalls.salesforce,
    run.apiCalls.zendesk,
    run.elapsedMs,
    run.contractVersion,
    run.instance?.salesforceOrgId ?? null,
    run.instance?.zendeskSubdomain ?? null,
    run.problems,
    run.hold && storableJson(run.hold),
    run.allowanceLeft.salesforce,
    run.allowanceLeft.zendesk,
    run.quality && storableJson(run.quality),
  ];
}

function runOf(row: RunRow): Run {
  const { salesforceCalls, zendeskCalls, salesforceOrgId, zendeskSubdomain, ...others } = row;
  const { salesforceAllowanceLeft, zendeskAllowanceLeft, ...rest } = others;
  return {
    ...rest,
    apiCalls: { salesforce: salesforceCalls, zendesk: zendeskCalls },
    instance: salesforceOrgId === null || zendeskSubdomain === null ? null : { salesforceOrgId, zendeskSubdomain },
    allowanceLeft: { salesforce: salesforceAllowanceLeft, zendesk: zendeskAllowanceLeft },
  };
}
