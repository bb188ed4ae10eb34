import { readFileSync } from 'node:fs';
import { CATALOGUE, CODES } from '../../server/core/catalogue.ts';
import {
  CODE_FIELD_FILE,
  CODES_MODULE_FILE,
  CODES_PAGE_FILE,
  codesModule,
  codesPage,
  LABELS_FILE,
  withCatalogueLabels,
  withCodeValues,
} from '../../scripts/generateFromCatalogue.ts';
import { fieldNamed, forceApp } from './forceApp.ts';

describe('what Salesforce shows of the catalogue', () => {
  it('is what scripts/generateFromCatalogue.ts would write', () => {
    const labels = readFileSync(LABELS_FILE, 'utf8');
    const codeField = readFileSync(CODE_FIELD_FILE, 'utf8');
    expect(withCatalogueLabels(labels)).toBe(labels);
    expect(withCodeValues(codeField)).toBe(codeField);
    expect(codesModule()).toBe(readFileSync(CODES_MODULE_FILE, 'utf8'));
    expect(codesPage()).toBe(readFileSync(CODES_PAGE_FILE, 'utf8'));
  });

  it.each(CODES)('has the meaning and the guide of %s as labels', (code) => {
    expect(forceApp.labels.get(`Linkproof_Meaning_${code}`)?.value).toBe(CATALOGUE[code].meaning);
    expect(forceApp.labels.get(`Linkproof_Guide_${code}`)?.value).toBe(CATALOGUE[code].guide);
  });

  it('has no label of a code that is gone', () => {
    const named = [...forceApp.labels.keys()].flatMap(
      (name) => /^Linkproof_(?:Meaning|Guide)_(.*)/.exec(name)?.[1] ?? [],
    );
    // The one mark on a verdict that is no exception, so that the catalogue does not list it.
    expect([...new Set(named)].filter((code) => code !== 'scope_not_checked')).toEqual(CODES);
  });

  it('has exactly the codes as picklist values', () => {
    expect(fieldNamed('Zendesk_Exception__c', 'Code__c').picklist?.values.map(({ name }) => name)).toEqual(CODES);
  });

  it('has exactly the severities as picklist values', () => {
    const used = new Set(CODES.map((code) => CATALOGUE[code].severity));
    const values = fieldNamed('Zendesk_Exception__c', 'Severity__c').picklist?.values.map(({ name }) => name);
    expect(values).toEqual(['low', 'medium', 'high', 'critical']);
    expect(values).toEqual(expect.arrayContaining([...used]));
  });

  it('fits into the fields it is stored in', () => {
    for (const code of CODES) {
      expect(CATALOGUE[code].meaning.length).toBeLessThanOrEqual(
        fieldNamed('Zendesk_Exception__c', 'Meaning__c').length!,
      );
      expect(CATALOGUE[code].guide.length).toBeLessThanOrEqual(
        fieldNamed('Zendesk_Exception__c', 'Recommended_Action__c').length!,
      );
    }
  });
});

describe('generating labels', () => {
  const written = `<CustomLabels>\n    <labels>\n        <fullName>Linkproof_Title</fullName>\n    </labels>\n`;

  it('keeps what people wrote and replaces what it wrote itself', () => {
    const once = withCatalogueLabels(`${written}</CustomLabels>\n`);
    expect(once.startsWith(written)).toBe(true);
    expect(withCatalogueLabels(once.replace(CATALOGUE.one_sided_link.guide, 'An older guide.'))).toBe(once);
  });
});

/** The panel's own list: it is compiled for Salesforce, and can't import the catalogue. */
describe('what the exceptions panel offers', () => {
  const source = readFileSync('force-app/main/default/lwc/linkproofExceptionWords/repairs.ts', 'utf8');
  const offered = (kind: string) =>
    [...source.matchAll(new RegExp(`^  (\\w+): ${kind},$`, 'gm'))].map(([, code = '']) => code).sort();

  it('is a repair for every code that a plan may answer', () => {
    const answered = CODES.filter((code) => CATALOGUE[code].ceiling !== 'never' && code !== 'org_orphaned');
    expect(offered('REPAIR')).toEqual([...answered].sort());
  });

  it('is a comparison for collisions, which a person decides', () => {
    expect(offered('COMPARE')).toEqual(['conflicting_rungs', 'duplicate_external_id', 'shared_organization']);
  });
});
