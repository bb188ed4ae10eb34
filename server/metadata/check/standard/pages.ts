/** Page templates of Salesforce's, by the kind of page, with the regions that each has. */
export const TEMPLATES: Readonly<
  Record<string, { readonly pages: readonly string[]; readonly regions: readonly string[] }>
> = {
  'flexipage:recordHomeTemplateDesktop': { pages: ['RecordPage'], regions: ['header', 'main', 'sidebar'] },
  'flexipage:recordHomeLeftSidebarTemplateDesktop': { pages: ['RecordPage'], regions: ['header', 'main', 'sidebar'] },
  'flexipage:recordHomeSingleColNoHeaderTemplateDesktop': { pages: ['RecordPage'], regions: ['main'] },
  'flexipage:recordHomeWithSubheaderTemplateDesktop': {
    pages: ['RecordPage'],
    regions: ['header', 'subheader', 'main', 'sidebar'],
  },
  'flexipage:recordHomeThreeColTemplateDesktop': {
    pages: ['RecordPage'],
    regions: ['header', 'leftsidebar', 'main', 'rightsidebar'],
  },
  'flexipage:defaultAppHomeTemplate': { pages: ['AppPage'], regions: ['main'] },
  'flexipage:appHomeTemplateTwoColumns': { pages: ['AppPage'], regions: ['region1', 'region2'] },
  'flexipage:appHomeTemplateThreeColumns': { pages: ['AppPage'], regions: ['region1', 'region2', 'region3'] },
  'flexipage:appHomeTemplateHeaderTwoColumns': { pages: ['AppPage'], regions: ['region1', 'region2', 'region3'] },
  'home:desktopTemplate': { pages: ['HomePage'], regions: ['top', 'bottomLeft', 'bottomRight', 'sidebar'] },
  'one:utilityBarTemplateDesktop': { pages: ['UtilityBar'], regions: ['utilityItems', 'backgroundComponents'] },
};

/** Titles of tabs that Salesforce translates. */
export const STANDARD_TITLES: readonly string[] = [
  'detail',
  'relatedLists',
  'activity',
  'collaborate',
  'news',
  'chatter',
  'marketing',
  'history',
].map((name) => `Standard.Tab.${name}`);

/** What a property of a standard component names. */
export type PropertyMeaning =
  | 'text'
  | 'title'
  | 'flag'
  | 'number'
  | 'facet'
  | 'object'
  | 'listView'
  | 'relatedList'
  | 'report'
  | 'dashboard'
  | 'flow'
  | 'field';

/** Standard components that record, app and home pages use, with the properties that each has. */
export const STANDARD_COMPONENTS: Readonly<Record<string, Readonly<Record<string, PropertyMeaning>>>> = {
  'force:highlightsPanel': {
    collapsed: 'flag',
    numVisibleActions: 'number',
    hideChatterActions: 'flag',
    hideSlackAction: 'flag',
    enableActionsConfiguration: 'flag',
    enableActionsInNative: 'flag',
    actionNames: 'text',
  },
  'force:detailPanel': {},
  'force:relatedListContainer': {
    relatedListComponentOverride: 'text',
    rowsToDisplay: 'number',
    showActionBar: 'flag',
  },
  'force:relatedListSingleContainer': {
    parentFieldApiName: 'field',
    relatedListApiName: 'relatedList',
    relatedListComponentOverride: 'text',
    rowsToDisplay: 'number',
    showActionBar: 'flag',
  },
  'force:relatedListQuickLinksContainer': {},
  'forceChatter:recordFeedContainer': {},
  'flexipage:tabset': { tabs: 'facet', label: 'text' },
  'flexipage:tab': { active: 'flag', body: 'facet', title: 'title' },
  'flexipage:accordion': { sections: 'facet', label: 'text', allowMultipleSectionsOpen: 'flag' },
  'flexipage:accordionSection': { active: 'flag', body: 'facet', label: 'text' },
  'flexipage:column': { body: 'facet' },
  'flexipage:fieldSection': { columns: 'facet', label: 'text', horizontalAlignment: 'flag' },
  'flexipage:filterListCard': {
    enableInlineEdit: 'flag',
    entityName: 'object',
    filterName: 'listView',
    hideActionBar: 'flag',
    hideSearchBar: 'flag',
    listDisplayMode: 'text',
    pageSize: 'number',
    title: 'text',
  },
  'flexipage:richText': { decorate: 'flag', richTextValue: 'text' },
  'flexipage:reportChart': {
    cacheAge: 'number',
    label: 'text',
    reportFilter: 'text',
    reportName: 'report',
    showRefreshButton: 'flag',
  },
  'flexipage:recentItems': { entityNames: 'text' },
  'desktopDashboards:embeddedDashboard': {
    dashboardName: 'dashboard',
    hideOnError: 'flag',
    dashboardFilters: 'text',
    height: 'number',
  },
  'flowruntime:interview': { flowName: 'flow', flowLayout: 'text', flowArguments: 'text' },
  'home:assistant': {},
  'runtime_sales_activities:activityPanel': { showLegacyActivityComposer: 'flag' },
};
