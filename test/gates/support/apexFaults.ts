import type { Fault } from './Fault.ts';

const classes = 'force-app/main/default/classes';
const tests = 'force-app/tests/classes';
const description =
  '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata">' +
  '<apiVersion>66.0</apiVersion><status>Active</status></ApexClass>\n';

interface PlantedClass {
  readonly gate: string;
  readonly name: string;
  readonly says: RegExp;
  /** Body of a method, with `accountId` to use. */
  readonly body: string;
}

/** One class for each fault, so that none hides another. */
function inMethod({ gate, name, says, body }: PlantedClass, index: number): Fault {
  const className = `Planted_${gate}_${index}`;
  const file = `${classes}/${className}.cls`;
  const source = [
    `public with sharing class ${className} {`,
    '    public static void act(Id accountId) {',
    body,
    '    }',
    '}',
    '',
  ].join('\n');
  return {
    gate,
    name,
    file,
    says,
    plant(planted) {
      planted.add(file, source);
      planted.add(`${file}-meta.xml`, description);
    },
  };
}

function wholeClass(gate: string, name: string, file: string, says: RegExp, source: string): Fault {
  return {
    gate,
    name,
    file,
    says,
    plant(planted) {
      planted.add(file, source);
      planted.add(`${file}-meta.xml`, description);
    },
  };
}

const use = (type: string, soql: string) => `        ${type} found = [${soql}];\n        Assert.isNotNull(found);`;

const soql: PlantedClass[] = [
  {
    gate: 'soqlFields',
    name: 'a field in SELECT that the object lacks',
    says: /Verdict__c: Zendesk_Link__c has no field Verdict__c/,
    body: use('List<Zendesk_Link__c>', 'SELECT Verdict__c FROM Zendesk_Link__c WITH USER_MODE LIMIT 1'),
  },
  {
    gate: 'soqlFields',
    name: 'a field in WHERE that the object lacks',
    says: /Zendesk_Link__c has no field AccountId/,
    body: use('List<Zendesk_Link__c>', 'SELECT Id FROM Zendesk_Link__c WHERE AccountId = :accountId WITH USER_MODE'),
  },
  {
    gate: 'soqlFields',
    name: 'a field in ORDER BY that the object lacks',
    says: /Zendesk_Exception__c has no field Priority__c/,
    body: use(
      'List<Zendesk_Exception__c>',
      'SELECT Id FROM Zendesk_Exception__c WITH USER_MODE ORDER BY Priority__c LIMIT 1',
    ),
  },
  {
    gate: 'soqlFields',
    name: 'a field in GROUP BY that the object lacks',
    says: /Zendesk_Exception__c has no field Team__c/,
    body: use(
      'List<AggregateResult>',
      'SELECT COUNT(Id) total FROM Zendesk_Exception__c WITH USER_MODE GROUP BY Team__c LIMIT 9',
    ),
  },
  {
    gate: 'soqlFields',
    name: 'a standard field that Salesforce lacks',
    says: /User has no field FullName/,
    body: use('List<User>', 'SELECT FullName FROM User WITH USER_MODE LIMIT 1'),
  },
  {
    gate: 'soqlFields',
    name: 'a parent that the object lacks',
    says: /has no parent relationship Organization__r/,
    body: use('List<Zendesk_Link__c>', 'SELECT Organization__r.Name FROM Zendesk_Link__c WITH USER_MODE LIMIT 1'),
  },
  {
    gate: 'soqlFields',
    name: 'a field of a parent that it lacks',
    says: /Account has no field Zendesk_Org__c/,
    body: use('List<Zendesk_Link__c>', 'SELECT Account__r.Zendesk_Org__c FROM Zendesk_Link__c WITH USER_MODE LIMIT 1'),
  },
  {
    gate: 'soqlFields',
    name: 'children that the object lacks',
    says: /FROM Links__r: no such thing; expected a child relationship of Account/,
    body: use('List<Account>', 'SELECT Id, (SELECT Id FROM Links__r) FROM Account WITH USER_MODE LIMIT 1'),
  },
  {
    gate: 'soqlFields',
    name: 'a field in a semi-join that the object lacks',
    says: /Zendesk_Exception__c has no field Account_Id__c/,
    body: use(
      'List<Account>',
      'SELECT Id FROM Account WHERE Id IN (SELECT Account_Id__c FROM Zendesk_Exception__c) WITH USER_MODE LIMIT 1',
    ),
  },
  {
    gate: 'soqlFields',
    name: 'a field in a query that is put together',
    says: /Zendesk_Exception__c has no field Urgency__c/,
    body: [
      "        String condition = accountId == null ? 'Open__c = TRUE' : 'Account__c = :accountId';",
      "        String text = 'SELECT Id, ' + 'Urgency__c FROM Zendesk_Exception__c WHERE ' + condition + ' LIMIT 1';",
      '        Assert.isNotNull(text);',
    ].join('\n'),
  },
  {
    gate: 'soqlFields',
    name: 'a field in a part of a query',
    says: /the text names Grade__c/,
    body: "        String condition = 'Grade__c IN :grades';\n        Assert.isNotNull(condition);",
  },
  {
    gate: 'soqlFields',
    name: 'SOQL that is none',
    says: /SOQL that can't be parsed/,
    body: "        String text = 'SELECT Id FROM Account WHERE ORDER BY';\n        Assert.isNotNull(text);",
  },
];

const semantics: PlantedClass[] = [
  {
    gate: 'apexSemantics',
    name: 'a method that the platform lacks',
    says: /No matching method found for 'shout'/,
    body: "        Assert.isNotNull('x'.shout());",
  },
  {
    gate: 'apexSemantics',
    name: 'an argument of another type',
    says: /No matching method found for 'setTimeout'/,
    body: "        new HttpRequest().setTimeout('long');",
  },
  {
    gate: 'apexSemantics',
    name: 'a field that an object lacks',
    says: /Verdict__c/,
    body: "        Zendesk_Link__c link = new Zendesk_Link__c(Verdict__c = 'x');\n        Assert.isNotNull(link);",
  },
  {
    gate: 'apexSemantics',
    name: 'a method of ours that is gone',
    says: /No matching method found for 'selectEverything'/,
    body: '        ZendeskLinkSelector.selectEverything();',
  },
  {
    gate: 'apexSemantics',
    name: 'a label that is not in the package',
    says: /Linkproof_Nothing/,
    body: '        Assert.isNotNull(System.Label.Linkproof_Nothing);',
  },
  {
    gate: 'apexSemantics',
    name: 'a value of another type',
    says: /Incompatible types|Incompatible/,
    body: "        Integer count = 'many';\n        Assert.isNotNull(count);",
  },
  {
    gate: 'apexSemantics',
    name: 'a type that is nowhere',
    says: /No type declaration found for 'ZendeskOracle'|ZendeskOracle/,
    body: '        ZendeskOracle oracle = null;\n        Assert.isNull(oracle);',
  },
];

export const apexSyntaxFaults: readonly Fault[] = [
  wholeClass(
    'apexSyntax',
    'a statement without its end',
    `${classes}/PlantedSyntax.cls`,
    /Missing ';' at '}'|missing ';'/i,
    'public with sharing class PlantedSyntax {\n    public static Integer one() { return 1 }\n}\n',
  ),
];

export const soqlFaults: readonly Fault[] = soql.map(inMethod);

export const semanticFaults: readonly Fault[] = semantics.map(inMethod);

export const lintFaults: readonly Fault[] = [
  wholeClass(
    'apexLint',
    'a class that says nothing of sharing',
    `${classes}/PlantedSharing.cls`,
    /ApexSharingViolations/,
    'public class PlantedSharing {\n    public static void save(Account a) {\n        update a;\n    }\n}\n',
  ),
  wholeClass(
    'apexLint',
    'a write that no permission is asked for',
    `${classes}/PlantedSharing.cls`,
    /ApexCRUDViolation/,
    'public class PlantedSharing {\n    public static void save(Account a) {\n        update a;\n    }\n}\n',
  ),
  wholeClass(
    'apexLint',
    'text of a user in a query',
    `${classes}/PlantedInjection.cls`,
    /ApexSOQLInjection/,
    [
      'public with sharing class PlantedInjection {',
      '    public static List<Account> find(String text) {',
      "        return Database.query('SELECT Id FROM Account WHERE Name = \\'' + text + '\\' WITH USER_MODE');",
      '    }',
      '}',
      '',
    ].join('\n'),
  ),
  wholeClass(
    'apexLint',
    'a query in a loop',
    `${classes}/PlantedLoop.cls`,
    /OperationWithLimitsInLoop/,
    [
      'public with sharing class PlantedLoop {',
      '    public static Integer count(Set<Id> accountIds) {',
      '        Integer total = 0;',
      '        for (Id accountId : accountIds) {',
      '            total += [SELECT COUNT() FROM Contact WHERE AccountId = :accountId WITH USER_MODE];',
      '        }',
      '        return total;',
      '    }',
      '}',
      '',
    ].join('\n'),
  ),
  wholeClass(
    'apexLint',
    'a test that asserts nothing',
    `${tests}/PlantedTest.cls`,
    /ApexUnitTestClassShouldHaveAsserts/,
    '@IsTest\nprivate class PlantedTest {\n    @IsTest\n    static void runs() {\n        PanelAccess.requireAccess(null);\n    }\n}\n',
  ),
];
