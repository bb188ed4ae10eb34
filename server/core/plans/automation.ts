/** What may be repaired without a person: only what the contract has switched on, and only where nothing speaks against it. */
import { catalogueEntry, type Code } from '../catalogue.ts';
import type { Contract } from '../contract.ts';
import { foldId, readAccountId } from '../ids/salesforceId.ts';
import type { Exception } from '../model.ts';
import type { LiveWorld } from './facts.ts';
import type { Guard } from './guards.ts';
import type { BlastRadius, MayFire } from './Plan.ts';
import type { Proposal, Proposed, Step } from './Proposal.ts';
import { isOptedOut } from './ties.ts';

/** A change that was applied within the last 30 days. */
export interface LateChange {
  readonly planKind: 'repair' | 'undo';
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
}

export interface AutomationWorld {
  readonly contract: Contract;
  readonly live: LiveWorld;
  /** Every open exception about the records in question, those to be answered included. */
  readonly openExceptions: readonly Exception[];
  /** Whether the audit behind it has read both systems completely. */
  readonly complete: boolean;
  /** Of each proposal, by position. */
  readonly blastRadii: readonly BlastRadius[];
  readonly mayFire: MayFire;
  readonly appliedLately: readonly LateChange[];
}

/** Keeps what may run without a person, within the caps; everything else is refused with its reason. */
export function automatable({ proposals, refused }: Proposed, world: AutomationWorld): Proposed {
  const kept: Proposal[] = [];
  const barred = [...refused];
  const spent = { run: 0, byAccount: new Map<string, number>() };
  for (const [position, proposal] of proposals.entries()) {
    const guard = barsByItself(proposal, world.blastRadii[position], world) ?? exceedsCaps(proposal, spent, world);
    if (guard === null) {
      kept.push(proposal);
      spend(proposal, spent);
    } else {
      const { accountIds, organizationIds, fingerprints } = proposal;
      barred.push({ ...guard, accountIds, organizationIds, fingerprint: fingerprints[0] ?? null });
    }
  }
  return { proposals: kept, refused: barred };
}

/** Whether the contract lets a code be repaired without a person: its ceiling is checked again, whatever the contract says. */
export function isAutomatic(code: Code, { repair: { automation, soleWriter } }: Contract): boolean {
  const mayEver = catalogueEntry(code).ceiling === 'opt_in' || (code === 'external_id_noncanonical' && soleWriter);
  return mayEver && automation.codes.includes(code);
}

function barsByItself(proposal: Proposal, blast: BlastRadius | undefined, world: AutomationWorld): Guard | null {
  return (
    unfitSnapshot(world) ??
    notSwitchedOn(proposal, world) ??
    optedOut(proposal, world) ??
    contradicted(proposal, world) ??
    exposes(blast, world) ??
    irreversible(proposal) ??
    overwritesLiveKey(proposal, world) ??
    foughtByNativeApp(blast) ??
    recentlyReversed(proposal, world)
  );
}

function unfitSnapshot({ complete }: AutomationWorld): Guard | null {
  if (complete) return null;
  return guard('snapshot_unfit', 'The audit behind it did not read both systems completely. Run one that does.');
}

function notSwitchedOn({ codes }: Proposal, { contract }: AutomationWorld): Guard | null {
  const code = codes.find((one) => !isAutomatic(one, contract));
  if (code === undefined && codes.length > 0) return null;
  return guard('not_approved', `${code ?? 'This'} is not switched on in the contract: a person must approve it.`);
}

function optedOut({ accountIds }: Proposal, { live, contract }: AutomationWorld): Guard | null {
  const accountId = accountIds.find((id) => isOptedOut(live.accounts.get(id), id, contract));
  if (accountId === undefined) return null;
  return guard('opted_out', `The contract takes account ${accountId} out of repair.`);
}

function contradicted({ accountIds, organizationIds }: Proposal, { openExceptions }: AutomationWorld): Guard | null {
  const found = openExceptions.find(
    (exception) =>
      catalogueEntry(exception.code).effect === 'X' &&
      (meet(exception.accountIds, accountIds) || meet(exception.organizationIds, organizationIds)),
  );
  if (found === undefined) return null;
  return guard('upstream_blocker', `${found.code} stands on one of its records. Repair that first.`);
}

/** An unread blast radius is one that nobody has looked at. */
function exposes(blast: BlastRadius | undefined, { mayFire }: AutomationWorld): Guard | null {
  if (blast === undefined) return guard('exposure_nonzero', 'Nobody has counted whom it would expose.');
  const people = blast.gainSight.length + blast.autoJoined.length;
  if (people > 0) return guard('exposure_nonzero', `It lets ${people} more people see tickets: a person must decide.`);
  const [unread] = [...blast.unreadable, ...mayFire.unreadable];
  if (unread === undefined) return null;
  return guard('exposure_nonzero', `What can’t be read counts as exposure: ${unread}`);
}

function irreversible({ steps }: Proposal): Guard | null {
  const step = steps.find(({ inverse }) => inverse === null);
  if (step === undefined) return null;
  return guard('no_inverse', `${step.kind} can’t be undone: a person must approve it.`);
}

function overwritesLiveKey({ steps }: Proposal, { live, contract }: AutomationWorld): Guard | null {
  for (const step of steps) {
    const accountId = step.kind === 'set_organization_key' ? liveAccountNamed(step, live, contract) : null;
    if (accountId === null) continue;
    return guard('live_key', `The key of organization ${step.record} names the live account ${accountId}.`);
  }
  return null;
}

/**
 * The live account whose key is overwritten; null where the new key names it too, in its canonical form. Of an opaque key
 * nobody can tell without asking every account: it counts as somebody's.
 */
function liveAccountNamed({ before, after }: Step, live: LiveWorld, { key }: Contract): string | null {
  if (typeof before !== 'string' || before.trim() === '') return null;
  if (key.kind === 'opaque') return before;
  const reading = readAccountId(before);
  if (reading.form === 'malformed' || reading.form === 'wrong_object') return null;
  const fold = foldId(reading.form === 'fifteen' ? reading.fifteen : reading.id);
  const named = [...live.accounts.values()].filter(
    ({ id, state }) =>
      state === 'live' && id !== after && (reading.form === 'fifteen' ? foldId(id) === fold : id === reading.id),
  );
  return named[0]?.id ?? null;
}

function foughtByNativeApp(blast: BlastRadius | undefined): Guard | null {
  const sentence = blast?.nativeApp ?? null;
  return sentence === null ? null : guard('native_fighting', sentence);
}

function recentlyReversed({ accountIds, organizationIds }: Proposal, { appliedLately }: AutomationWorld): Guard | null {
  const reversed = appliedLately.some(
    (change) =>
      change.planKind === 'undo' &&
      meet(change.accountIds, accountIds) &&
      (meet(change.organizationIds, organizationIds) ||
        change.organizationIds.length === 0 ||
        organizationIds.length === 0),
  );
  if (!reversed) return null;
  return guard(
    'recently_reversed',
    'A repair of this pair was taken back within the last 30 days: somebody disagrees.',
  );
}

interface Spent {
  run: number;
  readonly byAccount: Map<string, number>;
}

function exceedsCaps({ accountIds, steps }: Proposal, spent: Spent, { contract }: AutomationWorld): Guard | null {
  const { changesARun, changesAnAccount } = contract.repair.automation;
  if (spent.run + steps.length > changesARun) {
    return guard('cap_run', `Automation changes at most ${changesARun} things a run. The next run goes on.`);
  }
  const full = accountIds.find((id) => (spent.byAccount.get(id) ?? 0) + steps.length > changesAnAccount);
  if (full === undefined) return null;
  return guard('cap_account', `Automation changes at most ${changesAnAccount} things of account ${full} a run.`);
}

function spend({ accountIds, steps }: Proposal, spent: Spent): void {
  spent.run += steps.length;
  for (const id of accountIds) spent.byAccount.set(id, (spent.byAccount.get(id) ?? 0) + steps.length);
}

function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some((id) => others.includes(id));
}

function guard(reason: Guard['reason'], detail: string): Guard {
  return { reason, detail };
}
