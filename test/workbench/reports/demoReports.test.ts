import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FORCE_APP } from '../../../server/composition/startSandbox.ts';
import { writeDemoWorld } from '../../../server/sandbox/demo/writeDemoWorld.ts';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { SalesforceOrg } from '../../../server/workbench/org/SalesforceOrg.ts';
import { ReportDesk } from '../../../server/workbench/reports/ReportDesk.ts';
import { AuditedWorld } from '../../support/audits/AuditedWorld.ts';

it('smoke', async () => {
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-reports-'));
  const cpu = () => process.cpuUsage().user / 1e6;
  const t0 = cpu();
  const demo = await writeDemoWorld(folder, { seed: 1 });
  const world = await AuditedWorld.start(folder, { salesforce: { jwtBearerPublicKeyPem: keys.publicKey } });
  console.log('world', cpu() - t0);
  const installation = await world.install();
  await installation.store.ledger.acceptBaseline({ runId: 'x', acceptedAt: new Date().toISOString(), acceptedBy: 't' });
  const run = await installation.audit({ mode: 'full' });
  console.log('audited', cpu() - t0, run.status, run.problems, run.quality);
  const org = new SalesforceOrg({ url: world.salesforce.url, clientId: SANDBOX_CLIENT_ID, clientSecret: SANDBOX_CLIENT_SECRET, privateKeyPem: keys.privateKey });
  const desk = new ReportDesk(FORCE_APP);
  for (const user of demo.actingUsers) {
    const [{ Username: name }] = (await org.query<{ Username: string }>(`SELECT Username FROM User WHERE Id = '${user.id}'`)) as [{ Username: string }];
    const mine = org.as(name);
    console.log(user.name, cpu() - t0);
    for (const { name } of desk.list().reports) {
      const view = await desk.report(name, mine);
      console.log(name, view.refusal ?? '', JSON.stringify(view.table?.total), JSON.stringify(view.table?.groups.map(({ label, rowCount, measures }) => [label, rowCount, measures])), JSON.stringify(view.chart)?.slice(0, 300));
    }
    console.log(cpu() - t0);
    const board = await desk.dashboard('Zendesk_Link_Trust/Mapping_Quality', mine);
    console.log(board.tiles.map(({ header, refusal, chart }) => [header, refusal?.message, chart?.labels.length, chart?.series.length].join(' ')), cpu() - t0);
  }
  await world.close();
  await rm(folder, { recursive: true });
}, 300_000);
