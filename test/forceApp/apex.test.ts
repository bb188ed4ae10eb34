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
  [...sourceOf(className).matchAll(/@AuraEnabled\s+public [\w<>, ]+ (\w+) \{/g)].map((match) => match[1]);

const SELECTORS = ['ZendeskExceptionQueueSelector', 'ZendeskLinkSelector'];

describe('the Apex classes', () => {
  it('all keep to the sharing rules', () => {
    expect(deployed.filter(({ sharing }) => sharing !== 'with sharing')).toEqual([]);
  });

  it('are tested by classes in a parallel folder', () => {
    const tests = classes.filter(({ file }) => file.startsWith(`${FORCE_APP_FOLDER}/tests/`)).map(({ name }) => name);
    expect(tests).toEqual(
      expect.arrayContaining([
        'LinkproofBackendTest',
        'LinkproofRepairBackendTest',
        'LinkproofTriageBackendTest',
        'ZendeskExceptionQueueControllerTest',
        'ZendeskLinkControllerTest',
        'ZendeskRepairControllerTest',
      ]),
    );
  });

  it('hold SOQL in selectors only, and in user mode but for who holds a permission', () => {
    const queries = deployed.flatMap(({ name, methods }) =>
      methods.flatMap((method) => method.queries.map((query) => ({ name, ...query }))),
    );
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) {
      expect(SELECTORS).toContain(query.name);
      expect(query.kind).toBe('inline');
      const isOfSetup = /\bFROM (?:PermissionSetAssignment|CustomPermission)\b/.test(query.soql);
      expect(query.soql).toMatch(isOfSetup ? /\bWITH SYSTEM_MODE\b/ : /\bWITH USER_MODE\b/);
    }
    const dynamic = deployed.filter(({ name }) => /Database\.\w*[qQ]uery/.test(sourceOf(name)));
    expect(dynamic.map(({ name }) => name)).toEqual(['ZendeskExceptionQueueSelector']);
    for (const [call] of sourceOf('ZendeskExceptionQueueSelector').matchAll(/Database\.[^;]*;/g)) {
      expect(call).toMatch(/^Database\.queryWithBinds\([^;]*AccessLevel\.USER_MODE\s*\);$/);
    }
  });

  it('put queries together from constants and binds only', () => {
    const source = sourceOf('ExceptionQueueFilter') + sourceOf('ExceptionQueueCursor');
    const added = [...source.matchAll(/conditions\.add\((.*?)\);/g)].map((match) => match[1] ?? '');
    expect(added.length).toBeGreaterThan(8);
    expect(added.filter((expression) => !/^[A-Z_]+$/.test(expression))).toEqual([]);
  });

  it('filter, sort and count the queue by existing fields only', () => {
    const texts = ['ExceptionQueueFilter', 'ExceptionQueueCursor', 'ZendeskExceptionQueueSelector']
      .flatMap((name) => [...(forceApp.apexClasses.get(name)?.constants.values() ?? [])])
      .filter((value) => typeof value === 'string');
    const fields = new Set(texts.flatMap((text) => text.match(/\b\w+__c\b/g) ?? []));
    fields.delete('Zendesk_Exception__c');
    expect(fields.size).toBeGreaterThan(15);
    for (const name of fields) fieldNamed('Zendesk_Exception__c', name);
  });

  it('ask for existing custom fields only', () => {
    for (const { queries } of methodsOf(forceApp.apexClasses.get('ZendeskLinkSelector'))) {
      for (const { soql } of queries) {
        const query = parseQuery(soql, { allowApexBindVariables: true });
        const conditions = [...soql.matchAll(/(?:WHERE|AND)\s+(\w+)\s*=/g)].map((match) => match[1] ?? '');
        const selected = query.fields?.map((field) => ('field' in field ? field.field : '')) ?? [];
        expect(selected).not.toEqual([]);
        for (const name of [...selected, ...conditions].filter((field) => field.endsWith('__c'))) {
          fieldNamed(query.sObject ?? '', name);
        }
      }
    }
  });

  it('call the server by way of one class, at the paths it serves', () => {
    const callouts = deployed.flatMap(({ name, methods }) =>
      methods.flatMap((method) =>
        method.callouts.map(
          ({ namedCredential, path, httpMethod, timeoutMilliseconds }) =>
            `${name}.${method.name}: ${httpMethod} ${namedCredential}${path} ${timeoutMilliseconds}`,
        ),
      ),
    );
    const encoded = (name: string) => `{EncodingUtil.urlEncode(${name}, 'UTF-8')}`;
    const plan = `Linkproof/v1/plans/${encoded('planId')}`;
    const exception = `Linkproof/v1/exceptions/${encoded('fingerprint')}`;
    expect(callouts).toEqual([
      'LinkproofBackend.recheck: POST Linkproof/v1/accounts/{accountId}/recheck 60000',
      'LinkproofBackend.history: GET Linkproof/v1/accounts/{accountId}/history 10000',
      `LinkproofRepairBackend.searchOrganizations: GET Linkproof/v1/organizations?limit=10&search=${encoded('text')} 120000`,
      `LinkproofRepairBackend.compare: GET Linkproof/v1/accounts/{accountId}/comparison?organizationId=${encoded('organizationId')} 120000`,
      `LinkproofRepairBackend.compareException: GET ${exception}/comparison 120000`,
      'LinkproofRepairBackend.plan: POST Linkproof/v1/plans 120000',
      `LinkproofRepairBackend.getPlan: GET ${plan} 20000`,
      'LinkproofRepairBackend.getPlans: GET Linkproof/v1/plans?limit=20&accountId={accountId} 20000',
      `LinkproofRepairBackend.approve: POST ${plan}/approve 20000`,
      `LinkproofRepairBackend.apply: POST ${plan}/apply 20000`,
      'LinkproofRepairBackend.undo: POST Linkproof/v1/undo 120000',
      'LinkproofSampleBackend.answer: POST Linkproof/v1/samples/{accountId}/answer 60000',
      'LinkproofTriageBackend.decide: POST Linkproof/v1/exceptions/decisions 60000',
    ]);
    const senders = deployed.filter(({ name }) => /new Http\(\)/.test(sourceOf(name)));
    expect(senders.map(({ name }) => name)).toEqual(['LinkproofCallout']);
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
      fingerprint: true,
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

  it('is, for repairs, ten calls that are never cached, each for an account', () => {
    const door = methodsOf(forceApp.apexClasses.get('ZendeskRepairController')).filter((method) => method.auraEnabled);
    expect(door.map(({ name }) => name).sort()).toEqual(
      [
        'apply',
        'approve',
        'compare',
        'compareException',
        'getPlan',
        'getPlans',
        'keepApart',
        'preview',
        'searchOrganizations',
        'undo',
      ].sort(),
    );
    for (const { returnType, parameters, auraEnabled } of door) {
      expect([returnType, parameters[0], auraEnabled]).toEqual([
        'Map<String, Object>',
        { type: 'Id', name: 'accountId' },
        { cacheable: false },
      ]);
    }
  });

  function byAccount(cacheable: boolean) {
    return { parameters: [{ type: 'Id', name: 'accountId' }], auraEnabled: { cacheable } };
  }
});

describe('the queue’s door', () => {
  it('is six calls, none of them cached: what somebody decides must be seen at once', () => {
    const door = methodsOf(forceApp.apexClasses.get('ZendeskExceptionQueueController')).filter(
      (method) => method.auraEnabled,
    );
    expect(door.map(({ name, auraEnabled }) => ({ name, auraEnabled }))).toEqual(
      ['getPage', 'getGroups', 'getCounts', 'getException', 'getChoices', 'decide'].map((name) => ({
        name,
        auraEnabled: { cacheable: false },
      })),
    );
  });

  it.each(['QueueRowView', 'QueuePageView', 'QueueDetailView', 'QueueGroupView', 'QueueCountView', 'QueueCountsView'])(
    'hands over %s as the panels declare it',
    (name) => {
      const declared = readFileSync('config/lwc-types/queue.d.ts', 'utf8');
      const body = new RegExp(`interface ${name} \\{([^}]*)\\}`).exec(declared)?.[1] ?? '';
      const members = [...body.matchAll(/readonly (\w+)\??:/g)].map((match) => match[1]);
      expect(auraProperties(name).sort()).toEqual(members.sort());
    },
  );
});

describe('the labels', () => {
  const sources = readdirSync(`${FORCE_APP_FOLDER}/main/default`, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.(cls|ts|flow-meta\.xml)$/.test(entry.name) && !entry.parentPath.includes('__tests__'),
    )
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  const used = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/(?:System\.Label\.|\$Label\.|\/label\/c\.)(\w+)/g)].map((match) => match[1] ?? ''),
    ),
  );

  it('exist wherever Apex, a panel or a flow names one', () => {
    expect([...used].filter((name) => !forceApp.labels.has(name))).toEqual([]);
  });

  it('are all shown somewhere, but for guides, which every exception brings along as text', () => {
    const shown = [...forceApp.labels.keys()].filter((name) => !name.startsWith('Linkproof_Guide_'));
    expect(shown.filter((name) => !used.has(name))).toEqual([]);
  });
});
