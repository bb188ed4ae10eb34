import { fileURLToPath } from 'node:url';
import {
  EXCEPTION_STATUSES,
  RUN_MODES,
  RUN_STATUSES,
  type Hold,
  type VerdictEvidence,
} from '../../../server/core/model.ts';
import { readForceApp } from '../../../server/metadata/readForceApp.ts';
import { CHANGES, changeRow } from '../../../server/writeback/publish/changeRow.ts';
import { EXCEPTIONS, exceptionRow } from '../../../server/writeback/publish/exceptionRow.ts';
import { LINKS, linkRow } from '../../../server/writeback/publish/linkRow.ts';
import { RUNS, runRow } from '../../../server/writeback/publish/runRow.ts';
import type { Fields, SalesforceRow, Target } from '../../../server/writeback/publish/SalesforceRow.ts';
import { STATE_OBJECT, stateRow } from '../../../server/writeback/publish/stateRow.ts';
import { accountId } from '../../sources/salesforce/support.ts';
import { PLAN_ID, publishedChange } from './changes.ts';
import { exception, links, run, verdict } from './support.ts';

const { objects } = readForceApp(fileURLToPath(new URL('../../../force-app', import.meta.url)));
const { instance } = links([]);

const LONG = 'Zażółć 👩‍👩‍👧‍👦 '.repeat(200);

const longEvidence: VerdictEvidence = {
  reason: 'shared_organization',
  steps: Array.from({ length: 6 }, () => ({
    rung: 'stored_id' as const,
    system: 'salesforce' as const,
    field: 'Account.Zendesk_Organization_Id__c',
    said: LONG,
    outcome: 'broken' as const,
    meaning: 'm',
  })),
  rejected: Array.from({ length: 900 }, (_none, index) => ({
    accountId: accountId(index),
    organizationId: null,
    name: 'n'.repeat(200),
    because: 'another account claims it',
  })),
};

const link = (more: Parameters<typeof verdict>[1] = {}, organizationName: string | null = 'Acme') =>
  linkRow({
    accountId: accountId(1),
    verdict: verdict(1, more),
    exceptions: Array.from({ length: 300 }, (_none, index) =>
      exception(index, { accountIds: [accountId(1)], severity: index === 299 ? 'critical' : 'low' }),
    ),
    organizationName,
    sample: null,
    instance,
    runId: 'run-1',
  });

const NOON = '2026-11-22T12:00:00.000Z';
const noted = { at: NOON, by: 'ada', action: 'note', text: '', until: null } as const;

const held: Hold = {
  kind: 'mass_change',
  flips: 120,
  allowed: 50,
  byCode: [
    { code: 'one_sided_link', count: 100 },
    { code: 'stored_id_malformed', count: 20 },
  ],
  cause: { kind: 'change', key: 'change:salesforce:005:17', label: 'Changed by 005 on 2026-11-22 at 17 h UTC' },
  releasedAt: null,
  releasedBy: null,
};
const longHold: Hold = { ...held, byCode: Array.from({ length: 400 }, () => ({ code: LONG, count: 1 })) };

/** Salesforce’s own fields are not in force-app. */
const own = ({ OwnerId: _, ...fields }: Fields): Fields => fields;

const worst: readonly (readonly [Target | { objectName: string }, Fields])[] = [
  [LINKS, all(link({ sentence: LONG, evidence: longEvidence, status: 'contradicted' }, LONG), LINKS)],
  [
    EXCEPTIONS,
    all(
      exceptionRow({
        exception: exception(1, {
          accountIds: Array.from({ length: 3_000 }, (_none, index) => accountId(index)),
          organizationIds: Array.from({ length: 5_000 }, (_none, index) => String(10 ** 12 + index)),
          evidence: { list: Array.from({ length: 300 }, () => LONG), more: { said: LONG } },
          recommendedAction: LONG,
          cause: { kind: 'domain', key: LONG, label: LONG },
          decision: { status: 'accepted', reason: LONG, by: LONG, at: NOON, until: NOON },
          reopened: { at: NOON, because: Array.from({ length: 300 }, () => LONG) },
        }),
        activity: Array.from({ length: 300 }, () => ({ ...noted, text: LONG })),
        instance,
        runId: 'run-1',
      }),
      EXCEPTIONS,
    ),
  ],
  [
    CHANGES,
    all(
      changeRow(
        publishedChange(1, {
          change: { field: LONG, before: LONG, after: { name: LONG }, reason: LONG },
          group: { title: LONG },
          plan: {
            reason: LONG,
            proposedBy: LONG,
            request: {
              kind: 'undo',
              target: { planId: PLAN_ID, groupId: 'g9999', changeId: 'g9999.c9999', applyId: null },
            },
          },
          receipt: { outcome: 'failed', reason: 'not_verified', detail: LONG, before: LONG },
          approvals: Array.from({ length: 9 }, (_none, at) => ({
            planId: PLAN_ID,
            hash: 'h',
            by: `${at} ${LONG}`,
            at: '',
          })),
        }),
      ),
      CHANGES,
    ),
  ],
  [RUNS, all(runRow(run({ contractVersion: 'v'.repeat(90), elapsedMs: 123_456_789, hold: longHold })), RUNS)],
  [{ objectName: STATE_OBJECT }, stateRow(run(), { staleAfterHours: 36 })],
];

function all(row: SalesforceRow, target: Target): Fields {
  return { [target.externalIdField]: row.key, ...row.fieldsOfCreation, ...row.fields };
}

describe('every field that the server writes', () => {
  it.each(worst.map(([{ objectName }, fields]) => [objectName, fields] as const))(
    'to %s exists in force-app, can be written, and holds what it is given',
    (objectName, fields) => {
      const object = objects.get(objectName);
      for (const [name, value] of Object.entries(own(fields))) {
        const field = object?.fields.find((one) => one.name === name);
        expect([name, field?.name]).toEqual([name, name]);
        expect([name, field?.formula]).toEqual([name, undefined]);
        if (typeof value === 'string' && field?.length !== undefined) {
          expect([name, value.length <= field.length]).toEqual([name, true]);
        }
        if (typeof value === 'number' && field?.precision !== undefined) {
          expect([name, Math.abs(value) < 10 ** (field.precision - (field.scale ?? 0))]).toEqual([name, true]);
        }
        if (field?.picklist !== undefined && value !== null) {
          expect(field.picklist.values.map((one) => one.name)).toContain(value);
        }
      }
    },
  );

  it.each([
    ['Zendesk_Exception__c', 'Status__c', EXCEPTION_STATUSES],
    ['Zendesk_Audit_Run__c', 'Mode__c', RUN_MODES],
    ['Zendesk_Audit_Run__c', 'Status__c', RUN_STATUSES.filter((status) => status !== 'running')],
  ])('to %s.%s has a value for whatever the ledger says', (objectName, fieldName, values) => {
    const field = objects.get(objectName)?.fields.find(({ name }) => name === fieldName);
    expect(field?.picklist?.values.map(({ name }) => name)).toEqual(expect.arrayContaining([...values]));
  });

  it('is all that the objects have, but for formulas', () => {
    for (const [{ objectName }, fields] of worst) {
      const object = objects.get(objectName);
      const written = object?.fields.filter(({ formula }) => formula === undefined).map(({ name }) => name);
      expect(Object.keys(own(fields)).sort()).toEqual([...(written ?? [])].sort());
    }
  });
});

describe('a run that is held', () => {
  const said = (hold: Hold | null) => runRow(run({ hold })).fields.Hold__c;

  it('says what it waits for, what its verdicts become, and the cause that most of them share', () => {
    expect(said(held)).toBe(
      [
        'Waits for “linkproof release”: 120 verdicts would change, 50 may.',
        'What they become: 100 one_sided_link, 20 stored_id_malformed.',
        'Most of them share a cause: Changed by 005 on 2026-11-22 at 17 h UTC.',
      ].join('\n'),
    );
  });

  it('says of the first audit that somebody has to accept it', () => {
    expect(said({ ...held, kind: 'baseline', byCode: [], cause: null })).toBe(
      'The first audit waits for “linkproof baseline accept”: 120 verdicts are to be published.',
    );
  });

  it('says afterwards who let it go', () => {
    const released = { ...held, releasedAt: '2026-11-22T18:00:00.000Z', releasedBy: 'Tomas Okafor' };
    expect(said(released)).toMatch(/^Released 2026-11-22T18:00:00.000Z by Tomas Okafor\. It held: Waits for/);
  });

  it('says nothing of a run that nothing held back', () => {
    expect(said(null)).toBeNull();
  });
});

describe('an exception', () => {
  it('says its cause, and shares the cause’s key with others of it', () => {
    const cause = { kind: 'merge', key: 'merge:001', label: 'Merged into 001' } as const;
    const { fields } = exceptionRow({ exception: exception(1, { cause }), activity: [], instance, runId: 'run-1' });
    expect([fields.Cause__c, fields.Cause_Key__c]).toEqual(['Merged into 001', 'merge:001']);
    const without = exceptionRow({ exception: exception(1), activity: [], instance, runId: 'run-1' }).fields;
    expect([without.Cause__c, without.Cause_Key__c]).toEqual([null, null]);
  });
});

describe('an exception that somebody decided about', () => {
  const decision = { status: 'accepted', reason: 'Both are theirs.', by: 'ada', at: NOON, until: null } as const;

  it('says what holds, who owns it, what reopened it and what was done, the newest first', () => {
    const reopened = { at: NOON, because: ['One thing.', 'Another thing.'] };
    const activity = Array.from({ length: 60 }, (_none, index) => ({ ...noted, text: `note ${index}` }));
    const life = { decision, reopened, ownerId: '005000000000001AAA', regressions: 2, revision: 7 };
    const row = exceptionRow({ exception: exception(1, life), activity, instance, runId: 'run-1' });
    expect(row.fields).toMatchObject({
      OwnerId: '005000000000001AAA',
      Opened_At__c: '2026-11-20T08:00:00.000Z',
      Regressions__c: 2,
      Until__c: null,
      Decision_Reason__c: 'Both are theirs.',
      Decided_By__c: 'ada',
      Decided_At__c: NOON,
      Reopened_At__c: NOON,
      Reopened_Because__c: 'One thing.\nAnother thing.',
      Revision__c: 7,
      Activity__c: JSON.stringify(activity.slice(0, 50)),
    });
  });

  it('says nothing of what nobody did', () => {
    const { fields } = exceptionRow({ exception: exception(1), activity: [], instance, runId: 'run-1' });
    for (const field of ['OwnerId', 'Until__c', 'Decision_Reason__c', 'Decided_By__c', 'Reopened_At__c', 'Activity__c'])
      expect(fields[field]).toBeNull();
  });
});

describe('what is too long', () => {
  it('is cut between characters, never inside one', () => {
    const { Sentence__c: sentence } = link({ sentence: LONG }).fields;
    expect(String(sentence).endsWith('…')).toBe(true);
    expect(LONG.startsWith(String(sentence).slice(0, -1))).toBe(true);
    expect(String(sentence)).not.toMatch(/\u200d…$/u);
    expect(String(sentence)).not.toMatch(/[\ud800-\udbff]…$/u);
  });

  it('is left as it is when it just fits', () => {
    expect(link({ sentence: 'x'.repeat(255) }).fields.Sentence__c).toBe('x'.repeat(255));
  });

  it('stays JSON that panels can read, steps first and the candidates left out counted', () => {
    const evidence = JSON.parse(String(link({ evidence: longEvidence }).fields.Evidence__c)) as VerdictEvidence;
    expect(evidence.steps).toHaveLength(6);
    expect(evidence.rejected.at(-1)?.because).toMatch(/^\d+ more are not shown here$/);
    const shown = evidence.rejected.length - 1;
    expect(evidence.rejected.at(-1)?.because).toBe(`${900 - shown} more are not shown here`);
  });

  it('loses the least of the exceptions, never the gravest', () => {
    const summary = JSON.parse(String(link().fields.Exception_Summary__c)) as { severity: string }[];
    expect(summary.length).toBeGreaterThan(10);
    expect(summary.length).toBeLessThan(300);
    expect(summary[0]).toMatchObject({ severity: 'critical' });
    expect(link().fields.Open_Exceptions__c).toBe(300);
  });

  it('loses whole ids, never parts of them', () => {
    const { Account_Ids__c: ids } = worst[1]![1];
    for (const id of String(ids).split(';')) expect(id).toHaveLength(18);
  });

  it('of an exception’s evidence says that it was shortened', () => {
    expect(JSON.parse(String(worst[1]![1].Evidence__c))).toMatchObject({ shortened: true });
  });
});
