import { Random } from '../../../server/sandbox/demo/Random.ts';
import { startSalesforceSandbox } from '../../../server/sandbox/salesforce/startSalesforceSandbox.ts';
import type { World } from '../../../server/sandbox/world/World.ts';
import { startZendeskSandbox } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import { openEditor } from './applyEdit.ts';
import type { Edit } from './Edit.ts';
import { generateWorld } from './generateWorld.ts';
import { drawEdit } from './randomEdits.ts';

const { files } = generateWorld({ seed: 3, accounts: 120 });
const rows = (file: string) => [...(files.get(`${file}.ndjson`) ?? [])];

const world: World = {
  salesforce: new Map(
    ['User', 'PermissionSetAssignment', 'Account', 'Contact', 'AccountContactRelation'].map((object) => [
      object,
      rows(`salesforce/${object}`),
    ]),
  ),
  packages: { Account: { Zendesk__Zendesk_Organization_Id__c: { type: 'string', length: 20 } } },
  zendesk: {
    organizations: rows('zendesk/organizations'),
    users: rows('zendesk/users'),
    organization_memberships: rows('zendesk/organization_memberships'),
    tickets: rows('zendesk/tickets'),
    organization_merges: rows('zendesk/organization_merges'),
  },
};

async function startBoth() {
  const salesforce = await startSalesforceSandbox({ world, forceAppFolder: 'force-app', apiUser: 'administrator' });
  const zendesk = await startZendeskSandbox({ world: world.zendesk, rateLimits: 'fast' });
  const edit = await openEditor({ salesforce: salesforce.url, zendesk: zendesk.url });
  return { salesforce, zendesk, edit, close: () => Promise.all([salesforce.close(), zendesk.close()]) };
}

const kindOf = ({ method, path }: Edit) => `${method} ${path.replace(/[0-9]+[A-Za-z0-9]{4,}|\/[0-9]+/g, '#')}`;

describe('a random history of edits', () => {
  it('is mostly carried out, touches every kind of record, and can be replayed from what was printed', async () => {
    const both = await startBoth();
    const printed: string[] = [];
    const outcomes: string[] = [];
    try {
      const random = new Random(5);
      for (let left = 250; left > 0; left -= 1) {
        const edit = drawEdit(random, both);
        printed.push(JSON.stringify(edit));
        outcomes.push(await both.edit(edit));
      }
    } finally {
      await both.close();
    }
    expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(150);
    const kinds = new Set(printed.map((line) => kindOf(JSON.parse(line) as Edit)));
    expect(kinds.size).toBeGreaterThan(20);

    const again = await startBoth();
    try {
      const replayed: string[] = [];
      for (const line of printed) replayed.push(await again.edit(JSON.parse(line) as Edit));
      expect(replayed.filter((outcome, index) => outcome !== outcomes[index]).length).toBeLessThan(10);
    } finally {
      await again.close();
    }
  }, 60_000);
});
