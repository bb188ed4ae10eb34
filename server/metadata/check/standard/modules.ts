/** Modules that Salesforce brings for Lightning web components; other than these, of `@salesforce`, only names in the package. */
export const LIGHTNING_MODULES: ReadonlySet<string> = new Set(
  (
    'actions alert analyticsWaveApi confirm empApi flowSupport graphql logger mediaUtils messageService ' +
    'mobileCapabilities modal navigation pageReferenceUtils platformResourceLoader platformShowToastEvent ' +
    'platformUtilityBarApi platformWorkspaceApi prompt refresh toast toastContainer uiActionsApi uiAppsApi ' +
    'uiGraphQLApi uiLayoutApi uiListApi uiListsApi uiObjectInfoApi uiRecordApi uiRelatedListApi'
  ).split(' '),
);

export const PLATFORM_VALUE =
  /^@salesforce\/(?:apex|client\/formFactor|i18n\/[A-Za-z]+(?:[.][A-Za-z]+)*|user\/(?:Id|isGuest)|userPermission\/\w+)$/;
