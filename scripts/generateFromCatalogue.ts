/**
 * Writes what is said of the exception codes elsewhere from server/core/catalogue.ts: two custom labels per code (its
 * meaning and its guide), the values of Zendesk_Exception__c.Code__c, the module through which panels reach the
 * meanings, and docs/codes.md. Run it after every change of the catalogue: `npm run generate`. A test fails while the
 * files differ from what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogueEntry, CODES } from '../server/core/catalogue.ts';
import type { VerdictCode } from '../server/core/model.ts';

const metadata = fileURLToPath(new URL('../force-app/main/default', import.meta.url));

export const LABELS_FILE = `${metadata}/labels/CustomLabels.labels-meta.xml`;
export const CODE_FIELD_FILE = `${metadata}/objects/Zendesk_Exception__c/fields/Code__c.field-meta.xml`;
export const CODES_PAGE_FILE = fileURLToPath(new URL('../docs/codes.md', import.meta.url));
export const CODES_MODULE_FILE = `${metadata}/lwc/linkproofCodes/linkproofCodes.ts`;

// One file and a marker in it, since a package directory has only one CustomLabels file.
const marker =
  '    <!-- From here on written by scripts/generateFromCatalogue.ts out of server/core/catalogue.ts. -->\n';

/** The labels file with its generated part made anew; what people wrote stands above the marker and stays. */
export function withCatalogueLabels(labelsXml: string): string {
  const end = labelsXml.includes(marker) ? labelsXml.indexOf(marker) : labelsXml.indexOf('</CustomLabels>');
  const generated = CODES.flatMap((code) => [
    label(`Linkproof_Meaning_${code}`, `What ${code} means`, catalogueEntry(code).meaning),
    label(`Linkproof_Guide_${code}`, `What to do about ${code}`, catalogueEntry(code).guide),
  ]);
  return `${labelsXml.slice(0, end)}${marker}${generated.join('')}</CustomLabels>\n`;
}

/** The field file of Code__c with one picklist value per code, in the catalogue's order. */
export function withCodeValues(fieldXml: string): string {
  const values = CODES.map(
    (code) => `            <value>
                <fullName>${code}</fullName>
                <default>false</default>
                <label>${inWords(code)}</label>
            </value>
`,
  );
  return fieldXml.replace(
    /(<sorted>false<\/sorted>\n)[^]*?( *<\/valueSetDefinition>)/,
    (_, before: string, after: string) => before + values.join('') + after,
  );
}

/** The panels' module of meanings: a component can only name each label in an import of its own. */
export function codesModule(): string {
  // The mark is no exception: its label is hand-written, as the catalogue has no row for it.
  const codes: readonly VerdictCode[] = [...CODES, 'scope_not_checked'];
  const imports = codes.map((code) => `import ${code} from '@salesforce/label/c.Linkproof_Meaning_${code}';\n`);
  const entries = codes.map((code) => `  ${code},\n`);
  return `// Written by scripts/generateFromCatalogue.ts out of server/core/catalogue.ts.
${imports.join('')}
const MEANINGS: Readonly<Record<VerdictCode, string>> = {
${entries.join('')}};

/** What a code means, in one line; a code that this version does not know is shown as it is. */
export function codeMeaning(code: string): string {
  return Object.hasOwn(MEANINGS, code) ? MEANINGS[code as VerdictCode] : code;
}
`;
}

/** The page that explains every code to people. */
export function codesPage(): string {
  const weighs = { X: 'contradicted', R: 'review', N: 'note', none: 'nothing by itself' };
  const rows = CODES.map((code) => {
    const { severity, effect, ceiling, meaning, guide } = catalogueEntry(code);
    return `| \`${code}\` | ${severity} | ${weighs[effect]} | ${ceiling.replace('_', '-')} | ${meaning} | ${guide} |\n`;
  });
  return `# Exception codes

Written by \`npm run generate\` out of \`server/core/catalogue.ts\`. "Makes it" is how the code weighs on the verdicts
that carry it, where its rule does not say otherwise; "automation" is the most that may ever be switched on.

| code | severity | makes it | automation | what was found | what to do |
|---|---|---|---|---|---|
${rows.join('')}`;
}

function label(fullName: string, shortDescription: string, value: string): string {
  return `    <labels>
        <fullName>${fullName}</fullName>
        <categories>Linkproof,Linkproof catalogue</categories>
        <language>en_US</language>
        <protected>false</protected>
        <shortDescription>${shortDescription}</shortDescription>
        <value>${escapeXml(value)}</value>
    </labels>
`;
}

/** `account_missing_org` -> `Account missing org` */
function inWords(code: string): string {
  return code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(LABELS_FILE, withCatalogueLabels(readFileSync(LABELS_FILE, 'utf8')));
  writeFileSync(CODE_FIELD_FILE, withCodeValues(readFileSync(CODE_FIELD_FILE, 'utf8')));
  writeFileSync(CODES_MODULE_FILE, codesModule());
  writeFileSync(CODES_PAGE_FILE, codesPage());
}
