import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleName } from '../../server/workbench/bundle/bundleName.ts';
import { cachedBundle } from '../../server/workbench/bundle/cachedBundle.ts';
import { orgModules } from '../../server/workbench/bundle/orgModules.ts';
import { stripTypes } from '../../server/workbench/bundle/stripTypes.ts';
import { FORCE_APP } from '../sandbox/salesforce/support/TestOrg.ts';

describe('stripTypes', () => {
  it('leaves what the LWC compiler reads: decorators, fields, imports of values', () => {
    const source = `import { LightningElement, api, wire } from 'lwc';
import type { Story } from './Story';
export default class Panel extends LightningElement {
  @api recordId!: string;
  private count = 0;
  @wire(read, { id: '$recordId' }) result?: Story;
}
`;
    const output = stripTypes(source, 'panel.ts');

    expect(output).toContain(`import { LightningElement, api, wire } from 'lwc';`);
    expect(output).not.toContain('Story');
    expect(output).toMatch(/@api\s+recordId;/);
    expect(output).toMatch(/@wire\(read, \{ id: '\$recordId' \}\)\s+result;/);
    expect(output).toContain('count = 0;');
  });

  it('names the file of what is no TypeScript', () => {
    expect(() => stripTypes('class {', 'broken.ts')).toThrow(/^broken\.ts: /);
  });
});

describe('the modules that an org makes for its components', () => {
  const orgModule = orgModules(FORCE_APP);

  it('hold the text of a custom label', () => {
    expect(orgModule('@salesforce/label/c.Linkproof_Recheck')).toEqual({ code: 'export default "Re-check now";' });
  });

  it.each([
    ['label', '@salesforce/label/c.', 'Linkproof_Nothing_Of_The_Kind'],
    ['custom permission', '@salesforce/customPermission/', 'Linkproof_Emperor'],
    ['method of an Apex class it lacks', '@salesforce/apex/', 'Nowhere.getLink'],
    ['Apex method', '@salesforce/apex/', 'ZendeskLinkController.getNothing'],
    ['Apex method that components may call', '@salesforce/apex/', 'ZendeskLinkController.viewOf'],
  ])('are refused where force-app has no such %s', (_, prefix, name) => {
    expect(() => orgModule(prefix + name)).toThrow(name);
  });

  it('leave other modules to the compiler', () => {
    expect(orgModule('lightning/card')).toBeUndefined();
  });
});

describe('the bundle', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'linkproof-bundle-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('gets another name when a source changes, not when a build output or a test does', async () => {
    const forceApp = path.join(folder, 'force-app');
    cpSync(FORCE_APP, forceApp, { recursive: true });
    const panel = path.join(forceApp, 'main/default/lwc/zendeskLinkHealth');
    const before = await bundleName(forceApp);

    writeFileSync(path.join(panel, 'zendeskLinkHealth.js'), 'output');
    appendFileSync(path.join(panel, '__tests__/zendeskLinkHealth.test.ts'), '// changed');
    expect(await bundleName(forceApp)).toBe(before);

    appendFileSync(path.join(panel, 'zendeskLinkHealth.html'), '<!-- changed -->');
    expect(await bundleName(forceApp)).not.toBe(before);
  });

  it('is compiled once, says so, and is then taken from the cache', async () => {
    const lines: string[] = [];
    const first = await cachedBundle(FORCE_APP, folder, (line) => lines.push(line));
    expect(existsSync(path.join(first, 'main.js'))).toBe(true);
    expect(lines[0]).toContain('compiling the panels');
    expect(lines.at(-1)).toMatch(/compiled in [\d.]+ s/);

    const second = await cachedBundle(FORCE_APP, folder, () => {
      throw new Error('compiled again');
    });
    expect(second).toBe(first);
  }, 300_000);
});
