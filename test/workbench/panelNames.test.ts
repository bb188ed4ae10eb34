import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { FORCE_APP } from '../sandbox/salesforce/support/TestOrg.ts';

/** What joins the panels to the rest of force-app is names; no compiler sees both sides. */

const main = path.join(FORCE_APP, 'main/default');

function sourcesBelow(folder: string, suffix: string): string {
  return readdirSync(path.join(main, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(suffix) && !file.includes('__tests__'))
    .map((file) => readFileSync(path.join(main, folder, file), 'utf8'))
    .join('\n');
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []).sort();
}

describe('the panels’ types', () => {
  const views = readFileSync(fileURLToPath(new URL('../../config/lwc-types/views.d.ts', import.meta.url)), 'utf8');

  it.each(['LinkView', 'ExceptionView', 'HistoryEntryView'])('name the fields of %s.cls', (name) => {
    const declared = new RegExp(`interface ${name} \\{([^}]*)\\}`).exec(views)?.[1] ?? '';
    const apex = readFileSync(path.join(main, 'classes', `${name}.cls`), 'utf8');

    const fields = matches(apex, /@AuraEnabled\s+public \S+ (\w+) \{/g);
    expect(fields).not.toEqual([]);
    expect(matches(declared, /readonly (\w+)\??:/g)).toEqual(fields);
  });
});

describe('templates', () => {
  it('hold no text of their own', () => {
    const text = sourcesBelow('lwc', '.html')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\{[\w.]+\}/g, ' ');

    expect(matches(text, /([\p{L}\d]+)/gu)).toEqual([]);
  });
});
