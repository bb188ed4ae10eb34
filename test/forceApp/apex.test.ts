import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { fieldNamed, FORCE_APP_FOLDER, forceApp } from './forceApp.ts';
import { historyList } from '../../server/surfaces/wire/schemas.ts';
import type { ExceptionSummary } from '../../server/core/model.ts';
import type { ApexClassMetadata } from '../../server/metadata/metadataTypes.ts';

const classes = [...forceApp.apexClasses.values()];
const deployed = classes.filter(({ file }) => file.startsWith(`${FORCE_APP_FOLDER}/main/`));
const methodsOf = (apexClass: ApexClassMetadata | undefined) => apexClass?.methods ?? [];
const sourceOf = (className: string) =>
  readFileSync(`${FORCE_APP_FOLDER}/main/default/classes/${className}.cls`, 'utf8');

/** What the panels can read of a view class. */
const auraProperties = (className: string) =>
  [...sourceOf(className).matchAll(/@AuraEnabled\s+public [\w<>]+ (\w+) \{/g)].map((match) => match[1]);

describe('the Apex classes', () => {
  it('all keep to the sharing rules', () => {
    expect(deployed.filter(({ sharing }) => sharing !== 'with sharing')).toEqual([]);
  });

  it('are tested by classes in a parallel folder', () => {
    const tests = classes.filter(({ file }) => file.startsWith(`${FORCE_APP_FOLDER}/tests/`)).map(({ name }) => name);
    expect(tests).toEqual(expect.arrayContaining(['LinkproofBackendTest', 'ZendeskLinkControllerTest']));
  });

  it('hold SOQL in the selector only, and only in user mode', () => {
    const queries = deployed.flatMap(({ name, methods }) =>
      methods.flatMap((method) => method.queries.map((query) => ({ name, ...query }))),
    );
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      expect(query.name).toBe('ZendeskLinkSelector');
      expect(query.kind).toBe('inline');
      expect(query.soql).toMatch(/\bWITH USER_MODE\b/);
    }
  });

  it('ask for existing fields only', () => {
    for (const { queries } of methodsOf(forceApp.apexClasses.get('ZendeskLinkSelector'))) {
      for (const { soql } of queries) {
        const query = parseQuery(soql, { allowApexBindVariables: true });
        const conditions = [...soql.matchAll(/(?:WHERE|AND)\s+(\w+)\s*=/g)].map((match) => match[1] ?? '');
        const selected = query.fields?.map((field) => ('field' in field ? field.field : '')) ?? [];
        expect(selected).not.toEqual([]);
        for (const name of [...selected, ...conditions].filter((field) => field !== 'Id')) {
          fieldNamed(query.sObject ?? '', name);
        }
      }
    }
  });

  it('call the server in one class and at the two paths it serves', () => {
    const callouts = deployed.flatMap(({ name, methods }) =>
      methods.flatMap((method) => method.callouts.map((callout) => ({ class: name, method: method.name, ...callout }))),
    );
    expect(callouts).toEqual([
      {
        class: 'LinkproofBackend',
        method: 'recheck',
        namedCredential: 'Linkproof',
        path: '/v1/accounts/{accountId}/recheck',
        httpMethod: 'POST',
        timeoutMilliseconds: 60_000,
      },
      {
        class: 'LinkproofBackend',
        method: 'history',
        namedCredential: 'Linkproof',
        path: '/v1/accounts/{accountId}/history',
        httpMethod: 'GET',
        timeoutMilliseconds: 10_000,
      },
    ]);
  });
});

describe('the history', () => {
  it('is read by the name and the fields under which the server sends it', () => {
    const answer = /class HistoryAnswer \{([^}]*)\}/.exec(sourceOf('LinkproofBackend'))?.[1] ?? '';
    expect([...answer.matchAll(/public [\w<>]+ (\w+);/g)].map((match) => match[1])).toEqual(
      Object.keys(historyList.shape),
    );
    const sent = Object.keys(historyList.shape.entries.element.shape);
    expect(auraProperties('HistoryEntryView').filter((name) => !sent.includes(name ?? ''))).toEqual([]);
  });
});

describe('the panels’ door', () => {
  it('is two cacheable reads, a re-check and the history, each by account id', () => {
    const door = methodsOf(forceApp.apexClasses.get('ZendeskLinkController')).filter((method) => method.auraEnabled);
    expect(
      door.map(({ name, returnType, parameters, auraEnabled }) => ({ name, returnType, parameters, auraEnabled })),
    ).toEqual([
      { name: 'getLink', returnType: 'LinkView', ...byAccount(true) },
      { name: 'getExceptions', returnType: 'List<ExceptionView>', ...byAccount(true) },
      { name: 'recheck', returnType: 'LinkView', ...byAccount(false) },
      { name: 'getHistory', returnType: 'List<HistoryEntryView>', ...byAccount(false) },
    ]);
  });

  it('hands over an exception field by field as the server stores it', () => {
    const summaryFields: Record<keyof ExceptionSummary, true> = {
      code: true,
      severity: true,
      status: true,
      meaning: true,
      recommendedAction: true,
      firstSeenAt: true,
      organizationIds: true,
    };
    expect(auraProperties('ExceptionView')).toEqual(Object.keys(summaryFields));
  });

  it('hands over a link as the panels declare it', () => {
    const declared = readFileSync('config/lwc-types/views.d.ts', 'utf8');
    const linkView = /interface LinkView \{([^}]*)\}/.exec(declared)?.[1] ?? '';
    const names = [...linkView.matchAll(/readonly (\w+)\??:/g)].map((match) => match[1]);
    expect(auraProperties('LinkView')).toEqual(expect.arrayContaining(names));
    expect(names).toHaveLength(auraProperties('LinkView').length);
  });

  function byAccount(cacheable: boolean) {
    return { parameters: [{ type: 'Id', name: 'accountId' }], auraEnabled: { cacheable } };
  }
});

describe('the labels', () => {
  const sources = readdirSync(`${FORCE_APP_FOLDER}/main/default`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(cls|ts)$/.test(entry.name) && !entry.parentPath.includes('__tests__'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  const used = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/(?:System\.Label\.|\/label\/c\.)(\w+)/g)].map((match) => match[1] ?? ''),
    ),
  );

  it('exist wherever Apex or a panel names one', () => {
    expect([...used].filter((name) => !forceApp.labels.has(name))).toEqual([]);
  });

  it('are all shown somewhere, but for guides, which every exception brings along as text', () => {
    const shown = [...forceApp.labels.keys()].filter((name) => !name.startsWith('Linkproof_Guide_'));
    expect(shown.filter((name) => !used.has(name))).toEqual([]);
  });
});
