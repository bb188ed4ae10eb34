/** What an audit makes of exceptions that somebody repaired, or decided about. */
import { decide } from '../../server/core/triage/decide.ts';
import { fingerprintOf } from '../../server/core/fingerprint.ts';
import type { Exception } from '../../server/core/model.ts';
import { RepairedWorld } from '../support/repairs/RepairedWorld.ts';
import { zendeskUpdates } from '../support/worlds/Edit.ts';
import { newWorld, oneSidedPairs, type OneSided } from './pairs.ts';

const builder = newWorld();
/** Pairs whose organization lacks the key. */
const [repairedPair, mendedPair, outlivedPair, decidedPair] = oneSidedPairs(builder, 7).filter(
  (_, at) => at % 2 === 0,
) as [OneSided, OneSided, OneSided, OneSided];
let world: RepairedWorld;

beforeAll(async () => {
  world = await RepairedWorld.start(builder.files);
}, 60_000);

afterAll(() => world.close());

function fingerprintOfPair({ account, organization }: OneSided): string {
  const subjects = { accountIds: [account.id], organizationIds: [organization.id] };
  return fingerprintOf({ code: 'one_sided_link', ...subjects }, world.stages.digest);
}

async function exceptionOf(pair: OneSided): Promise<Exception> {
  const fingerprint = fingerprintOfPair(pair);
  for await (const exception of world.stages.store.ledger.exceptions()) {
    if (exception.fingerprint === fingerprint) return exception;
  }
  throw new Error(`nothing was raised about ${pair.account.id}`);
}

const auditAccount = ({ account }: OneSided) => world.installation.audit({ mode: 'account', accountId: account.id });

async function mendByHand({ account, organization }: OneSided): Promise<void> {
  await world.world.edit(zendeskUpdates('organizations', 'organization', organization.id, { external_id: account.id }));
  await world.world.settle();
}

const remedyOf = (pair: OneSided) =>
  ({ kind: 'exceptions', codes: null, fingerprints: [fingerprintOfPair(pair)], accountIds: null }) as const;

describe('an exception that is no longer found', () => {
  it('was resolved by repair where its records were changed by one', async () => {
    await world.carryOut(remedyOf(repairedPair));
    await auditAccount(repairedPair);
    expect(await exceptionOf(repairedPair)).toMatchObject({ status: 'resolved', resolution: 'repair' });
  });

  it('was resolved by facts where somebody mended it by hand', async () => {
    await mendByHand(mendedPair);
    await auditAccount(mendedPair);
    expect(await exceptionOf(mendedPair)).toMatchObject({ status: 'resolved', resolution: 'facts' });
  });

  it('was resolved by facts where an audit after the repair had found it again', async () => {
    const { store, clock } = world.stages;
    const plan = await world.plan(remedyOf(outlivedPair));
    const [group] = plan.groups;
    const at = clock().toISOString();
    await store.repairs.openApply({ applyId: 'x', planId: plan.planId, by: 'a test', startedAt: at, finishedAt: at });
    // As if a repair of these records had changed something else about them.
    const [change] = group?.changes ?? [];
    await store.repairs.noteReceipts('x', [
      {
        planId: plan.planId,
        groupId: group?.groupId ?? '',
        changeId: change?.changeId ?? '',
        outcome: 'applied',
        reason: null,
        detail: 'It is there.',
        before: null,
        after: null,
        createdId: null,
        at,
      },
    ]);
    const fingerprint = fingerprintOfPair(outlivedPair);
    expect(await store.repairs.repairedExceptions()).toContain(fingerprint);
    await auditAccount(outlivedPair);
    expect(await store.repairs.repairedExceptions()).not.toContain(fingerprint);

    await mendByHand(outlivedPair);
    await auditAccount(outlivedPair);
    expect(await exceptionOf(outlivedPair)).toMatchObject({ status: 'resolved', resolution: 'facts' });
  });
});

describe('an exception that somebody decided about', () => {
  it('stays as decided through every audit, and on the verdict, as long as it says the same', async () => {
    const { ledger, repairs } = world.stages.store;
    const found = await exceptionOf(decidedPair);
    const { evidenceFingerprint } = found;
    const decider = { by: 'a test', at: world.stages.clock().toISOString() };
    const reason = 'They are to stay as they are.';
    const { exception } = decide(found, { kind: 'accept', reason, until: null }, decider);
    if (exception === null) throw new Error('expected it to be open');
    await repairs.decide([{ exception, action: 'accept', text: reason, ...decider, until: null }]);
    await world.installation.audit({ mode: 'full' });
    expect(await exceptionOf(decidedPair)).toMatchObject({ status: 'accepted', evidenceFingerprint });
    expect((await ledger.verdictOf('account', decidedPair.account.id))?.codes).toContain('one_sided_link');
  });
});
