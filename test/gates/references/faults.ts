/**
 * Faults that no single text shows, each planted in a copy of the package: entries that need others, limits over a whole
 * element, names in Apex and in components, files that are missing. One line each; the first that fits the pattern is changed.
 */
export interface Fault {
  readonly says: string;
  /** The end of a file's name. */
  readonly file: string;
  /** Null: the file is taken out. */
  readonly plant: ((text: string) => string) | null;
}

const fault = (says: string, file: string, from: string | RegExp, to: string): Fault => ({
  says,
  file,
  plant: (text) => text.replace(from, to),
});

/** Changes the first `element` in which `marked` stands. */
const inElement = (
  says: string,
  file: string,
  element: string,
  marked: string,
  from: string | RegExp,
  to: string,
): Fault => ({
  says,
  file,
  plant: (text) => {
    const elements = text.match(new RegExp(`<${element}>[\\s\\S]*?</${element}>`, 'g')) ?? [];
    const found = elements.find((each) => each.includes(marked));
    return found ? text.replace(found, found.replace(from, to)) : text;
  },
});

const without = (says: string, file: string, element: string, marked = ''): Fault =>
  marked === ''
    ? fault(says, file, new RegExp(`\\s*<${element}>[\\s\\S]*?</${element}>`), '')
    : inElement(says, file, element, marked, /^[\s\S]*$/, '');

const twice = (says: string, file: string, element: string): Fault =>
  fault(says, file, new RegExp(`\\s*<${element}>[\\s\\S]*?</${element}>`), '$&$&');

const gone = (says: string, file: string): Fault => ({ says, file, plant: null });

const integration = 'Linkproof_Integration.permissionset-meta.xml';
const operator = 'Linkproof_Operator.permissionset-meta.xml';
const link = 'objects/Zendesk_Link__c/';
const exception = 'objects/Zendesk_Exception__c/';
const accountPage = 'Account_Zendesk_Link_Trust.flexipage-meta.xml';
const homePage = 'Zendesk_Link_Trust_Home.flexipage-meta.xml';
const app = 'Zendesk_Link_Trust.app-meta.xml';
const matrix = 'Exceptions_By_Code_And_Severity.report-meta.xml';
const overTime = 'Verified_Rate_Over_Time.report-meta.xml';
const dashboard = 'Mapping_Quality.dashboard-meta.xml';
const guard = 'Zendesk_Link_Case_Guard.flow-meta.xml';
const taskFlow = 'Zendesk_Link_Contradicted_Task.flow-meta.xml';

export const FAULTS: readonly Fault[] = [
  // ------------------------------------------------------------------------------------------------- permission sets
  inElement(
    'a permission to edit without one to read',
    integration,
    'objectPermissions',
    'Zendesk_Exception__c',
    'allowRead>true',
    'allowRead>false',
  ),
  inElement(
    'a permission to delete without one to edit',
    integration,
    'objectPermissions',
    'Zendesk_Exception__c',
    'allowEdit>true',
    'allowEdit>false',
  ),
  inElement(
    'view all without read',
    operator,
    'objectPermissions',
    'Zendesk_Exception__c',
    'allowRead>true',
    'allowRead>false',
  ),
  inElement(
    'modify all without what it needs',
    operator,
    'objectPermissions',
    'Zendesk_Exception__c',
    'modifyAllRecords>false',
    'modifyAllRecords>true',
  ),
  inElement(
    'a detail modified throughout without its master',
    integration,
    'objectPermissions',
    '>Zendesk_Link__c<',
    'modifyAllRecords>false',
    'modifyAllRecords>true',
  ),
  without('a detail without its master', operator, 'objectPermissions', '>Account<'),
  without('contacts without their accounts', integration, 'objectPermissions', '>Account<'),
  inElement(
    'a field editable and not readable',
    integration,
    'fieldPermissions',
    'Zendesk_Exception__c.Status__c',
    'readable>true',
    'readable>false',
  ),
  inElement(
    'a formula that people may edit',
    operator,
    'fieldPermissions',
    'Zendesk_Link__c.Effective_Status__c',
    'editable>false',
    'editable>true',
  ),
  inElement(
    'an editable field of an object that may not be edited',
    operator,
    'fieldPermissions',
    'Zendesk_Link__c.Sentence__c',
    'editable>false',
    'editable>true',
  ),
  inElement(
    'a permission for a master-detail field',
    operator,
    'fieldPermissions',
    'Zendesk_Link__c.Sentence__c',
    'Zendesk_Link__c.Sentence__c',
    'Zendesk_Link__c.Account__c',
  ),
  inElement(
    'a permission for a name',
    operator,
    'fieldPermissions',
    'Zendesk_Link__c.Sentence__c',
    'Zendesk_Link__c.Sentence__c',
    'Zendesk_Link__c.Name',
  ),
  inElement(
    'a permission for a field of a custom setting',
    operator,
    'fieldPermissions',
    'Zendesk_Link__c.Sentence__c',
    'Zendesk_Link__c.Sentence__c',
    'Linkproof_State__c.Stale_After_Hours__c',
  ),
  inElement(
    'a field of an object that may not be read',
    operator,
    'objectPermissions',
    '>Zendesk_Exception__c<',
    'Zendesk_Exception__c',
    'Case',
  ),
  inElement(
    'a field of another object',
    operator,
    'fieldPermissions',
    'Zendesk_Link__c.Sentence__c',
    'Zendesk_Link__c.Sentence__c',
    'Zendesk_Exception__c.Sentence__c',
  ),
  inElement(
    'an object permission that grants nothing',
    operator,
    'objectPermissions',
    '>Zendesk_Audit_Run__c<',
    />true</g,
    '>false<',
  ),
  inElement(
    'an object permission for a custom setting',
    operator,
    'objectPermissions',
    '>Zendesk_Audit_Run__c<',
    'Zendesk_Audit_Run__c',
    'Linkproof_State__c',
  ),
  inElement(
    'setting access for an object that is none',
    operator,
    'customSettingAccesses',
    'Linkproof_State__c',
    'Linkproof_State__c',
    'Zendesk_Link__c',
  ),
  inElement(
    'a principal of another credential',
    operator,
    'externalCredentialPrincipalAccesses',
    'Linkproof',
    'Linkproof-',
    'Zendesk-',
  ),
  without('a system permission without the one it needs', integration, 'userPermissions', 'ViewRoles'),
  twice('an object granted twice', operator, 'objectPermissions'),
  twice('a field granted twice', operator, 'fieldPermissions'),
  twice('a class granted twice', operator, 'classAccesses'),
  without('an object permission without one of its rights', operator, 'allowRead'),

  fault('a principal without the right to use one', operator, '<object>UserExternalCredential', '<object>Contact'),
  inElement(
    'a permission for a field of an event',
    operator,
    'fieldPermissions',
    'Zendesk_Link__c.Sentence__c',
    'Zendesk_Link__c.Sentence__c',
    'Zendesk_Link_Contradicted__e.Sentence__c',
  ),

  // ------------------------------------------------------------------------------------------------- objects and fields
  fault(
    'a detail that is not controlled by its master',
    `${link}Zendesk_Link__c.object-meta.xml`,
    '<sharingModel>ControlledByParent',
    '<sharingModel>Private',
  ),
  fault(
    'an object controlled by a master it lacks',
    `${exception}Zendesk_Exception__c.object-meta.xml`,
    '<sharingModel>Private',
    '<sharingModel>ControlledByParent',
  ),
  fault(
    'more for people outside than inside',
    `${exception}Zendesk_Exception__c.object-meta.xml`,
    '<externalSharingModel>Private',
    '<externalSharingModel>ReadWrite',
  ),
  fault(
    'bulk, streaming and sharing not alike',
    `${exception}Zendesk_Exception__c.object-meta.xml`,
    '<enableBulkApi>true',
    '<enableBulkApi>false',
  ),
  fault(
    'tracked fields without history',
    `${exception}Zendesk_Exception__c.object-meta.xml`,
    '<enableHistory>true',
    '<enableHistory>false',
  ),
  fault(
    'a number without a format',
    `${exception}Zendesk_Exception__c.object-meta.xml`,
    /\s*<displayFormat>.*<\/displayFormat>/,
    '',
  ),
  fault('a number whose format has no digits', `${exception}Zendesk_Exception__c.object-meta.xml`, '{000000}', ''),
  without('an object without a name', `${exception}Zendesk_Exception__c.object-meta.xml`, 'nameField'),
  without('an object without a plural', `${exception}Zendesk_Exception__c.object-meta.xml`, 'pluralLabel'),
  twice('a search column twice', `${exception}Zendesk_Exception__c.object-meta.xml`, 'searchResultsAdditionalFields'),
  fault(
    'an event with a name field',
    'Zendesk_Link_Contradicted__e.object-meta.xml',
    '<publishBehavior>',
    '<enableHistory>true</enableHistory><publishBehavior>',
  ),
  fault(
    'a setting that is shared',
    'Linkproof_State__c.object-meta.xml',
    '<visibility>',
    '<sharingModel>Private</sharingModel><visibility>',
  ),
  fault(
    'a picklist in an event',
    'Zendesk_Link_Contradicted__e/fields/Status_Before__c.field-meta.xml',
    '<type>Text',
    '<type>Picklist',
  ),
  fault(
    'a long text in a setting',
    'Linkproof_State__c/fields/Zendesk_Subdomain__c.field-meta.xml',
    '<type>Text',
    '<type>LongTextArea',
  ),
  fault('a text longer than Text', `${link}fields/Sentence__c.field-meta.xml`, '<length>255', '<length>256'),
  fault('a long text too long', `${link}fields/Evidence__c.field-meta.xml`, '<length>32768', '<length>131073'),
  fault('a long text too short', `${link}fields/Evidence__c.field-meta.xml`, '<length>32768', '<length>255'),
  fault('a text without a length', `${link}fields/Sentence__c.field-meta.xml`, /\s*<length>.*<\/length>/, ''),
  fault(
    'a long text without lines',
    `${link}fields/Evidence__c.field-meta.xml`,
    /\s*<visibleLines>.*<\/visibleLines>/,
    '',
  ),
  fault(
    'lines on a plain text',
    `${link}fields/Sentence__c.field-meta.xml`,
    '<length>',
    '<visibleLines>5</visibleLines><length>',
  ),
  fault(
    'a number with a length',
    `${link}fields/Open_Exceptions__c.field-meta.xml`,
    '<precision>',
    '<length>5</length><precision>',
  ),
  fault(
    'a number without digits',
    `${link}fields/Open_Exceptions__c.field-meta.xml`,
    /\s*<precision>.*<\/precision>/,
    '',
  ),
  fault('more decimals than digits', `${link}fields/Open_Exceptions__c.field-meta.xml`, '<scale>0', '<scale>6'),
  fault('too many digits', `${link}fields/Open_Exceptions__c.field-meta.xml`, '<precision>5', '<precision>19'),
  fault('a unique date', `${link}fields/Verdict_Since__c.field-meta.xml`, '<type>', '<unique>true</unique><type>'),
  fault(
    'an external id that is a long text',
    `${link}fields/Evidence__c.field-meta.xml`,
    '<type>',
    '<externalId>true</externalId><type>',
  ),
  fault(
    'case that matters to nobody',
    `${link}fields/Sentence__c.field-meta.xml`,
    '<description>',
    '<caseSensitive>true</caseSensitive><description>',
  ),
  fault(
    'a unique text of unknown case',
    `${link}fields/Link_Key__c.field-meta.xml`,
    /\s*<caseSensitive>.*<\/caseSensitive>/,
    '',
  ),
  fault(
    'history of a formula',
    `${link}fields/Effective_Status__c.field-meta.xml`,
    '<type>',
    '<trackHistory>true</trackHistory><type>',
  ),
  fault(
    'history of a field whose object keeps none',
    'Zendesk_Audit_Run__c/fields/Mode__c.field-meta.xml',
    '<type>',
    '<trackHistory>true</trackHistory><type>',
  ),
  fault('a required formula', `${link}fields/Effective_Status__c.field-meta.xml`, '<required>false', '<required>true'),
  fault(
    'a required long text',
    `${link}fields/Evidence__c.field-meta.xml`,
    '<type>',
    '<required>true</required><type>',
  ),
  fault(
    'a formula with a length',
    `${link}fields/Effective_Status__c.field-meta.xml`,
    '<label>',
    '<length>40</length><label>',
  ),
  fault(
    'a formula with a default',
    `${link}fields/Effective_Status__c.field-meta.xml`,
    '<label>',
    '<defaultValue>"x"</defaultValue><label>',
  ),
  fault(
    'a formula of a type without formulas',
    `${link}fields/Effective_Status__c.field-meta.xml`,
    '<type>Text',
    '<type>Picklist',
  ),
  fault(
    'a formula on a parent’s field that is gone',
    `${link}fields/Effective_Status__c.field-meta.xml`,
    'TEXT(Status__c)',
    'Account__r.Industri',
  ),
  fault(
    'a formula on a setting’s field that is gone',
    `${link}fields/Effective_Status__c.field-meta.xml`,
    'Stale_After_Hours__c',
    'Stale_After_Days__c',
  ),
  fault(
    'a formula on a setting that is gone',
    `${link}fields/Effective_Status__c.field-meta.xml`,
    '$Setup.Linkproof_State__c',
    '$Setup.Linkproof_Status__c',
  ),
  fault(
    'a formula with a function that is none',
    `${link}fields/Effective_Status__c.field-meta.xml`,
    'CASESAFEID(',
    'CASESAVEID(',
  ),
  fault(
    'a formula with a global that is none',
    `${link}fields/Effective_Status__c.field-meta.xml`,
    '$Organization.Id',
    '$Org.Id',
  ),
  fault(
    'a formula that asks for a picklist value that is gone',
    `${exception}fields/Open__c.field-meta.xml`,
    '"not_same"',
    '"not_the_same"',
  ),
  fault(
    'a formula that tells cases by a value that is gone',
    `${exception}fields/Severity_Rank__c.field-meta.xml`,
    '"medium"',
    '"middle"',
  ),
  fault(
    'a formula that compares a formula with what it never is',
    `${link}fields/Trusted__c.field-meta.xml`,
    '"verified_with_notes"',
    '"verified_with_note"',
  ),
  fault(
    'a required lookup that may be emptied',
    `${exception}fields/Account__c.field-meta.xml`,
    '<required>false',
    '<required>true',
  ),
  fault(
    'a required element on a master-detail',
    `${link}fields/Account__c.field-meta.xml`,
    '<type>',
    '<required>true</required><type>',
  ),
  fault(
    'a delete rule on a master-detail',
    `${link}fields/Account__c.field-meta.xml`,
    '<label>',
    '<deleteConstraint>Restrict</deleteConstraint><label>',
  ),
  fault(
    'a relationship name that another lookup has',
    `${exception}fields/Account__c.field-meta.xml`,
    '<relationshipName>Zendesk_Exceptions',
    '<relationshipName>Zendesk_Links',
  ),
  fault(
    'a lookup without a relationship name',
    `${exception}fields/Account__c.field-meta.xml`,
    /\s*<relationshipName>.*<\/relationshipName>/,
    '',
  ),
  fault(
    'a first master that is the second',
    `${link}fields/Account__c.field-meta.xml`,
    '<relationshipOrder>0',
    '<relationshipOrder>1',
  ),
  twice('a picklist value twice', `${link}fields/Status__c.field-meta.xml`, 'value'),
  fault('two default values', `${link}fields/Status__c.field-meta.xml`, /<default>false/g, '<default>true'),
  without('a picklist without values', `${link}fields/Status__c.field-meta.xml`, 'valueSet'),
  fault(
    'a name that no field may have',
    `${link}fields/Sentence__c.field-meta.xml`,
    '<fullName>Sentence__c',
    '<fullName>1Sentence__c',
  ),
  fault(
    'a name and a file that disagree',
    `${link}fields/Sentence__c.field-meta.xml`,
    '<fullName>Sentence__c',
    '<fullName>Sentences__c',
  ),

  // ------------------------------------------------------------------------------------------------- views and layouts
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

  // ------------------------------------------------------------------------------------------------- pages, apps, tabs
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

  // ------------------------------------------------------------------------------------------------- reports
  fault(
    'a report on a field outside its report type',
    matrix,
    'Zendesk_Exception__c$Name',
    'Zendesk_Exception__c$Evidence__c',
  ),
  fault('a column written another way', matrix, 'Zendesk_Exception__c$Status__c', 'Zendesk_Exception__c.Status__c'),
  fault(
    'a chart over what is not grouped',
    matrix,
    '<groupingColumn>Zendesk_Exception__c$Code__c',
    '<groupingColumn>Zendesk_Exception__c$Status__c',
  ),
  fault('a matrix without columns', matrix, '<format>Matrix', '<format>Summary'),
  fault('a filter for a check box that is a word', matrix, '<value>1<', '<value>open<'),
  fault('a filter for a value that is gone', overTime, '<value>complete<', '<value>completed<'),
  fault('a summary that is gone', overTime, '<column>FORMULA1', '<column>FORMULA3'),
  fault('a formula over a column that is gone', overTime, 'Accounts_Verified__c:SUM', 'Accounts_Proved__c:SUM'),
  fault(
    'a formula over text',
    overTime,
    'Zendesk_Audit_Run__c.Accounts_Verified__c:SUM',
    'Zendesk_Audit_Run__c.Mode__c:SUM',
  ),
  fault(
    'a time frame over text',
    overTime,
    '<dateColumn>Zendesk_Audit_Run__c$Judged_At__c',
    '<dateColumn>Zendesk_Audit_Run__c$Mode__c',
  ),
  fault('a word in a formula that is none', 'Regress_Rate.report-meta.xml', 'RowCount<', 'Rows<'),
  fault(
    'an average of text',
    overTime,
    '<field>Zendesk_Audit_Run__c$Mode__c',
    '<aggregateTypes>Average</aggregateTypes><field>Zendesk_Audit_Run__c$Mode__c',
  ),
  twice('a column of a report twice', matrix, 'columns'),
  twice('a summary formula twice', overTime, 'aggregates'),
  without(
    'a column that a report shows, out of its report type',
    'Zendesk_Audit_Runs.reportType-meta.xml',
    'columns',
    'Accounts_Verified__c',
  ),
  fault(
    'a join by a relationship that is gone',
    'Accounts_with_Zendesk_Links.reportType-meta.xml',
    '<relationship>Zendesk_Links__r',
    '<relationship>Zendesk_Link__r',
  ),
  fault(
    'a join from the wrong base',
    'Accounts_with_Zendesk_Links.reportType-meta.xml',
    '<baseObject>Account',
    '<baseObject>Contact',
  ),
  twice('a column of a report type twice', 'Zendesk_Audit_Runs.reportType-meta.xml', 'columns'),
  fault(
    'a report type on what can’t be reported',
    'Zendesk_Audit_Run__c/Zendesk_Audit_Run__c.object-meta.xml',
    '<enableReports>true',
    '<enableReports>false',
  ),
  fault('a dashboard over a report in another folder', dashboard, '<report>Zendesk_Link_Trust/', '<report>Link_Trust/'),
  fault(
    'a grouping that the report lacks',
    dashboard,
    '<groupingColumn>Zendesk_Audit_Run__c$Judged_At__c',
    '<groupingColumn>Zendesk_Audit_Run__c$Started_At__c',
  ),
  fault('a summary that the report lacks', dashboard, '<column>FORMULA1', '<column>FORMULA2'),
  fault('a component beyond the grid', dashboard, '<columnIndex>9', '<columnIndex>10'),
  fault('a component over another', dashboard, '<columnIndex>9', '<columnIndex>8'),
  fault('a dashboard of nobody', dashboard, 'LoggedInUser', 'SpecifiedUser'),
  fault(
    'a folder shared with a group that is gone',
    'Zendesk_Link_Trust.reportFolder-meta.xml',
    'AllInternalUsers',
    'Zendesk_Operators',
  ),

  // ------------------------------------------------------------------------------------------------- flows
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

  // ------------------------------------------------------------------------------------------------- credentials
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

  // ------------------------------------------------------------------------------------------------- Apex and components
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

  // ------------------------------------------------------------------------------------------------- whole files
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
