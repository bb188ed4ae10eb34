import { fault, gone } from './Fault.ts';
import type { Fault } from './Fault.ts';

const exception = 'objects/Zendesk_Exception__c/';

export const FILE_FAULTS: readonly Fault[] = [
  fault(
    'a token without an end',
    'Linkproof.externalCredential-meta.xml',
    '<parameterName>exp',
    '<parameterName>expires',
  ),
  fault(
    'a token without a certificate',
    'Linkproof.externalCredential-meta.xml',
    '<parameterType>SigningCertificate',
    '<parameterType>AuthParameter',
  ),
  fault(
    'a credential without a principal',
    'Linkproof.externalCredential-meta.xml',
    '<parameterType>NamedPrincipal',
    '<parameterType>AuthParameter',
  ),
  fault(
    'a principal that permission sets name otherwise',
    'Linkproof.externalCredential-meta.xml',
    '<parameterName>LinkproofUser',
    '<parameterName>LinkproofUsers',
  ),
  fault('an endpoint without encryption', 'Linkproof.namedCredential-meta.xml', 'https://', 'http://'),
  fault(
    'an endpoint without a credential',
    'Linkproof.namedCredential-meta.xml',
    /\s*<externalCredential>.*<\/externalCredential>/,
    '',
  ),
  fault(
    'a client app that another file names otherwise',
    '.ecaOauth-meta.xml',
    '<externalClientApplication>Linkproof_Server',
    '<externalClientApplication>Linkproof',
  ),
  fault('a scope that is none', '.ecaOauth-meta.xml', 'Api', 'APIs'),
  fault(
    'a secret in a file',
    '.ecaGlblOauth-meta.xml',
    '<externalClientApplication>',
    '<consumerSecret>abc</consumerSecret><externalClientApplication>',
  ),

  fault('a name space of another kind', 'Zendesk_Exceptions.queue-meta.xml', '2006/04/metadata', '2006/04/tooling'),
  fault('a root element of another type', 'Zendesk_Exceptions.queue-meta.xml', /Queue( xmlns|>$)/gm, 'Group$1'),
  fault('XML that is not well-formed', 'Zendesk_Exceptions.queue-meta.xml', '</Queue>', ''),
  fault(
    'an element that the checker does not know',
    'Zendesk_Exceptions.queue-meta.xml',
    '</Queue>',
    '<owner>Zendesk_Link__c</owner></Queue>',
  ),
  gone('a list view that a page shows', `${exception}listViews/Open_Critical.listView-meta.xml`),
  gone('a class without its source', 'classes/LinkView.cls'),
  gone('a class without its description', 'classes/LinkView.cls-meta.xml'),
  gone('a component without its script', 'zendeskExceptions/zendeskExceptions.ts'),
];
