/**
 * System permissions that a permission set of such a package may grant, each with those that Salesforce asks for beside it.
 * From the fields of PermissionSet (API 65.0); what asks for what, from Salesforce's own refusals.
 */
export const USER_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  ActivitiesAccess: [],
  ApiEnabled: [],
  ApiUserOnly: ['ApiEnabled'],
  AssignPermissionSets: ['ViewSetup', 'ViewRoles'],
  ChatterInternalUser: [],
  CreateCustomizeDashboards: ['RunReports'],
  CreateCustomizeFilters: [],
  CreateCustomizeReports: ['RunReports'],
  CreateDashboardFolders: ['CreateCustomizeDashboards', 'RunReports'],
  CreateReportFolders: ['CreateCustomizeReports', 'RunReports'],
  EditPublicFilters: ['CreateCustomizeFilters'],
  EditTask: [],
  ExportReport: ['RunReports'],
  LightningExperienceUser: [],
  ManageDashbdsInPubFolders: [],
  ManageReportsInPubFolders: [],
  PasswordNeverExpires: [],
  RunFlow: [],
  RunReports: [],
  SendCustomNotifications: [],
  SubscribeReportsRunAsUser: ['RunReports'],
  SubscribeToLightningDashboards: ['RunReports'],
  SubscribeToLightningReports: ['RunReports'],
  ViewAllUsers: [],
  ViewPublicDashboards: ['RunReports'],
  ViewPublicReports: ['RunReports'],
  ViewRoles: [],
  ViewSetup: ['ViewRoles'],
};
