import { fault, twice } from './Fault.ts';
import type { Fault } from './Fault.ts';

export const CODE_FAULTS: readonly Fault[] = [
  fault(
    'a label in Apex that is gone',
    'classes/LinkproofCallout.cls',
    'Label.Linkproof_Error_Unreachable',
    'Label.Linkproof_Error_Unreached',
  ),
  fault('a field in Apex that is gone', 'classes/ZendeskLinkSelector.cls', 'Effective_Status__c', 'Effective_State__c'),
  fault(
    'an object in Apex that is gone',
    'classes/ZendeskLinkSelector.cls',
    'FROM Zendesk_Link__c',
    'FROM Zendesk_Links__c',
  ),
  fault(
    'a custom permission in Apex that is gone',
    'classes/PanelAccess.cls',
    /checkPermission\('Linkproof_\w+'/,
    "checkPermission('Linkproof_None'",
  ),
  fault(
    'a named credential in Apex that is gone',
    'classes/LinkproofBackend.cls',
    'callout:Linkproof',
    'callout:Linkproofs',
  ),
  fault(
    'an Apex method that is gone',
    'zendeskLinkHealth.ts',
    'ZendeskLinkController.getLink',
    'ZendeskLinkController.getLinks',
  ),
  fault(
    'an Apex class that is gone',
    'zendeskLinkHealth.ts',
    'apex/ZendeskLinkController',
    'apex/ZendeskLinksController',
  ),
  fault(
    'a label in a component that is gone',
    'zendeskLinkHealth.ts',
    'label/c.Linkproof_Title',
    'label/c.Linkproof_Titel',
  ),
  fault(
    'a custom permission in a component that is gone',
    'zendeskLinkHealth.ts',
    'customPermission/Linkproof_Admin',
    'customPermission/Linkproof_Administrator',
  ),
  fault('a component imported that is gone', 'zendeskExceptions.ts', "'c/linkproofText'", "'c/linkproofTexts'"),
  fault('a file of a component that is gone', 'linkproofEvidence.ts', "'./presentation'", "'./presentations'"),
  fault(
    'a component in a template that is gone',
    'zendeskLinkHealth.html',
    '<c-linkproof-status-badge',
    '<c-linkproof-status-badges',
  ),
  fault(
    'a schema import of a field that is gone',
    'zendeskLinkHealth.ts',
    /^/,
    "import F from '@salesforce/schema/Account.Zendesk_Org__c';\n",
  ),
  fault(
    'a label that nobody uses',
    'CustomLabels.labels-meta.xml',
    '</CustomLabels>',
    '<labels><fullName>Linkproof_Spare</fullName><language>en_US</language><protected>false</protected><shortDescription>Spare</shortDescription><value>Spare</value></labels></CustomLabels>',
  ),
  twice('a label twice', 'CustomLabels.labels-meta.xml', 'labels'),
  fault(
    'a target for which a component is not configured',
    'zendeskLinkHealth.js-meta.xml',
    '<target>lightning__RecordPage',
    '<target>lightning__AppPage',
  ),
  fault('an exposed component without a target', 'zendeskLinkHealth.js-meta.xml', /\s*<targets>[\s\S]*<\/targets>/, ''),
  fault(
    'a property that the component’s class lacks',
    'zendeskLinkHealth.js-meta.xml',
    '</targetConfig>',
    '<property name="heading" type="String"/></targetConfig>',
  ),
  fault(
    'a property of a type that is none',
    'zendeskLinkHealth.js-meta.xml',
    '</targetConfig>',
    '<property name="recordId" type="Text"/></targetConfig>',
  ),
  fault('an API version of its own', 'classes/LinkView.cls-meta.xml', '66.0', '67.0'),
  fault('an old API version', 'zendeskLinkHealth.js-meta.xml', '66.0', '59.0'),

  fault(
    'a name in quotes in Apex that is gone',
    'classes/ZendeskExceptionQueueSelector.cls',
    "'Zendesk_Exceptions'",
    "'Zendesk_Queue'",
  ),
  fault('a module that Salesforce lacks', 'zendeskLinkHealth.ts', "'lightning/refresh'", "'lightning/refreshes'"),
  fault(
    'a value that Salesforce lacks',
    'zendeskLinkHealth.ts',
    /^/,
    "import f from '@salesforce/client/formFactors';\n",
  ),
];
