import { queriedObject } from '../../../../server/sandbox/salesforce/http/queriedObject.ts';

it.each([
  ['SELECT Id FROM Account', 'Account'],
  ["select Id, (SELECT Id FROM Contacts) from Account where Name = 'FROM Lead'", 'Account'],
  ['SELECT Id, (SELECT Id FROM Contacts WHERE Id IN (SELECT X__c FROM Y__c)) FROM Zendesk_Link__c', 'Zendesk_Link__c'],
  ["SELECT Id FROM Contact WHERE LastName = 'O\\'Neil) FROM Lead'", 'Contact'],
  ['SELECT COUNT(Id) FROM Account GROUP BY Type', 'Account'],
  ['hello', null],
])('%s reads %s', (soql, object) => {
  expect(queriedObject(soql)).toBe(object);
});
