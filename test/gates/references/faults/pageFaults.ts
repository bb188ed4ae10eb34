import { fault, twice } from './Fault.ts';
import type { Fault } from './Fault.ts';

const accountPage = 'Account_Zendesk_Link_Trust.flexipage-meta.xml';
const homePage = 'Zendesk_Link_Trust_Home.flexipage-meta.xml';
const app = 'Zendesk_Link_Trust.app-meta.xml';

export const PAGE_FAULTS: readonly Fault[] = [
  fault(
    'a component that may not stand on record pages',
    accountPage,
    '<componentName>zendeskLinkHealth',
    '<componentName>zendeskExceptionQueue',
  ),
  fault(
    'a component that may stand nowhere',
    accountPage,
    '<componentName>zendeskLinkHealth',
    '<componentName>linkproofStatusBadge',
  ),
  fault('a component on pages of another object', accountPage, '<sobjectType>Account', '<sobjectType>Contact'),
  fault('a region that the template lacks', accountPage, '<name>sidebar<', '<name>aside<'),
  fault('a tab that shows a facet that is gone', accountPage, '<value>detailTabContent', '<value>detailTab'),
  fault('a title that Salesforce lacks', accountPage, 'Standard.Tab.detail', 'Standard.Tab.details'),
  fault('a facet that nobody shows', accountPage, '<name>relatedTabContent', '<name>relatedContent'),
  fault('a property that a component lacks', accountPage, '<name>numVisibleActions', '<name>visibleActions'),
  fault('a number that is a word', accountPage, /(numVisibleActions<\/name>\s*<value>)3/, '$1three'),
  fault('a flag that is a word', accountPage, /(collapsed<\/name>\s*<value>)false/, '$1no'),
  fault(
    'a template of another kind of page',
    accountPage,
    'flexipage:recordHomeTemplateDesktop',
    'home:desktopTemplate',
  ),
  fault('a record page without an object', accountPage, /\s*<sobjectType>.*<\/sobjectType>/, ''),
  fault(
    'a property that the panel does not declare',
    accountPage,
    '<componentName>zendeskLinkHealth',
    '<componentInstanceProperties><name>title</name><value>x</value></componentInstanceProperties><componentName>zendeskLinkHealth',
  ),
  fault(
    'a rule on a field that is gone',
    accountPage,
    '<identifier>zendeskLinkHealth</identifier>',
    '<identifier>zendeskLinkHealth</identifier><visibilityRule><criteria><leftValue>{!Record.Zendesk_Org__c}</leftValue><operator>NE</operator></criteria></visibilityRule>',
  ),
  fault(
    'a rule on a permission that is gone',
    accountPage,
    '<identifier>zendeskLinkHealth</identifier>',
    '<identifier>zendeskLinkHealth</identifier><visibilityRule><criteria><leftValue>{!$Permission.CustomPermission.Linkproof_See}</leftValue><operator>EQUAL</operator><rightValue>true</rightValue></criteria></visibilityRule>',
  ),
  fault('a list view that is gone', homePage, '<value>Open_Critical', '<value>Critical_Open'),
  fault('a list view of another object', homePage, /<value>Zendesk_Exception__c/, '<value>Zendesk_Audit_Run__c'),
  fault('a dashboard that is gone', homePage, '<value>Mapping_Quality', '<value>Mapping_Qualities'),
  fault('two components of a name', homePage, '<identifier>lastRuns', '<identifier>notTrusted'),
  fault('a home that is no home page', app, '<content>Zendesk_Link_Trust_Home', '<content>Zendesk_Exception_Queue'),
  fault('a record page of another object', app, '<pageOrSobjectType>Account', '<pageOrSobjectType>Contact'),
  fault('a tab without content', 'Zendesk_Exception_Queue.tab-meta.xml', /\s*<flexiPage>.*<\/flexiPage>/, ''),
  fault(
    'a tab that is a record page',
    'Zendesk_Exception_Queue.tab-meta.xml',
    '<flexiPage>Zendesk_Exception_Queue',
    '<flexiPage>Account_Zendesk_Link_Trust',
  ),
  twice('a tab twice', app, 'tabs'),
  fault(
    'a queue that owns what nobody owns',
    'Zendesk_Exceptions.queue-meta.xml',
    'Zendesk_Exception__c',
    'Zendesk_Link__c',
  ),
  fault(
    'a queue that a view needs and that owns something else',
    'Zendesk_Exceptions.queue-meta.xml',
    'Zendesk_Exception__c',
    'Zendesk_Audit_Run__c',
  ),
];
