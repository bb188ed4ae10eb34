import { parseContract } from '../../../server/contract/loadContract.ts';
import type { Contract } from '../../../server/core/contract.ts';
import { automatable, type AutomationWorld } from '../../../server/core/plans/automation.ts';
import { refusesPlan, waitsFor } from '../../../server/core/plans/guards.ts';
import type { Approval, BlastRadius, Plan } from '../../../server/core/plans/Plan.ts';
import { hashOf } from '../../../server/core/plans/planHash.ts';
import type { Proposal, Proposed, Step } from '../../../server/core/plans/Proposal.ts';
import type { Exception } from '../../../server/core/model.ts';
import { readFileSync } from 'node:fs';
import { A, account, B, contract, organization, ticket } from '../../support/customers.ts';
import type { World } from '../../support/factsOf.ts';
import { digest } from '../../support/judgeWorld.ts';
import { personIn } from '../../support/plans/people.ts';
import { exceptionsIn, planFor, planOf } from '../../support/plans/planning.ts';
import { readLive } from '../../support/plans/systems.ts';

const shipped = readFileSync('config/contract.yml', 'utf8');
const withRepair = (from: string, to: string): Contract => {
  expect(shipped).toContain(from);
  return { ...parseContract(shipped.replace(from, to), 'contract.yml'), version: contract.version };
};

const relink = { kind: 'relink', accountId: A, organizationId: '1', people: 'move' } as const;
const tied: World = personIn(['2'], {
  accounts: [account(A, '2'), account(B, null)],
  organizations: [organization('1', null), organization('2', B)],
  tickets: [ticket('901', '51', '2')],
});
const plan = planOf(planFor(relink, tied, contract), relink);
const [group] = plan.groups;
/** As if it had been made so. */
const remade = (changes: Partial<Plan>): Plan => {
  const { hash: _old, ...rest } = { ...plan, ...changes };
  return { ...rest, hash: hashOf(rest, digest) };
};

describe('a plan is refused', () => {
  const by = { now: plan.createdAt, contract, instance: plan.instance, digest };
  const reason = (one: Plan, changes: Partial<typeof by> = {}) =>
    refusesPlan(one, { ...by, ...changes })?.reason ?? null;

  it('for nothing that it is', () => {
    expect(reason(plan)).toBeNull();
    expect(reason(plan, { now: plan.expiresAt })).toBeNull();
  });

  it('when anything in it was edited', () => {
    const [change] = group!.changes;
    const edited = { ...group!, changes: [{ ...change!, after: '666' }, ...group!.changes.slice(1)] };
    expect(reason({ ...plan, groups: [edited] })).toBe('hash_mismatch');
    expect(reason({ ...plan, expiresAt: '2099-01-01T00:00:00.000Z' })).toBe('hash_mismatch');
    expect(reason({ ...plan, proposedBy: 'Somebody Else' })).toBe('hash_mismatch');
  });

  it('in other systems, under another contract, and when it is too old', () => {
    const elsewhere = { ...plan.instance, zendeskSubdomain: 'acme-sandbox' };
    expect(reason(plan, { instance: elsewhere })).toBe('instance_unpinned');
    expect(reason(plan, { instance: { ...plan.instance, salesforceOrgId: '00D000000000001EAA' } })).toBe(
      'instance_unpinned',
    );
    expect(reason(plan, { contract: { ...contract, version: 'another' } })).toBe('contract_changed');
    expect(reason(plan, { now: '2026-11-23T10:00:00.001Z' })).toBe('plan_expired');
  });

  it('when it holds more of a kind than the contract allows', () => {
    expect(reason(plan, { contract: withRepair('keys: 2000', 'keys: 1') })).toBe('cap_run');
    expect(reason(plan, { contract: withRepair('memberships: 500', 'memberships: 1') })).toBe('cap_run');
    expect(reason(plan, { contract: withRepair('tickets: 1000', 'tickets: 0') })).toBe('cap_run');
    expect(reason(plan, { contract: withRepair('tickets: 1000', 'tickets: 1') })).toBeNull();
  });

  it('within a freeze, told in whatever zone, both ends included', () => {
    const frozen = withRepair(
      'freeze: []',
      "freeze: [{from: '2026-11-22T11:00:00+01:00', to: '2026-11-22T12:00:00Z', why: the move}]",
    );
    const at = (now: string) => reason(plan, { contract: frozen, now });
    expect(at('2026-11-22T09:59:59.999Z')).toBeNull();
    expect(at('2026-11-22T10:00:00.000Z')).toBe('frozen');
    expect(at('2026-11-22T12:00:00.000Z')).toBe('frozen');
    expect(at('2026-11-22T12:00:00.001Z')).toBeNull();
  });
});

describe('a plan waits', () => {
  const approval = (by: string, changes: Partial<Approval> = {}): Approval => ({
    planId: plan.planId,
    hash: plan.hash,
    by,
    at: '2026-11-22T10:01:00.000Z',
    ...changes,
  });
  const missing = (one: Plan, ...approvals: readonly Approval[]) =>
    waitsFor(one, approvals).map(({ reason }) => reason);
  const own = approval(plan.proposedBy);
  const others = approval('Ada Approver');
  const exposed = (changes: Partial<BlastRadius>): Plan =>
    remade({ groups: [{ ...group!, blastRadius: { ...group!.blastRadius, unreadable: [], ...changes } }] });
  const of = (one: Plan, { by }: Approval) => approval(by, { hash: one.hash });

  it('for one approval where it exposes nobody, were it its proposer’s', () => {
    const harmless = exposed({});
    expect(missing(harmless)).toEqual(['not_approved']);
    expect(missing(harmless, of(harmless, own))).toEqual([]);
  });

  it('for nobody’s word about another plan, or another state of this one', () => {
    const harmless = exposed({});
    expect(missing(harmless, approval('Ada', { hash: 'of another' }))).toEqual(['not_approved']);
    expect(missing(harmless, { ...of(harmless, others), planId: 'another' })).toEqual(['not_approved']);
  });

  const dangerous: Record<string, Plan> = {
    'somebody gains sight': exposed({ gainSight: ['51'] }),
    'a domain lets somebody in': exposed({ autoJoined: ['52'] }),
    'something could not be read': exposed({ unreadable: ['Who sees the tickets of organization 1.'] }),
    'what it sets off could not be read': remade({
      groups: exposed({}).groups,
      mayFire: { ...plan.mayFire, unreadable: ['The triggers of Zendesk.'] },
    }),
    'nothing takes it back': remade({
      groups: exposed({}).groups.map((one) => ({
        ...one,
        changes: one.changes.map((change) => ({ ...change, inverse: null })),
      })),
    }),
  };
  it.each(Object.entries(dangerous))('for somebody other than its proposer where %s', (_name, one) => {
    expect(missing(one)).toEqual(['not_approved', 'second_approver_missing']);
    expect(missing(one, of(one, own))).toEqual(['second_approver_missing']);
    expect(missing(one, of(one, others))).toEqual([]);
    expect(missing(one, of(one, own), of(one, others))).toEqual([]);
  });
});

describe('automation', () => {
  const automatic = withRepair('codes: []', 'codes: [user_wrong_default_org, external_id_noncanonical]');
  const step = (record: string, changes: Partial<Step> = {}): Step => {
    const change = { kind: 'make_default', system: 'zendesk', record, field: 'default_organization_id' } as const;
    return {
      ...{ ...change, before: '3', after: '1', reason: '', waitsFor: [] },
      inverse: { ...change, before: '1', after: '3' },
      ...changes,
    };
  };
  const proposal = (changes: Partial<Proposal> = {}): Proposal => ({
    title: 'Makes organization 1 the default of user 51.',
    accountIds: [A],
    organizationIds: ['1'],
    fingerprints: ['f1'],
    codes: ['user_wrong_default_org'],
    rests: [],
    steps: [step('51')],
    ...changes,
  });
  const nobody: BlastRadius = {
    gainSight: [],
    loseSight: [],
    autoJoined: [],
    ticketsMoved: {},
    ticketsLeft: 0,
    shown: null,
    nativeApp: null,
    unreadable: [],
  };
  const systems: World = { accounts: [account(A, '1'), account(B, '2')], organizations: [organization('1', A)] };
  const liveOf = (world: World) =>
    readLive(
      world,
      {
        ...{ accountIds: [A, B], organizationIds: ['1', '2'], keys: [], pointersTo: [], membersOf: [], userIds: [] },
        openTicketsOf: [],
        ticketIds: [],
      },
      contract,
    );
  const world = (changes: Partial<AutomationWorld> = {}): AutomationWorld => ({
    contract: automatic,
    live: liveOf(systems),
    openExceptions: [],
    complete: true,
    blastRadii: [nobody],
    mayFire: plan.mayFire,
    appliedLately: [],
    ...changes,
  });
  const outcome = (proposed: Proposed, by: AutomationWorld) => {
    const { proposals, refused } = automatable(proposed, by);
    return proposals.length > 0 ? 'runs' : refused.map(({ reason }) => reason).join();
  };
  const one = (changes: Partial<AutomationWorld> = {}, of: Partial<Proposal> = {}) =>
    outcome({ proposals: [proposal(of)], refused: [] }, world(changes));

  it('does what it was switched on for, where nothing speaks against it', () => {
    expect(one()).toBe('runs');
  });

  const contradiction = (about: Partial<Exception>): readonly Exception[] => {
    const [some] = exceptionsIn({ accounts: [account(A, null)], organizations: [] }, contract);
    return [{ ...some!, code: 'shared_organization', accountIds: [], organizationIds: [], ...about }];
  };
  const undo = (organizationIds: readonly string[], planKind: 'repair' | 'undo' = 'undo') => [
    { planKind, accountIds: [A], organizationIds },
  ];
  const key = (before: string) => ({
    codes: ['external_id_noncanonical' as const],
    steps: [step('1', { kind: 'set_organization_key', field: 'external_id', before, after: A })],
  });
  const soleWriter = withRepair('codes: []', 'codes: [external_id_noncanonical]');
  const sole: Contract = { ...soleWriter, repair: { ...soleWriter.repair, soleWriter: true } };

  const barred: Record<string, readonly [string, Partial<AutomationWorld>, Partial<Proposal>?]> = {
    'without a complete audit': ['snapshot_unfit', { complete: false }],
    'a code that is not switched on': ['not_approved', { contract }],
    'a code that is switched on along with one that is not': [
      'not_approved',
      {},
      { codes: ['user_wrong_default_org', 'owner_drift'] },
    ],
    'a code that may never run by itself, whatever the contract says': [
      'not_approved',
      {
        contract: {
          ...automatic,
          repair: {
            ...automatic.repair,
            automation: { codes: ['one_sided_link'], changesARun: 25, changesAnAccount: 3 },
          },
        },
      },
      { codes: ['one_sided_link'] },
    ],
    'keys where others write them too': ['not_approved', {}, key(A.slice(0, 15))],
    'an account that was taken out of repair': [
      'opted_out',
      { contract: { ...automatic, repair: { ...automatic.repair, optOut: { accountIds: [A], field: null } } } },
    ],
    'an account that something contradicts': [
      'upstream_blocker',
      { openExceptions: contradiction({ accountIds: [A] }) },
    ],
    'an organization that something contradicts': [
      'upstream_blocker',
      { openExceptions: contradiction({ organizationIds: ['1'] }) },
    ],
    'what lets somebody see more': ['exposure_nonzero', { blastRadii: [{ ...nobody, gainSight: ['51'] }] }],
    'what lets somebody in': ['exposure_nonzero', { blastRadii: [{ ...nobody, autoJoined: ['51'] }] }],
    'what could not be read': ['exposure_nonzero', { blastRadii: [{ ...nobody, unreadable: ['Members.'] }] }],
    'what nobody has counted': ['exposure_nonzero', { blastRadii: [] }],
    'what may set off what could not be read': [
      'exposure_nonzero',
      { mayFire: { ...plan.mayFire, unreadable: ['Webhooks.'] } },
    ],
    'what nothing takes back': ['no_inverse', {}, { steps: [step('51', { inverse: null })] }],
    'a key that names another live account': ['live_key', { contract: sole }, key(B)],
    'a key that fits another live account': ['live_key', { contract: sole }, key(B.slice(0, 15))],
    'what the native app would write back': [
      'native_fighting',
      { blastRadii: [{ ...nobody, nativeApp: 'It shows 9.' }] },
    ],
    'a pair that somebody has taken back': ['recently_reversed', { appliedLately: undo(['1']) }],
    'more than three changes of an account': [
      'cap_account',
      {},
      { steps: ['51', '52', '53', '54'].map((id) => step(id)) },
    ],
  };
  it.each(Object.entries(barred))('leaves %s to a person', (_name, [reason, changes, of]) => {
    expect(one(changes, of)).toBe(reason);
  });

  it('does what only looks like it', () => {
    expect(one({ contract: sole }, key(A.slice(0, 15)))).toBe('runs');
    expect(one({ contract: sole }, key('0015g00000Gone9AAA'))).toBe('runs');
    expect(one({ openExceptions: contradiction({ accountIds: [B] }) })).toBe('runs');
    expect(one({ openExceptions: contradiction({ accountIds: [A], code: 'one_sided_link' }) })).toBe('runs');
    expect(one({ appliedLately: undo(['2']) })).toBe('runs');
    expect(one({ appliedLately: undo(['1'], 'repair') })).toBe('runs');
    expect(one({ blastRadii: [{ ...nobody, loseSight: ['51'] }] })).toBe('runs');
  });

  it('stops at what it may change in a run, and of one account', () => {
    const many = (accounts: (index: number) => string) =>
      Array.from({ length: 30 }, (_, index) =>
        proposal({ accountIds: [accounts(index)], fingerprints: [`f${index}`], steps: [step(String(index))] }),
      );
    const run = (proposals: readonly Proposal[]) =>
      automatable({ proposals, refused: [] }, world({ blastRadii: proposals.map(() => nobody) }));
    const apart = run(many((index) => `account ${index}`));
    expect(apart.proposals).toHaveLength(25);
    expect(apart.refused.map(({ reason, fingerprint }) => `${reason} ${fingerprint ?? ''}`)).toEqual(
      [25, 26, 27, 28, 29].map((index) => `cap_run f${index}`),
    );
    const together = run(many(() => A));
    expect(together.proposals).toHaveLength(3);
    expect(new Set(together.refused.map(({ reason }) => reason))).toEqual(new Set(['cap_account']));
  });

  it('keeps what was refused before it', () => {
    const earlier = {
      reason: 'nothing_to_do',
      detail: '',
      accountIds: [],
      organizationIds: [],
      fingerprint: 'f9',
    } as const;
    expect(automatable({ proposals: [proposal()], refused: [earlier] }, world()).refused).toEqual([earlier]);
  });
});
