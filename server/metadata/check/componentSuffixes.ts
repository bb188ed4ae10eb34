/** The metadata types that the checker knows, by the ends of their files' names. */
export const COMPONENT_SUFFIXES: readonly ComponentSuffix[] = [
  { suffix: 'object', type: 'CustomObject' },
  { suffix: 'field', type: 'CustomField' },
  { suffix: 'listView', type: 'ListView' },
  { suffix: 'compactLayout', type: 'CompactLayout' },
  { suffix: 'validationRule', type: 'ValidationRule' },
  { suffix: 'layout', type: 'Layout' },
  { suffix: 'permissionset', type: 'PermissionSet' },
  { suffix: 'permissionsetgroup', type: 'PermissionSetGroup' },
  { suffix: 'customPermission', type: 'CustomPermission' },
  { suffix: 'queue', type: 'Queue' },
  { suffix: 'group', type: 'Group' },
  { suffix: 'sharingRules', type: 'SharingRules' },
  { suffix: 'flexipage', type: 'FlexiPage' },
  { suffix: 'app', type: 'CustomApplication' },
  { suffix: 'tab', type: 'CustomTab' },
  { suffix: 'labels', type: 'CustomLabels' },
  { suffix: 'cls', type: 'ApexClass' },
  { suffix: 'js', type: 'LightningComponentBundle' },
  { suffix: 'flow', type: 'Flow' },
  { suffix: 'notiftype', type: 'CustomNotificationType' },
  { suffix: 'namedCredential', type: 'NamedCredential' },
  { suffix: 'externalCredential', type: 'ExternalCredential' },
  { suffix: 'eca', type: 'ExternalClientApplication' },
  { suffix: 'ecaOauth', type: 'ExtlClntAppOauthSettings' },
  { suffix: 'ecaGlblOauth', type: 'ExtlClntAppGlobalOauthSettings' },
  { suffix: 'ecaOauthPlcy', type: 'ExtlClntAppOauthConfigurablePolicies' },
  { suffix: 'ecaPlcy', type: 'ExtlClntAppConfigurablePolicies' },
  { suffix: 'reportType', type: 'ReportType' },
  { suffix: 'report', type: 'Report', inFolders: 'reports' },
  { suffix: 'reportFolder', type: 'ReportFolder', inFolders: 'reports' },
  { suffix: 'dashboard', type: 'Dashboard', inFolders: 'dashboards' },
  { suffix: 'dashboardFolder', type: 'DashboardFolder', inFolders: 'dashboards' },
];

interface ComponentSuffix {
  readonly suffix: string;
  /** Also the name of the root element, but for folders of reports and dashboards, which have their own. */
  readonly type: string;
  /** Set where the folders below this one are part of the name. */
  readonly inFolders?: string;
}
