import { canonicalJson } from '../canonicalJson.ts';
import type { Exception, Json, JsonObject } from '../model.ts';

/** What an exception rests on. */
export type Evidence = Pick<
  Exception,
  'accountIds' | 'organizationIds' | 'userIds' | 'ticketIds' | 'evidence' | 'severity'
>;

/** As many sentences as fit into what Salesforce keeps of them (4,096 characters). */
const SENTENCES_AT_MOST = 20;
const SENTENCE_LENGTH = 200;
const VALUE_LENGTH = 60;
const IDS_NAMED = 5;

/** What became different about the evidence, a plain sentence each; empty where nothing did. Pure. */
export function evidenceChanges(before: Evidence, after: Evidence): readonly string[] {
  const sentences = [
    ...listChange('account', before.accountIds, after.accountIds),
    ...listChange('organization', before.organizationIds, after.organizationIds),
    ...listChange('user', before.userIds, after.userIds),
    ...listChange('ticket', before.ticketIds, after.ticketIds),
    ...fieldChanges('', before.evidence, after.evidence),
    ...(before.severity === after.severity
      ? []
      : [`Its severity is now ${after.severity}; it was ${before.severity}.`]),
  ].map((sentence) => cut(sentence, SENTENCE_LENGTH));
  if (sentences.length <= SENTENCES_AT_MOST) return sentences;
  const shown = sentences.slice(0, SENTENCES_AT_MOST - 1);
  return [...shown, `And ${String(sentences.length - shown.length)} more changes.`];
}

function listChange(noun: string, before: readonly string[], after: readonly string[]): readonly string[] {
  const [was, is] = [new Set(before), new Set(after)];
  const added = after.filter((item) => !was.has(item));
  const removed = before.filter((item) => !is.has(item));
  return [
    ...(added.length > 0 ? [`${counted(noun, added)} came in: ${named(added)}.`] : []),
    ...(removed.length > 0 ? [`${counted(noun, removed)} dropped out: ${named(removed)}.`] : []),
  ];
}

/** Of two objects, field by field; `place`: the words that lead to them. */
function fieldChanges(place: string, before: JsonObject, after: JsonObject): readonly string[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields.flatMap((field) =>
    valueChange([place, wordsOf(field)].filter(Boolean).join(', '), before[field] ?? null, after[field] ?? null),
  );
}

function valueChange(place: string, before: Json, after: Json): readonly string[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return itemChanges(place, before, after);
  if (isObject(before) && isObject(after)) return fieldChanges(place, before, after);
  if (after === null) return [`${sentenceCase(place)} no longer says ${shown(before)}.`];
  if (before === null) return [`${sentenceCase(place)} now says ${shown(after)}.`];
  return [`${sentenceCase(place)} now says ${shown(after)} instead of ${shown(before)}.`];
}

function itemChanges(place: string, before: readonly Json[], after: readonly Json[]): readonly string[] {
  const [was, is] = [new Set(before.map(canonicalJson)), new Set(after.map(canonicalJson))];
  const added = after.filter((item) => !was.has(canonicalJson(item))).map(shown);
  const removed = before.filter((item) => !is.has(canonicalJson(item))).map(shown);
  const sentences = [
    ...(added.length > 0 ? [`${sentenceCase(place)} now also has ${named(added)}.`] : []),
    ...(removed.length > 0 ? [`${sentenceCase(place)} no longer has ${named(removed)}.`] : []),
  ];
  return sentences.length > 0 ? sentences : [`${sentenceCase(place)} has the same in another order.`];
}

function shown(value: Json): string {
  if (isObject(value)) {
    const parts = Object.entries(value).map(([field, part]) => `${wordsOf(field)} ${shown(part)}`);
    return cut(parts.join(', '), VALUE_LENGTH * 2);
  }
  if (Array.isArray(value)) return named(value.map(shown));
  return value === null ? 'nothing' : `“${cut(String(value), VALUE_LENGTH)}”`;
}

function named(items: readonly string[]): string {
  const first = items.slice(0, IDS_NAMED).join(', ');
  return items.length > IDS_NAMED ? `${first} and ${String(items.length - IDS_NAMED)} more` : first;
}

function counted(noun: string, items: readonly string[]): string {
  return `${String(items.length)} ${noun}${items.length === 1 ? '' : 's'}`;
}

/** Fields of evidence whose names are no words; any other reads as it is written, `depthFound` as `depth found`. */
const WORDS: Readonly<Record<string, string>> = {
  storedId: 'the stored id',
  nativeId: 'the native app’s id',
  key: 'the key',
  keyOf: 'the list of organizations that carry the key',
  keyNames: 'the list of accounts that the key names',
  pointingAccounts: 'the list of accounts that point to it',
  candidates: 'the list of accounts that the key may mean',
  alsoClaimedBy: 'the list of who else claims it',
  mergedInto: 'the organization that it was merged into',
  linkedTo: 'the organization that it is linked to',
  missing: 'the side that is missing',
  domains: 'the list of domains',
  fields: 'the list of fields that differ',
  because: 'the explanation',
};

function wordsOf(field: string): string {
  const words = WORDS[field];
  if (words !== undefined) return words;
  return field.replaceAll('_', ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
