import { fault, twice } from './Fault.ts';
import type { Fault } from './Fault.ts';

const guard = 'Zendesk_Link_Case_Guard.flow-meta.xml';
const taskFlow = 'Zendesk_Link_Contradicted_Task.flow-meta.xml';

export const FLOW_FAULTS: readonly Fault[] = [
  fault('an input that the action lacks', guard, '<name>accountId', '<name>recordId'),
  fault('an output that the action lacks', guard, 'Check_Zendesk_Link.trusted', 'Check_Zendesk_Link.trust'),
  fault(
    'an output in a text that the action lacks',
    guard,
    '{!Check_Zendesk_Link.sentence}',
    '{!Check_Zendesk_Link.sentences}',
  ),
  fault('a label that is gone in a text', guard, 'Linkproof_Check_Failed', 'Linkproof_Check_Fails'),
  fault('a class that is no action', guard, '<actionName>ZendeskLinkCheck', '<actionName>ZendeskLinkController'),
  fault('a field of the record that is gone', guard, '$Record.AccountId', '$Record.Account__c'),
  fault(
    'an element that nothing leads to',
    guard,
    '<targetReference>Stop_Unchecked',
    '<targetReference>Stop_Untrusted',
  ),
  fault('a step that stores nothing', guard, '<storeOutputAutomatically>true', '<storeOutputAutomatically>false'),
  fault('an event’s field that is gone', taskFlow, '$Record.Account_Id__c', '$Record.AccountId__c'),
  fault('a field that was not read', taskFlow, '<queriedFields>OwnerId</queriedFields>', ''),
  fault(
    'a flow that a record starts, on an event',
    taskFlow,
    '<triggerType>PlatformEvent',
    '<triggerType>RecordAfterSave',
  ),
  fault('a logic over conditions that are not there', guard, '<conditionLogic>and', '<conditionLogic>1 AND 2'),
  twice('two elements of a name', taskFlow, 'recordCreates'),
];
