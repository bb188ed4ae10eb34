import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { parseContract } from '../../server/contract/loadContract.ts';
import { normaliseKey } from '../../server/core/ids/opaqueKey.ts';
import type { Contract } from '../../server/core/contract.ts';
import type { Effect, Finding, Verdict } from '../../server/core/model.ts';
import type { Judgement } from '../../server/core/verdicts/judge.ts';
import { arbitraryWorld } from '../support/arbitraryWorld.ts';
import { factsOf, type RowFacts, type World } from '../support/factsOf.ts';
import { judgeNeighbourhood, judgeRows } from '../support/judgeWorld.ts';
import { peopleOf, type PeopleSource } from '../support/peopleOf.ts';

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

const runs = { numRuns: 100 };
const judgeAll = (facts: RowFacts, contract: Contract, people: PeopleSource = peopleOf({}, contract)) =>
  judgeRows(facts, people, contract);

const idOf = ({ subject, accountId, organizationId }: Verdict): string =>
  (subject === 'account' ? accountId : organizationId) ?? '';
const nameOf = (verdict: Verdict): string => `${verdict.subject} ${idOf(verdict)}`;

/** The codes that stand on some record with an effect: an heir carries its ancestor's, so the record is not asked. */
const codesWith = (findings: readonly Finding[], effect: Effect): ReadonlySet<string> =>
  new Set(findings.filter(({ concerns }) => concerns.some((one) => one.effect === effect)).map(({ code }) => code));

/** Whether the organization's key is the account's own key, letter for letter where it is an id. */
function carriesKeyOf(facts: RowFacts, organizationId: string, accountId: string, { key }: Contract): boolean {
  const account = facts.accounts.find(({ id }) => id === accountId);
  const text = facts.organizations.find(({ id }) => id === organizationId)?.keyText ?? null;
  if (key.kind === 'salesforce_id') return text === accountId;
  const own = account?.keyText ?? null;
  return own !== null && text !== null && normaliseKey(own, key.normalise) === normaliseKey(text, key.normalise);
}

/** The account itself and its parents, as far as they reach. */
function lineOf(facts: RowFacts, accountId: string): readonly string[] {
  const line = [accountId];
  for (const id of line) {
    const parent = facts.accounts.find((account) => account.id === id)?.parentId ?? null;
    if (parent !== null && !line.includes(parent)) line.push(parent);
  }
  return line;
}

describe.each(Object.entries(contracts))('any world under %s', (_name, contract) => {
  const inAnyWorld = (check: (facts: RowFacts, world: World) => void) =>
    fc.assert(
      fc.property(arbitraryWorld, (world) => {
        check(factsOf(world, contract), world);
      }),
      runs,
    );

  it('has byte-identical verdicts in whatever order its facts come', () => {
    fc.assert(
      fc.property(arbitraryWorld, fc.infiniteStream(fc.nat()), (world, numbers) => {
        const facts = factsOf(world, contract);
        const shuffle = <Item>(items: readonly Item[]): readonly Item[] =>
          items
            .map((item) => ({ item, rank: numbers.next().value as number }))
            .sort((left, right) => left.rank - right.rank)
            .map(({ item }) => item);
        const shuffled = {
          ...facts,
          accounts: shuffle(facts.accounts),
          organizations: shuffle(facts.organizations),
          matches: shuffle(facts.matches),
        };
        const turned = peopleOf(
          {
            ...world,
            contacts: shuffle(world.contacts ?? []),
            users: shuffle(world.users ?? []),
            memberships: shuffle(world.memberships ?? []),
            tickets: shuffle(world.tickets ?? []),
          },
          contract,
        );
        const texts = ({ verdicts, findings }: Pick<Judgement, 'verdicts' | 'findings'>) => [
          JSON.stringify(verdicts),
          findings.map((finding) => JSON.stringify(finding)).sort(),
        ];
        expect(texts(judgeAll(shuffled, contract, turned))).toEqual(
          texts(judgeAll(facts, contract, peopleOf(world, contract))),
        );
      }),
      runs,
    );
  });

  it('gives exactly one verdict to every live account and organization, and none to any other', () => {
    inAnyWorld((facts) => {
      const live = [
        ...facts.accounts.filter(({ state }) => state === 'live').map(({ id }) => `account ${id}`),
        ...facts.organizations.filter(({ state }) => state === 'live').map(({ id }) => `organization ${id}`),
      ];
      expect(judgeAll(facts, contract).verdicts.map(nameOf).sort()).toEqual(live.sort());
    });
  });

  it('says review or contradicted only by a code of that weight', () => {
    inAnyWorld((facts) => {
      const { verdicts, findings } = judgeAll(facts, contract);
      const weighing = { review: codesWith(findings, 'R'), contradicted: codesWith(findings, 'X') };
      for (const { status, codes } of verdicts) {
        if (status !== 'review' && status !== 'contradicted') continue;
        expect(codes.filter((code) => weighing[status].has(code))).not.toEqual([]);
      }
    });
  });

  it('calls nothing green on which a code of weight stands', () => {
    inAnyWorld((facts) => {
      const { verdicts, findings } = judgeAll(facts, contract);
      const heavy = new Set(
        findings.flatMap(({ concerns }) =>
          concerns
            .filter(({ effect }) => effect === 'X' || effect === 'R')
            .map(({ subject, id }) => `${subject} ${id}`),
        ),
      );
      const green = verdicts.filter(({ status }) => status === 'verified' || status === 'verified_with_notes');
      expect(green.map(nameOf).filter((name) => heavy.has(name))).toEqual([]);
    });
  });

  it('verifies an account only where both rungs name exactly each other', () => {
    inAnyWorld((facts) => {
      const { verdicts } = judgeAll(facts, contract);
      for (const { subject, status, reason, accountId, organizationId } of verdicts) {
        if (status !== 'verified' || accountId === null || organizationId === null) continue;
        const own = facts.accounts.find(({ id }) => id === accountId);
        if (reason === 'inherited_from_parent') {
          const owner = lineOf(facts, accountId).slice(1);
          expect(owner.filter((id) => carriesKeyOf(facts, organizationId, id, contract))).toHaveLength(1);
          continue;
        }
        expect([subject, own?.storedId?.trim()]).toEqual([subject, organizationId]);
        expect(carriesKeyOf(facts, organizationId, accountId, contract)).toBe(true);
        const alsoKeyed = facts.organizations.filter(
          ({ id, state }) => state === 'live' && carriesKeyOf(facts, id, accountId, contract),
        );
        expect(alsoKeyed).toHaveLength(1);
      }
    });
  });

  it('verifies no record without its counterpart', () => {
    inAnyWorld((facts) => {
      const { verdicts } = judgeAll(facts, contract);
      const halves = verdicts.filter(
        ({ status, accountId, organizationId }) =>
          status === 'verified' && (accountId === null || organizationId === null),
      );
      expect(halves).toEqual([]);
    });
  });

  it('comes to the same verdicts whatever its records are called and wherever their web pages are', () => {
    inAnyWorld((facts, world) => {
      const nameless = factsOf(
        {
          ...world,
          accounts: world.accounts?.map((account, index) => ({ ...account, Name: `Name ${index}`, Website: null })),
          organizations: world.organizations?.map((one, index) => ({ ...one, name: `N${index}` })),
        },
        contract,
      );
      const essence = ({ verdicts }: { verdicts: readonly Verdict[] }) =>
        verdicts.map((verdict) => [nameOf(verdict), verdict.status, verdict.codes]);
      expect(essence(judgeAll(nameless, contract))).toEqual(essence(judgeAll(facts, contract)));
    });
  });

  it('verifies nobody where only names and domains match', () => {
    inAnyWorld((_facts, world) => {
      const unclaimed = factsOf(
        {
          accounts: world.accounts?.map((account) => ({
            ...account,
            Name: 'Acme',
            Zendesk_Organization_Id__c: null,
            Zendesk__Zendesk_Organization_Id__c: null,
          })),
          organizations: world.organizations?.map((one) => ({
            ...one,
            name: 'Acme',
            external_id: null,
            organization_fields: {},
          })),
        },
        contract,
      );
      const statuses = judgeAll(unclaimed, contract).verdicts.map(({ status }) => status);
      expect(statuses.filter((status) => status.startsWith('verified'))).toEqual([]);
    });
  });

  it('gives a record’s neighbourhood alone the verdicts and findings that it has in the whole world', () => {
    inAnyWorld((facts, world) => {
      const people = peopleOf(world, contract);
      const whole = judgeAll(facts, contract, people);
      const verdicts = new Set(whole.verdicts.map((verdict) => JSON.stringify(verdict)));
      for (const { id } of [...facts.accounts, ...facts.organizations]) {
        const near = judgeNeighbourhood(facts, id, people, contract, whole.links);
        const findingsOn = ({ findings }: Pick<Judgement, 'findings'>) =>
          findings
            .filter(({ concerns }) => concerns.some((concern) => near.judged.has(concern.id)))
            .map((finding) => JSON.stringify(finding))
            .sort();
        expect(near.verdicts.map((verdict) => JSON.stringify(verdict)).filter((text) => !verdicts.has(text))).toEqual(
          [],
        );
        expect(findingsOn(near)).toEqual(findingsOn(whole));
      }
    });
  });
});
