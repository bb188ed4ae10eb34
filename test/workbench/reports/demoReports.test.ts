/** Every report and the dashboard of the package, over the demo world and a little of its history. */
import { generateKeyPairSync } from 'node:crypto';
import type { Exception } from '../../../server/core/model.ts';
import type { Receipt } from '../../../server/core/plans/Plan.ts';
import { FORCE_APP } from '../../../server/composition/forceAppFolder.ts';
import type { ExceptionLine, VerdictLine } from '../../../server/flows/Flows.ts';
import { decideExceptions } from '../../../server/flows/triage/decideExceptions.ts';
import { answerSample, drawSample } from '../../../server/flows/triage/samples.ts';
import { buildDemoWorld } from '../../../server/sandbox/demo/buildDemoWorld.ts';
import {
  SANDBOX_CLIENT_ID,
  SANDBOX_CLIENT_SECRET,
} from '../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { SalesforceOrg } from '../../../server/workbench/org/SalesforceOrg.ts';
import { ReportDesk } from '../../../server/workbench/reports/ReportDesk.ts';
import type { DashboardView } from '../../../server/workbench/reports/views.ts';
import { RepairedWorld } from '../../support/repairs/RepairedWorld.ts';

const DAY_MS = 86_400_000;
const FOLDER = 'Zendesk_Link_Trust';

const demo = buildDemoWorld(1);
const desk = new ReportDesk(FORCE_APP);
let world: RepairedWorld;
let orgOf: (role: 'seller' | 'operator') => SalesforceOrg;
let verdicts: readonly VerdictLine[];
let lines: readonly ExceptionLine[];
let exceptions: readonly Exception[];
let receipts: readonly Receipt[];
let dashboard: DashboardView;
let now: number;

type Row = Readonly<Record<string, unknown>>;
const rowsOf = (file: string) => (demo.files.get(`${file}.ndjson`) ?? []) as readonly Row[];
const names = new Map(rowsOf('salesforce/User').map((user) => [user['Id'], user['Name']]));
const owners = new Map(rowsOf('salesforce/Account').map((account) => [account['Id'], names.get(account['OwnerId'])]));

beforeAll(async () => {
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  world = await RepairedWorld.start(demo.files, { salesforce: { jwtBearerPublicKeyPem: keys.publicKey } });
  const org = new SalesforceOrg({
    url: world.world.salesforce.url,
    clientId: SANDBOX_CLIENT_ID,
    clientSecret: SANDBOX_CLIENT_SECRET,
    privateKeyPem: keys.privateKey,
    clock: world.world.clock.date,
  });
  orgOf = (role) => {
    const { id } = demo.actingUsers.find((user) => user.role === role)!;
    return org.as(String(rowsOf('salesforce/User').find((user) => user['Id'] === id)!['Username']));
  };
  await liveTwoDays();
  now = world.world.clock.now();
  verdicts = await world.installation.verdicts();
  lines = await world.installation.exceptions();
  exceptions = await collect(world.stages.store.ledger.exceptions());
  dashboard = await desk.dashboard(`${FOLDER}/Mapping_Quality`, orgOf('operator'));
}, 180_000);

afterAll(() => world.close());

/** People check a sample, accept one exception and call another done; two days later there is a repair, and an audit. */
async function liveTwoDays(): Promise<void> {
  const { stages } = world;
  const { drawn } = await drawSample(6, 'Tomas Okafor', stages);
  const answers = ['right', 'right', 'right', 'wrong', 'unsure'] as const;
  for (const [index, answer] of answers.entries()) {
    await answerSample(drawn[index]!.accountId, { answer, note: '', by: 'Tomas Okafor' }, stages);
  }
  const found = await collect(stages.store.ledger.exceptions());
  const decide = async (code: string, kind: 'accept' | 'resolve') => {
    const { fingerprint } = found.find((exception) => exception.code === code)!;
    const reason = 'This is how the customer wants it.';
    const action = kind === 'accept' ? ({ kind, reason, until: null } as const) : ({ kind, reason } as const);
    const request = { action, exceptions: [{ fingerprint, revision: null }], by: 'Tomas Okafor' };
    const [decided] = await decideExceptions(request, stages);
    expect(decided).toMatchObject({ outcome: 'done' });
  };
  await decide('ineligible_linked', 'accept');
  await decide('org_orphaned', 'resolve');
  world.world.clock.advance(2 * DAY_MS);
  const { plan } = await world.carryOut({
    ...{ kind: 'exceptions', codes: ['external_id_noncanonical'], fingerprints: null, accountIds: null },
  });
  const journal = await stages.store.repairs.journal(plan.planId);
  receipts = [...journal.values()].flatMap(({ receipt }) => receipt ?? []);
  await world.world.settle();
  await world.installation.audit({ mode: 'incremental' });
}

describe('over the demo world', () => {
  it('links by status are those of the export', async () => {
    const expected = accounts().filter(({ status }) => status !== 'out_of_scope');
    const trusted = expected.filter(isTrusted).length;

    const table = await tableOf('Link_Status_Now');
    expect(countsIn(table)).toEqual(countBy(expected, ({ status }) => status));
    expect(table.total.measures.at(-1)).toBeCloseTo((100 * trusted) / expected.length, 9);
    expect(figure('Links to rely on')).toBeCloseTo((100 * trusted) / expected.length, 9);
    expect(chart('Links by status now')).toEqual(countBy(expected, ({ status }) => status));
  });

  it('contradicted accounts are those of the export, each below its owner', async () => {
    const expected = accounts().filter(({ status }) => status === 'contradicted');
    const byOwner = countBy(expected, ({ accountId }) => String(owners.get(accountId)));

    const table = await tableOf('Contradicted_Accounts');
    expect(countsIn(table)).toEqual(byOwner);
    expect(
      table.groups.flatMap(({ label, details }) => details.map(([account]) => `${label} ${account!.recordId}`)).sort(),
    ).toEqual(expected.map(({ accountId }) => `${String(owners.get(accountId))} ${accountId}`).sort());
    expect(figure('Contradicted accounts')).toBe(expected.length);
    expect(chart('Contradicted accounts by owner')).toEqual(byOwner);
  });

  it('open exceptions by code and severity are those of the export', async () => {
    const open = lines.filter(isOpen);
    const expected = countBy(open, ({ code, severity }) => `${words(code)} ${words(severity)}`);

    const table = await tableOf('Exceptions_By_Code_And_Severity');
    const cells = table.groups.flatMap(({ label, across }) =>
      across.map(({ rowCount }, index) => [`${label} ${table.across[index]}`, rowCount] as const),
    );
    expect(Object.fromEntries(cells.filter(([, rowCount]) => rowCount > 0))).toEqual(expected);
    expect(table.across).toEqual(['Low', 'Medium', 'High', 'Critical']);
    expect(figure('Open exceptions')).toBe(open.length);
    // The tile shows the fifteen codes that there are most of.
    const tile = Object.entries(chart('Open exceptions by code and severity'));
    expect(tile).toEqual(tile.filter(([label, count]) => expected[label] === count));
    expect(new Set(tile.map(([label]) => label.slice(0, label.lastIndexOf(' ')))).size).toBe(15);
  });

  it('open exceptions by age are as old as the ledger says', async () => {
    const open = exceptions.filter(isOpen);
    const buckets = countBy(open, ({ openedAt }) => bucketOf((now - Date.parse(openedAt)) / DAY_MS));
    expect(Object.keys(buckets)).toHaveLength(2);

    const table = await tableOf('Exception_Ageing');
    expect(countsIn(table)).toEqual(buckets);
    const [average, oldest] = table.total.measures;
    const ages = open.map(({ openedAt }) => (now - Date.parse(openedAt)) / DAY_MS);
    expect(average).toBeCloseTo(sum(ages) / ages.length, 1);
    expect(oldest).toBeCloseTo(Math.max(...ages), 1);
    const bySeverity = countBy(
      open,
      ({ openedAt, severity }) => `${bucketOf((now - Date.parse(openedAt)) / DAY_MS)} ${words(severity)}`,
    );
    expect(chart('Open exceptions by age')).toEqual(bySeverity);
  });

  it('days until resolved are those between the ledger’s times', async () => {
    const resolved = exceptions.filter(({ status }) => status === 'resolved');
    expect(resolved.length).toBeGreaterThan(3);
    const byCode = Object.entries(groupBy(resolved, ({ code }) => words(code)));
    const days = ({ openedAt, resolvedAt }: Exception) => (Date.parse(resolvedAt!) - Date.parse(openedAt)) / DAY_MS;

    const table = await tableOf('Time_To_Resolve');
    expect(countsIn(table)).toEqual(countBy(resolved, ({ code }) => words(code)));
    const tile = chart('Average days until resolved');
    expect(Object.keys(tile)).toHaveLength(byCode.length);
    for (const [code, members] of byCode) {
      const average = sum(members.map(days)) / members.length;
      expect(table.groups.find(({ label }) => label === code)!.measures[0]).toBeCloseTo(average, 1);
      expect(tile[code]).toBeCloseTo(average, 1);
    }
  });

  it('of what was resolved once, what came back is what the ledger calls regressed', async () => {
    const once = exceptions.filter(({ status, regressions }) => status === 'resolved' || regressions > 0);
    const back = once.filter(({ regressions }) => regressions > 0);
    expect(back.map(({ code, status }) => [code, status])).toEqual([['org_orphaned', 'regressed']]);

    const table = await tableOf('Regress_Rate');
    expect(table.total.rowCount).toBe(once.length);
    expect(table.total.measures.at(-1)).toBeCloseTo((100 * back.length) / once.length, 9);
    expect(chart('Exceptions that came back')).toMatchObject({ 'Org orphaned': 100, 'External id noncanonical': 0 });
  });

  it('repairs are the receipts in the ledger', async () => {
    expect(receipts.length).toBeGreaterThan(3);
    const table = await tableOf('Repairs_Log');
    const expected = countBy(receipts, ({ outcome }) => words(outcome));
    expect(countsIn(table)).toEqual(expected);
    expect(chart('Repairs of the last 90 days')).toEqual(expected);
    const times = table.groups.flatMap(({ details }) => details.map(([at]) => String(at!.value)));
    expect(times).toEqual([...times].sort().reverse());
  });

  it('false greens are what people answered about the sample', async () => {
    const { figures } = { figures: await world.stages.store.samples.figures() };
    const table = await tableOf('False_Green_Sample');
    expect(countsIn(table)).toEqual({ '-': 1, Right: 3, Wrong: 1, Unsure: 1 });
    expect(figures).toMatchObject({ right: 3, wrong: 1, unsure: 1 });
    expect(figure('False greens')).toBe(25);
    expect(chart('Answers to the sample')).toEqual(countsIn(table));
  });

  it('the verified rate over time is that of the ledger’s runs', async () => {
    const runs = (await world.stages.store.ledger.runs(10)).filter(({ quality }) => quality !== null);
    expect(runs).toHaveLength(2);
    const rates = runs.map(({ judgedAt, quality }) => [judgedAt.slice(0, 10), quality!] as const).reverse();

    const table = await tableOf('Verified_Rate_Over_Time');
    expect(countsIn(table)).toEqual(Object.fromEntries(rates.map(([day]) => [day, 1])));
    const verified = chart('Verified accounts over time');
    const tickets = chart('Open tickets of verified accounts');
    for (const [day, quality] of rates) {
      expect(verified[day]).toBeCloseTo((100 * quality.accountsVerified) / quality.accountsInScope, 9);
      expect(tickets[day]).toBeCloseTo((100 * quality.openTicketsVerified) / quality.openTickets, 9);
    }
    const inScope = accounts().filter(({ status }) => status !== 'out_of_scope');
    expect(rates.at(-1)![1]).toMatchObject({
      accountsInScope: inScope.length,
      accountsVerified: inScope.filter(isTrusted).length,
    });
  });

  it('every report is shown by a tile, and no tile is without figures', () => {
    expect(dashboard.tiles.map(({ refusal }) => refusal)).toEqual(dashboard.tiles.map(() => null));
    expect(dashboard.tiles.filter(({ chart: drawn }) => drawn!.labels.length === 0)).toEqual([]);
    const shown = new Set(dashboard.tiles.map(({ report }) => report.name));
    expect([...shown].sort()).toEqual(
      desk
        .list()
        .reports.map(({ name }) => name)
        .sort(),
    );
  });

  it('a seller sees links, and of the others which right is missing', async () => {
    const { refusal, table } = await desk.report(`${FOLDER}/Exceptions_By_Code_And_Severity`, orgOf('seller'));
    expect(table).toBeNull();
    expect(refusal).toMatchObject({
      kind: 'access',
      message: expect.stringContaining('Zendesk_Exception__c') as string,
    });

    const { tiles } = await desk.dashboard(`${FOLDER}/Mapping_Quality`, orgOf('seller'));
    const links = tiles.find(({ header }) => header === 'Links by status now');
    expect(links).toMatchObject({ refusal: null });
    expect(tiles.find(({ header }) => header === 'Open exceptions by age')).toMatchObject({ chart: null });
  });
});

const isTrusted = ({ status }: VerdictLine) => status === 'verified' || status === 'verified_with_notes';
const isOpen = ({ status }: { readonly status: string }) => !['resolved', 'accepted', 'not_same'].includes(status);
const words = (name: string) => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('_', ' ');
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function accounts(): readonly VerdictLine[] {
  return verdicts.filter(({ subject }) => subject === 'account');
}

function bucketOf(days: number): string {
  if (days <= 1) return '1 Up to a day';
  if (days <= 7) return '2 Up to a week';
  return days <= 31 ? '3 Up to a month' : '4 Older';
}

async function tableOf(name: string) {
  const { table, refusal } = await desk.report(`${FOLDER}/${name}`, orgOf('operator'));
  if (!table) throw new Error(refusal?.message);
  return table;
}

function countsIn({ groups }: Awaited<ReturnType<typeof tableOf>>): Readonly<Record<string, number>> {
  return Object.fromEntries(groups.map(({ label, rowCount }) => [label, rowCount]));
}

function figure(header: string): number | null {
  return tile(header).series[0]!.values[0] ?? null;
}

/** What a tile draws: by label, or by label and series where it draws several. */
function chart(header: string): Readonly<Record<string, number | null>> {
  const { labels, series } = tile(header);
  const values = series.flatMap(({ label, values: ofSeries }) =>
    ofSeries.map((value, index) => [series.length > 1 ? `${labels[index]} ${label}` : labels[index]!, value] as const),
  );
  return Object.fromEntries(values.filter(([, value]) => value !== null));
}

function tile(header: string) {
  const { chart: drawn, refusal } = dashboard.tiles.find((candidate) => candidate.header === header)!;
  if (!drawn) throw new Error(refusal?.message);
  return drawn;
}

function groupBy<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Record<string, Thing[]> {
  const groups: Record<string, Thing[]> = {};
  for (const thing of things) (groups[keyOf(thing)] ??= []).push(thing);
  return groups;
}

function countBy<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Record<string, number> {
  return Object.fromEntries(Object.entries(groupBy(things, keyOf)).map(([key, members]) => [key, members.length]));
}

async function collect<Line>(all: AsyncIterable<Line>): Promise<readonly Line[]> {
  const collected: Line[] = [];
  for await (const line of all) collected.push(line);
  return collected;
}
