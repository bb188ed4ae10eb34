import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { VerdictLine } from '../../server/flows/Flows.ts';
import { Journey } from '../support/journey/Journey.ts';
import { writeWorld, type WorldRows } from '../support/journey/writeWorld.ts';

/** More than one page of everything: Zendesk gives 100 records by cursor, this Salesforce sandbox as many. */
const PAIRS = 130;
const PAGE = 100;

let folder: string;
let journey: Journey;
let before: readonly VerdictLine[];
let publishedBefore: unknown;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linkproof-pages-'));
  await writeWorld(folder, pairs(PAIRS));
  journey = await Journey.startOnServer(folder, { batchSize: PAGE });
  const { exitCode, document, stderr } = await journey.audit();
  if (exitCode !== 0) throw new Error(`the undisturbed audit is ${document.status}: ${stderr}`);
  await journey.acceptBaseline();
  before = await journey.verdicts();
  publishedBefore = publishedLinks();
}, 120_000);

afterEach(() => journey.mend());

afterAll(async () => {
  await journey.close();
  await rm(folder, { recursive: true });
});

/** Healthy pairs with a person, a membership and a ticket each. */
function pairs(count: number): WorldRows {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  // Without capitals in its first fifteen characters, an id's checksum is AAA.
  const id = (prefix: string, number: number) => `${prefix}${String(number).padStart(12, '0')}AAA`;
  const SystemModstamp = '2026-03-02T08:00:00.000+0000';
  const updated_at = '2026-03-02T08:00:00Z';
  const organizationId = (number: number) => 360000001000 + number;
  return {
    'salesforce/Account': numbers.map((number) => ({
      Id: id('001', number),
      Name: `Customer ${number}`,
      Type: 'Customer - Direct',
      Zendesk_Organization_Id__c: String(organizationId(number)),
      SystemModstamp,
    })),
    'salesforce/Contact': numbers.map((number) => ({
      Id: id('003', number),
      AccountId: id('001', number),
      LastName: `Person ${number}`,
      Email: `person@customer-${number}.example`,
      SystemModstamp,
    })),
    'salesforce/AccountContactRelation': numbers.map((number) => ({
      Id: id('07k', number),
      AccountId: id('001', number),
      ContactId: id('003', number),
      IsDirect: true,
      IsActive: true,
      SystemModstamp,
    })),
    'zendesk/organizations': numbers.map((number) => ({
      id: organizationId(number),
      name: `Customer ${number}`,
      external_id: id('001', number),
      updated_at,
    })),
    'zendesk/users': numbers.map((number) => ({
      id: 370000001000 + number,
      name: `Person ${number}`,
      email: `person@customer-${number}.example`,
      role: 'end-user',
      verified: true,
      external_id: id('003', number),
      organization_id: organizationId(number),
      updated_at,
    })),
    'zendesk/organization_memberships': numbers.map((number) => ({
      id: 380000001000 + number,
      user_id: 370000001000 + number,
      organization_id: organizationId(number),
      default: true,
      updated_at,
    })),
    'zendesk/tickets': numbers.map((number) => ({
      id: number,
      subject: 'Question',
      status: 'open',
      requester_id: 370000001000 + number,
      organization_id: organizationId(number),
      created_at: updated_at,
      updated_at,
    })),
  };
}

/** The rows in Salesforce, with the moment at which somebody last wrote to them. */
function publishedLinks(): readonly string[] {
  const rows = journey.published('Zendesk_Link__c');
  return rows.map((row) => [row.Link_Key__c, row.Status__c, row.Codes__c, row.LastModifiedDate].join(' '));
}

type Essence = Pick<VerdictLine, 'status' | 'codes'>;

/** What each record's verdict says, or said when last it was known, by record. */
function byRecord(lines: readonly VerdictLine[], from: (line: VerdictLine) => Essence | null): Record<string, unknown> {
  return Object.fromEntries(
    lines.map((line) => {
      const said = from(line);
      const id = line.subject === 'account' ? line.accountId : line.organizationId;
      return [`${line.subject} ${id}`, said && { status: said.status, codes: said.codes }];
    }),
  );
}

const current = (line: VerdictLine): Essence => line;
const lastKnown = (line: VerdictLine): Essence | null => line.lastKnown;

/** Which page of which source, and the requests that ask for it; `test/sources` cuts every other one. */
const PAGES = [
  ['the first page of accounts', 'salesforce.accounts', 'salesforce', /queryAll\?q=SELECT%20Id%2C.*FROM%20Account$/],
  ['the last page of every Salesforce query', 'salesforce.accounts', 'salesforce', /queryAll\/01g\w+-100$/],
  ['the last page of organizations', 'zendesk.organizations', 'zendesk', /\/organizations\.json\?.*page%5Bafter%5D=/],
  ['the first page of contacts', 'salesforce.contacts', 'salesforce', /queryAll\?q=SELECT%20Id%2C.*FROM%20Contact$/],
  ['the last page of Zendesk users', 'zendesk.users', 'zendesk', /\/users\.json\?.*page%5Bafter%5D=/],
  [
    'the first page of memberships',
    'zendesk.organization_memberships',
    'zendesk',
    /\/organization_memberships\.json\?page%5Bsize%5D=100$/,
  ],
  ['the export of tickets', 'zendesk.tickets', 'zendesk', /\/incremental\/tickets\/cursor/],
] as const;

const IDENTITY: readonly string[] = ['salesforce.accounts', 'zendesk.organizations'];

describe.each(PAGES)('with %s cut short', (_page, source, system, request) => {
  it('ends incomplete, turns nothing missing, and leaves what is published alone', async () => {
    await journey.disturb(system, request, { truncate: 1 });
    // Whole: an export that goes on where it ended has no page to cut.
    const { exitCode, document } = await journey.audit({}, ['--refetch']);
    expect([exitCode, document.status]).toEqual([2, 'incomplete']);
    expect(document.sources.filter(({ complete }) => !complete).map(({ name }) => name)).toContain(source);

    const verdicts = await journey.verdicts();
    expect(verdicts.map(({ codes }) => codes).flat()).not.toContain('account_missing_org');
    expect(verdicts.map(({ status }) => status)).not.toContain('unlinked');
    expect(verdicts.map(({ status }) => status)).not.toContain('orphan');
    if (IDENTITY.includes(source)) {
      expect(new Set(verdicts.map(({ status }) => status))).toEqual(new Set(['unknown']));
      expect(byRecord(verdicts, lastKnown)).toEqual(byRecord(before, current));
    }
    expect(publishedLinks()).toEqual(publishedBefore);
  }, 180_000);
});

describe('once every page comes whole again', () => {
  it('is complete, has the verdicts of before, and rewrites no row', async () => {
    const { exitCode, document } = await journey.audit();
    expect([exitCode, document.status]).toEqual([0, 'complete']);
    expect(byRecord(await journey.verdicts(), current)).toEqual(byRecord(before, current));
    expect(publishedLinks()).toEqual(publishedBefore);
  }, 120_000);
});
