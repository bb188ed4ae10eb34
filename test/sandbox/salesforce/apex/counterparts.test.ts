import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { apexActions } from '../../../../server/sandbox/salesforce/apex/apexActions.ts';
import { STATUS_LABELS } from '../../../../server/sandbox/salesforce/apex/classes/linkproofBackend.ts';
import { historyEntryViewSchema } from '../../../../server/sandbox/salesforce/apex/classes/historyEntryView.ts';
import { LINK_VIEW_FIELDS } from '../../../../server/sandbox/salesforce/apex/classes/linkView.ts';
import * as queueViews from '../../../../server/sandbox/salesforce/apex/classes/queueViews.ts';
import { exceptionViewSchema } from '../../../../server/sandbox/salesforce/apex/classes/zendeskLinkController.ts';
import { readApexOrg } from '../../../../server/sandbox/salesforce/apex/readApexOrg.ts';
import { FORCE_APP } from '../support/TestOrg.ts';

const STAND_IN = path.resolve(FORCE_APP, '../server/sandbox/salesforce/apex/classes');
const { classes, labels, namedCredentials } = readApexOrg(FORCE_APP, { namedCredentials: {} });
const production = [...classes.values()].filter(({ file }) => file.startsWith(path.join(FORCE_APP, 'main')));

const standIns = readdirSync(STAND_IN);

const sourceOf = (className: string): string => readFileSync(classes.get(className)?.file ?? '', 'utf8');
/** `Class.method(Type name, ...)` */
const signature = (className: string, method: string, parameters: { type: string; name: string }[]): string =>
  `${className}.${method}(${parameters.map(({ type, name }) => `${type} ${name}`).join(', ')})`;

const noRow = { attributes: { type: 'Zendesk_Exception__c' }, Account__r: null };

describe('the Apex stand-in', () => {
  it('has a counterpart for every @AuraEnabled method, with its parameters, and none without a method', () => {
    const declared = production.flatMap((apexClass) =>
      apexClass.methods
        .filter(({ auraEnabled }) => auraEnabled !== undefined)
        .map(({ name, parameters }) => signature(apexClass.name, name, parameters)),
    );
    const counterparts = Object.entries(apexActions).flatMap(([className, actions]) =>
      Object.entries(actions).map(([method, { parameters }]) =>
        signature(
          className,
          method,
          Object.entries(parameters).map(([name, type]) => ({ type, name })),
        ),
      ),
    );
    expect(counterparts.sort()).toEqual(declared.sort());
  });

  it('runs every query and callout of the Apex classes, and no other', () => {
    const declared = production.flatMap(({ name, methods }) =>
      methods.flatMap((method) => [
        ...method.queries.map(() => `query ${name}.${method.name}`),
        ...method.callouts.map(() => `callout ${name}.${method.name}`),
      ]),
    );
    const calls = standIns
      .map((file) => readFileSync(path.join(STAND_IN, file), 'utf8'))
      .flatMap((source) => [...source.matchAll(/transaction\.(query|callout)\(\s*'(\w+)', '(\w+)'/g)])
      .map(([, kind, className, method]) => `${kind} ${className}.${method}`);
    expect(calls.sort()).toEqual(declared.sort());
  });

  it('puts queries together from every text that the Apex puts together, and no other', () => {
    const dynamic = ['ExceptionQueueFilter', 'ExceptionQueueCursor', 'ZendeskExceptionQueueSelector'];
    const declared = dynamic.flatMap((name) =>
      [...(classes.get(name)?.constants ?? [])].filter(([, value]) => typeof value === 'string').map(([text]) => text),
    );
    const sources = dynamic.map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}.ts`);
    const used = sources
      .map((file) => readFileSync(path.join(STAND_IN, file), 'utf8'))
      .flatMap((source) => [...source.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, name]) => name));
    // Not a text: how many rows a page has.
    expect(new Set(used)).toEqual(new Set([...declared, 'PAGE_SIZE']));
  });

  it('calls out by declared named credentials only, with method, timeout and known parameters', () => {
    const callouts = production.flatMap(({ methods }) =>
      methods.flatMap(({ callouts: found, parameters }) => found.map((callout) => ({ ...callout, parameters }))),
    );
    expect(callouts.length).toBeGreaterThan(0);
    for (const callout of callouts) {
      expect(namedCredentials.has(callout.namedCredential)).toBe(true);
      expect(callout.httpMethod).toBeDefined();
      expect(callout.timeoutMilliseconds).toBeGreaterThan(0);
      const names = [...callout.path.matchAll(/\{(?:EncodingUtil\.urlEncode\()?(\w+)(?:, 'UTF-8'\))?\}/g)].map(
        ([, name]) => name,
      );
      expect(names).toHaveLength(callout.path.split('{').length - 1);
      expect(callout.parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    }
  });

  it('handles every error status that the Apex handles, with the same label', () => {
    const handled = [...sourceOf('LinkproofBackend').matchAll(/when (\d{3}) \{\s*return System\.Label\.(\w+);/g)];
    expect(handled.length).toBeGreaterThan(0);
    expect(STATUS_LABELS).toEqual(Object.fromEntries(handled.map(([, status, label]) => [status, label])));
  });

  it('uses the labels that the Apex uses, no more and no less, and force-app has them all', () => {
    const ofApex = production.flatMap(({ file }) =>
      [...readFileSync(file, 'utf8').matchAll(/System\.Label\.(\w+)/g)].map(([, label]) => label),
    );
    const ofStandIn = standIns.flatMap((file) =>
      [...readFileSync(path.join(STAND_IN, file), 'utf8').matchAll(/'(Linkproof_(?:Error|Check)_\w+)'/g)].map(
        ([, label]) => label,
      ),
    );
    expect(new Set(ofStandIn)).toEqual(new Set(ofApex));
    expect([...new Set(ofApex)].filter((label) => !labels.has(label ?? ''))).toEqual([]);
  });

  it.each([
    ['LinkView', LINK_VIEW_FIELDS],
    ['ExceptionView', Object.keys(exceptionViewSchema.shape)],
    ['HistoryEntryView', Object.keys(historyEntryViewSchema.shape)],
    ['QueueRowView', queueViews.QUEUE_ROW_FIELDS],
    ['QueuePageView', Object.keys(queueViews.toQueuePageView([], 1))],
    ['QueueDetailView', Object.keys(queueViews.toQueueDetailView(noRow, {}))],
    ['QueueGroupView', Object.keys(queueViews.toQueueGroupView(noRow))],
    ['QueueChoicesView', Object.keys(queueViews.toQueueChoicesView([], []))],
  ])('answers with the properties of %s', (className, properties) => {
    const declared = [...sourceOf(className).matchAll(/@AuraEnabled\s+public [\w<>, ]+ (\w+) \{/g)].map(
      ([, name]) => name,
    );
    expect([...properties].sort()).toEqual(declared.sort());
  });
});
