import { parseApexClass } from '../../server/metadata/apex/parseApexClass.ts';
import { MetadataError } from '../../server/metadata/MetadataError.ts';

const controller = `
/** The panels' door. @AuraEnabled in a comment, 'and a quote */
public with sharing class LinkController {
    private static final String ENDPOINT = 'callout:Linkproof/v1/accounts/';
    private static final Integer TIMEOUT = 60000;
    public String name { get; private set; }
    private Map<String, List<Id>> byName = new Map<String, List<Id>>{ 'a' => new List<Id>() };
    static { System.debug('SELECT nothing'); }

    public class LinkView { @AuraEnabled public String status; public LinkView(String s) { status = s; } }

    @AuraEnabled(cacheable=true)
    public static LinkView getLink(Id accountId) {
        // [SELECT Wrong FROM Comment]
        List<Zendesk_Link__c> links = [
            SELECT Id, (SELECT Id FROM Notes WHERE Name = 'a ] b') FROM Zendesk_Link__c
            WHERE Account__c = :accountId /* why */ AND Name != 'it\\'s'
            WITH USER_MODE LIMIT 1
        ];
        return links[0] == null ? null : new LinkView('x' + links[0].Name);
    }

    @AuraEnabled( Cacheable = TRUE )
    public static Map<String, List<LinkView>> many(final List<Id> ids, Map<Id, String> names) { return null; }

    @AuraEnabled
    public static LinkView recheck(Id accountId) {
        HttpRequest request = new HttpRequest();
        request.setEndpoint(LinkController.ENDPOINT + EncodingUtil.urlEncode(accountId, 'UTF-8') + '/recheck');
        request.setMethod('POST');
        request.setTimeout(TIMEOUT);
        return getLink([SELECT Id FROM Account WHERE Id = :accountId].Id);
    }

    @TestVisible
    private List<SObject> search(String text) {
        String length = 'abc'.substring(1) + [SELECT Id FROM Contact LIMIT 1].Id;
        return Database.query('SELECT Id ' + 'FROM Account WHERE Name = :text');
    }
}`;

describe('parseApexClass', () => {
  const parsed = parseApexClass(controller, 'LinkController.cls');
  const method = (name: string) => parsed!.methods.find((candidate) => candidate.name === name)!;

  it('reads the name, the sharing and the methods of the outer class only', () => {
    expect(parsed).toMatchObject({ name: 'LinkController', sharing: 'with sharing' });
    expect(parsed!.methods.map(({ name }) => name)).toEqual(['getLink', 'many', 'recheck', 'search']);
  });

  it('reads which methods a component may call and which of them are cacheable', () => {
    expect(method('getLink').auraEnabled).toEqual({ cacheable: true });
    expect(method('many').auraEnabled).toEqual({ cacheable: true });
    expect(method('recheck').auraEnabled).toEqual({ cacheable: false });
    expect(method('search').auraEnabled).toBeUndefined();
  });

  it('reads modifiers, return types and parameters with nested generics', () => {
    expect(method('many')).toMatchObject({
      modifiers: ['public', 'static'],
      returnType: 'Map<String, List<LinkView>>',
      parameters: [
        { type: 'List<Id>', name: 'ids' },
        { type: 'Map<Id, String>', name: 'names' },
      ],
    });
  });

  it('takes inline queries whole, without comments, brackets in strings included', () => {
    const [query] = method('getLink').queries;
    expect(method('getLink').queries).toHaveLength(1);
    expect(query!.kind).toBe('inline');
    expect(query!.soql.replace(/\s+/g, ' ')).toBe(
      "SELECT Id, (SELECT Id FROM Notes WHERE Name = 'a ] b') FROM Zendesk_Link__c " +
        "WHERE Account__c = :accountId AND Name != 'it\\'s' WITH USER_MODE LIMIT 1",
    );
  });

  it('takes query strings that are known before run time', () => {
    expect(method('search').queries).toEqual([
      { kind: 'inline', soql: 'SELECT Id FROM Contact LIMIT 1' },
      { kind: 'string', soql: 'SELECT Id FROM Account WHERE Name = :text' },
    ]);
  });

  it('reads callouts with constants resolved and expressions in braces', () => {
    expect(method('recheck').callouts).toEqual([
      {
        namedCredential: 'Linkproof',
        path: "/v1/accounts/{EncodingUtil.urlEncode(accountId, 'UTF-8')}/recheck",
        httpMethod: 'POST',
        timeoutMilliseconds: 60000,
      },
    ]);
    expect(method('recheck').queries).toEqual([
      { kind: 'inline', soql: 'SELECT Id FROM Account WHERE Id = :accountId' },
    ]);
  });

  it('passes over interfaces and enums', () => {
    expect(parseApexClass('public interface Sender { void send(String body); }', 'Sender.cls')).toBeUndefined();
    expect(parseApexClass('public enum Colour { RED, GREEN }', 'Colour.cls')).toBeUndefined();
  });

  it('says where the source does not read as Apex', () => {
    expect(() => parseApexClass("public class A {\n  String a = 'open;\n}", 'A.cls')).toThrow(
      new MetadataError('A.cls', 'line 2: an Apex string that does not end on its line'),
    );
    expect(() => parseApexClass('public class A { void m() { [) } }', 'A.cls')).toThrow(/expected "]", found "\)"/);
    expect(() => parseApexClass('public class A { void m() {', 'A.cls')).toThrow(/ends in the middle/);
  });
});
