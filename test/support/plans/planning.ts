/** Planning as the flow does it, over systems in memory: audit, ask live until nothing new is asked, propose, build. */
import { catalogueEntry } from '../../../server/core/catalogue.ts';
import type { Contract } from '../../../server/core/contract.ts';
import { fingerprintOf } from '../../../server/core/fingerprint.ts';
import type { Exception, Finding } from '../../../server/core/model.ts';
import { buildPlan } from '../../../server/core/plans/buildPlan.ts';
import { NO_QUESTIONS, type LiveQuestions } from '../../../server/core/plans/facts.ts';
import type { Plan } from '../../../server/core/plans/Plan.ts';
import { propose, type PlannedRequest } from '../../../server/core/plans/propose.ts';
import type { PlanningWorld, Proposed } from '../../../server/core/plans/Proposal.ts';
import { questionsOfRequest } from '../../../server/core/plans/questionsOfRequest.ts';
import { BACKFILL_CODES } from '../../../server/core/plans/remedies/remedies.ts';
import type { World } from '../factsOf.ts';
import { digest, judgeWorld } from '../judgeWorld.ts';
import { peopleOf } from '../peopleOf.ts';
import { readLive } from './systems.ts';

/** More than any request needs; whoever asks on for ever is found out. */
const ROUNDS_AT_MOST = 8;

/** What the audit of the world raises. */
export function exceptionsIn(world: World, contract: Contract): readonly Exception[] {
  return judgeWorld(world, contract).findings.map(exceptionOf);
}

function exceptionOf(finding: Finding): Exception {
  const { code, accountIds, organizationIds, userIds, ticketIds, evidence, severity } = finding;
  const entry = catalogueEntry(code);
  return {
    ...{ code, accountIds, organizationIds, userIds, ticketIds, evidence },
    fingerprint: fingerprintOf(finding, digest),
    evidenceFingerprint: digest(JSON.stringify(evidence)),
    severity: severity ?? entry.severity,
    status: 'new',
    recommendedAction: entry.guide,
    cause: null,
    firstSeenAt: '2026-01-01T00:00:00.000Z',
    openedAt: '2026-01-01T00:00:00.000Z',
    regressions: 0,
    ownerId: null,
    decision: null,
    reopened: null,
    resolvedAt: null,
    resolution: null,
    revision: 1,
  };
}

export interface Planned {
  readonly world: PlanningWorld;
  readonly proposed: Proposed;
}

/** `exceptions`: as last audited; the systems may have moved on since. */
export function planFor(
  request: PlannedRequest,
  systems: World,
  contract: Contract,
  exceptions: readonly Exception[] = exceptionsIn(systems, contract),
): Planned {
  const isAsked = askedBy(request);
  const everybody = (systems.accounts ?? []).map(({ Id }) => String(Id));
  let world: PlanningWorld = {
    contract,
    live: readLive(systems, NO_QUESTIONS, contract),
    asked: exceptions.filter(isAsked),
    others: exceptions.filter((exception) => !isAsked(exception)),
    persons: peopleOf(systems, contract)
      .people([], null)
      .persons.filter(({ contacts }) => contacts.some(({ accountId }) => everybody.includes(accountId ?? ''))),
    severalOrganizations: true,
  };
  let asked = NO_QUESTIONS;
  for (let round = 0; ; round += 1) {
    const all = union(asked, questionsOfRequest(request, world));
    if (JSON.stringify(all) === JSON.stringify(asked)) break;
    if (round >= ROUNDS_AT_MOST) throw new Error(`Still asking after ${String(round)} rounds: ${JSON.stringify(all)}`);
    asked = all;
    world = { ...world, live: readLive(systems, asked, contract) };
  }
  return { world, proposed: propose(request, world) };
}

function union(one: LiveQuestions, other: LiveQuestions): LiveQuestions {
  const kinds = Object.keys(NO_QUESTIONS) as (keyof LiveQuestions)[];
  const entries = kinds.map((kind) => [kind, [...new Set([...one[kind], ...other[kind]])].sort()] as const);
  return Object.fromEntries(entries) as unknown as LiveQuestions;
}

function askedBy(request: PlannedRequest): (exception: Exception) => boolean {
  switch (request.kind) {
    case 'collision':
      return ({ fingerprint }) => fingerprint === request.fingerprint;
    case 'exceptions': {
      const codes = request.codes ?? (request.fingerprints === null ? BACKFILL_CODES : null);
      return ({ code, fingerprint, accountIds }) =>
        (codes === null || codes.includes(code)) &&
        (request.fingerprints?.includes(fingerprint) ?? true) &&
        (request.accountIds === null || accountIds.some((id) => request.accountIds?.includes(id)));
    }
    default:
      return () => false;
  }
}

export function planOf({ world, proposed }: Planned, request: PlannedRequest): Plan {
  return buildPlan({
    planId: '6f3d5b1e-0000-4000-8000-000000000001',
    kind: 'repair',
    request,
    author: { by: 'Pia Proposer', reason: 'They are the same customer.' },
    now: '2026-11-22T10:00:00.000Z',
    instance: { salesforceOrgId: '00D5g000004RxkWEAS', zendeskSubdomain: 'acme' },
    contract: world.contract,
    proposed,
    live: world.live,
    sight: { organizations: new Map(), unreadable: new Map() },
    figures: new Map(),
    closedTickets: new Map(),
    mayFire: {
      zendeskTriggers: [],
      zendeskAutomations: [],
      zendeskWebhooks: [],
      accountTriggers: [],
      accountFlows: [],
      unreadable: [],
    },
    digest,
  });
}

export const BACKFILL: PlannedRequest = { kind: 'exceptions', codes: null, fingerprints: null, accountIds: null };
