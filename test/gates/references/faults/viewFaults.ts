import { fault, inElement, twice } from './Fault.ts';
import type { Fault } from './Fault.ts';

const link = 'objects/Zendesk_Link__c/';
const exception = 'objects/Zendesk_Exception__c/';

export const VIEW_FAULTS: readonly Fault[] = [
  fault(
    'a filter for a value that the picklist lacks',
    `${link}listViews/Contradicted.listView-meta.xml`,
    '>contradicted<',
    '>contradict<',
  ),
  fault(
    'a filter for several values of which one is gone',
    `${exception}listViews/Accepted.listView-meta.xml`,
    'accepted,not_same',
    'accepted,same',
  ),
  fault('a check box compared with a word', `${exception}listViews/Open.listView-meta.xml`, '<value>1<', '<value>yes<'),
  fault(
    'a number compared with a word',
    `${exception}listViews/Open_Over_30_Days.listView-meta.xml`,
    '<value>30<',
    '<value>month<',
  ),
  fault(
    'a date compared with a word',
    `${exception}listViews/Reopened_This_Week.listView-meta.xml`,
    'LAST_N_DAYS:7',
    'LAST_WEEKS',
  ),
  fault(
    'a number searched for text',
    `${exception}listViews/Open_Over_30_Days.listView-meta.xml`,
    'greaterThan',
    'contains',
  ),
  inElement(
    'a filter on a long text',
    `${link}listViews/Contradicted.listView-meta.xml`,
    'filters',
    '',
    'Effective_Status__c',
    'Codes__c',
  ),
  fault(
    'a queue’s view without its queue',
    `${exception}listViews/Unassigned.listView-meta.xml`,
    /\s*<queue>.*<\/queue>/,
    '',
  ),
  fault(
    'a queue in a view of everything',
    `${exception}listViews/Unassigned.listView-meta.xml`,
    '<filterScope>Queue',
    '<filterScope>Everything',
  ),
  fault(
    'my own details, which nobody owns',
    `${link}listViews/All.listView-meta.xml`,
    '<filterScope>Everything',
    '<filterScope>Mine',
  ),
  twice('a column twice', `${link}listViews/All.listView-meta.xml`, 'columns'),
  fault(
    'a logic with a condition too many',
    `${exception}listViews/Open_Critical.listView-meta.xml`,
    '<filterScope>',
    '<booleanFilter>1 AND 2 AND 3</booleanFilter><filterScope>',
  ),
  fault(
    'a logic that leaves a condition out',
    `${exception}listViews/Open_Critical.listView-meta.xml`,
    '<filterScope>',
    '<booleanFilter>1</booleanFilter><filterScope>',
  ),
  fault(
    'a compact layout with a long text',
    `${link}compactLayouts/Verdict.compactLayout-meta.xml`,
    '<fields>Sentence__c',
    '<fields>Evidence__c',
  ),
  fault(
    'a compact layout with too much',
    `${link}compactLayouts/Verdict.compactLayout-meta.xml`,
    '<label>',
    `${['Status__c', 'Link_Key__c', 'Run_Id__c', 'Audited_Org_Id__c', 'Organization_Id__c', 'Organization_Url__c'].map((name) => `<fields>${name}</fields>`).join('')}<label>`,
  ),
  fault(
    'a formula that a layout lets people edit',
    'Zendesk_Link__c-Zendesk Link Layout.layout-meta.xml',
    /Readonly(<\/behavior>\s*<field>Effective_Status__c)/,
    'Edit$1',
  ),
  inElement(
    'a required field that no layout shows',
    'Zendesk_Link__c-Zendesk Link Layout.layout-meta.xml',
    'layoutItems',
    '<field>Account__c',
    /^[\s\S]*$/,
    '',
  ),
  twice('a field twice on a layout', 'Zendesk_Exception__c-Zendesk Exception Layout.layout-meta.xml', 'layoutItems'),
  fault(
    'a layout with a column too few',
    'Zendesk_Exception__c-Zendesk Exception Layout.layout-meta.xml',
    'TwoColumnsLeftToRight',
    'CustomLinks',
  ),
  fault(
    'a related list of a lookup that leads elsewhere',
    'Zendesk_Exception__c-Zendesk Exception Layout.layout-meta.xml',
    'RelatedEntityHistoryList',
    'Zendesk_Link_Change__c.Account__c',
  ),
  fault(
    'a history list of an object without history',
    'Zendesk_Audit_Run__c-Zendesk Audit Run Layout.layout-meta.xml',
    '</Layout>',
    '<relatedLists><relatedList>RelatedEntityHistoryList</relatedList></relatedLists></Layout>',
  ),
];
