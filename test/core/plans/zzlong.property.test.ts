import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { parseContract } from '../../../server/contract/loadContract.ts';
import type { Contract } from '../../../server/core/contract.ts';
import type { Exception } from '../../../server/core/model.ts';
import { subjectOf, touchedBy } from '../../../server/core/plans/carryingOut.ts';
import type { FieldChange, Plan, PlanGroup } from '../../../server/core/plans/Plan.ts';
import type { PlannedRequest } from '../../../server/core/plans/propose.ts';
import { KEY_REMEDIES } from '../../../server/core/plans/remedies/remedies.ts';
import { reversed } from '../../../server/core/plans/people/peopleSteps.ts';
import { arbitraryWorld } from '../../support/arbitraryWorld.ts';
import type { World } from '../../support/factsOf.ts';
import { judgeWorld } from '../../support/judgeWorld.ts';
import { BACKFILL, exceptionsIn, planFor, planOf } from '../../support/plans/planning.ts';
import { carryOut } from '../../support/plans/systems.ts';

const shipped = readFileSync('config/contract.yml', 'utf8');
const contracts: Record<string, Contract> = {
  'the shipped contract': parseContract(shipped, 'config/contract.yml'),
  'a contract that shares with the parent': parseContract(
    shipped.replace('hierarchy: own', 'hierarchy: share_with_parent'),
    'contract.yml',
  ),
  'a contract with an opaque key': parseContract(
    shipped
      .replace('account: Id\n', 'account: Customer_Number__c\n')
      .replace('organization: external_id\n', 'organization: organization_fields.customer_number\n')
      .replace('kind: salesforce_id', 'kind: opaque')
      .replace('normalise: [trim]', 'normalise: [trim, strip_leading_zeros]'),
    'contract.yml',
  ),
};

const runs = { numRuns: 1500 };

const KEY_CODES = Object.keys(KEY_REMEDIES) as Exception['code'][];

/** Every kind of request about ties, on whatever the world holds. */
function requestsIn(exceptions: readonly Exception[], world: World): readonly PlannedRequest[] {
  const keyed = exceptions.filter(({ code }) => KEY_CODES.includes(code)).map(({ fingerprint }) => fingerprint);
  const accountIds = (world.accounts ?? []).map(({ Id }) => String(Id));
  const organizationIds = (world.organizations ?? []).map(({ id }) => String(id));
  return [
    BACKFILL,
    { kind: 'exceptions', codes: KEY_CODES, fingerprints: null, accountIds: null },
    { kind: 'exceptions', codes: null, fingerprints: keyed, accountIds: null },
    ...accountIds.flatMap((accountId): PlannedRequest[] => [
      ...organizationIds.map((organizationId): PlannedRequest => ({
        kind: 'relink',
        accountId,
        organizationId,
        people: 'stay',
      })),
      { kind: 'unlink', accountId },
      { kind: 'provision', accountId, name: 'Newly made' },
    ]),
    ...exceptions
      .filter(({ code }) => ['shared_organization', 'duplicate_external_id', 'conflicting_rungs'].includes(code))
      .flatMap(({ fingerprint, accountIds: accounts, organizationIds: organizations }) =>
        [...accounts, ...organizations].map((keepId): PlannedRequest => ({ kind: 'collision', fingerprint, keepId })),
      ),
  ];
}

const changesOf = ({ groups }: Pick<Plan, 'groups'>) => groups.flatMap(({ changes }) => changes);
const writtenBy = ({ changes }: PlanGroup) => new Set(changes.flatMap(touchedBy));
/**
 * Records that a code of effect X stands on, but for two that no plan can foresee: nobody can ask live who else in
 * Salesforce carries an opaque key, and people are heard only about links that stand.
 */
const contradicted = (world: World, contract: Contract) =>
  judgeWorld(world, contract)
    .findings.filter(({ code }) => code !== 'key_not_unique_in_salesforce' && code !== 'members_contradict_link')
    .flatMap(({ code, concerns }) =>
      concerns.map(({ subject, id, effect }) => (effect === 'X' ? `${code} on ${subject} ${id}` : '')),
    )
    .filter((text) => text !== '');
const recordOf = (text: string) => text.replace(/^.* on /, '');

describe.each(Object.entries(contracts))('plans for any world under %s', (_name, contract) => {
  const inAnyWorld = (
    check: (request: PlannedRequest, world: World, exceptions: readonly Exception[]) => void,
    requests = requestsIn,
  ) =>
    fc.assert(
      fc.property(arbitraryWorld, fc.nat(), (world, pick) => {
        const exceptions = exceptionsIn(world, contract);
        const all = requests(exceptions, world);
        const request = all[pick % all.length];
        if (request !== undefined) check(request, world, exceptions);
      }),
      runs,
    );

  it('have groups of which none writes what another one writes or rests on', () => {
    inAnyWorld((request, world, exceptions) => {
      const { groups } = planOf(planFor(request, world, contract, exceptions), request);
      for (const group of groups) {
        const written = writtenBy(group);
        for (const other of groups) {
          if (other === group) continue;
          const subjects = [...other.facts.map(subjectOf), ...writtenBy(other)];
          expect(subjects.filter((subject) => written.has(subject))).toEqual([]);
        }
      }
    });
  });

  it('can take back every change but an organization that was made, and a key that another one carries too', () => {
    inAnyWorld((request, world, exceptions) => {
      for (const change of changesOf(planOf(planFor(request, world, contract, exceptions), request))) {
        const { kind, system, record, field, before, after, inverse } = change;
        const plain: FieldChange = { kind, system, record, field, before, after };
        if (inverse === null) expect(['create_organization', 'set_organization_key']).toContain(kind);
        else expect(reversed(inverse)).toEqual(plain);
      }
    });
  });

  it('leave nothing to do, neither to who asks at once nor after the next audit', () => {
    inAnyWorld((request, world, exceptions) => {
      const plan = planOf(planFor(request, world, contract, exceptions), request);
      const after = carryOut(world, changesOf(plan), contract);
      const answered = plan.groups.flatMap(({ fingerprints }) => fingerprints);
      const again = planFor(request, after, contract, exceptions).proposed.proposals;
      expect(again.flatMap(({ fingerprints }) => fingerprints).filter((one) => answered.includes(one))).toEqual([]);
      // Whoever clears what was broken by name may make clear by it what something else needed; a backfill leaves nothing.
      if (request.kind !== 'exceptions' || request === BACKFILL) expect(again).toEqual([]);
      if (request === BACKFILL) expect(planFor(request, after, contract).proposed.proposals).toEqual([]);
    });
  });

  it('read every fact that they rest on, and are the same in whatever order things come', () => {
    inAnyWorld((request, world, exceptions) => {
      const turned = {
        ...world,
        accounts: [...(world.accounts ?? [])].reverse(),
        organizations: [...(world.organizations ?? [])].reverse(),
      };
      const plan = planOf(planFor(request, world, contract, exceptions), request);
      const again = planOf(planFor(request, turned, contract, [...exceptions].reverse()), request);
      expect(JSON.stringify(again)).toBe(JSON.stringify(plan));
    });
  });

  it('answer what they say that they answer, and contradict nobody who was not contradicted', () => {
    inAnyWorld((request, world, exceptions) => {
      const plan = planOf(planFor(request, world, contract, exceptions), request);
      const after = carryOut(world, changesOf(plan), contract);
      const left = new Set(exceptionsIn(after, contract).map(({ fingerprint }) => fingerprint));
      expect(plan.groups.flatMap(({ fingerprints }) => fingerprints).filter((one) => left.has(one))).toEqual([]);
      const before = new Set(contradicted(world, contract).map(recordOf));
      expect(contradicted(after, contract).filter((text) => !before.has(recordOf(text)))).toEqual([]);
    });
  });
});
