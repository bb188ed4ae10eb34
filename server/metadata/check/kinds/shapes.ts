import { customPermission, permissionSetGroup, publicGroup, queue, sharingRules } from './access.ts';
import { apexClass } from './apexClass.ts';
import { customApplication, customTab } from './application.ts';
import { lightningComponentBundle } from './bundle.ts';
import {
  appPolicies,
  externalClientApplication,
  globalOauthSettings,
  oauthPolicies,
  oauthSettings,
} from './clientApps.ts';
import { externalCredential, namedCredential } from './credentials.ts';
import { customField } from './customField.ts';
import { customLabels } from './customLabels.ts';
import { customNotificationType } from './customNotificationType.ts';
import { customObject } from './customObject.ts';
import { dashboard, folder } from './dashboard.ts';
import { flexiPage } from './flexiPage.ts';
import { flow } from './flow.ts';
import { layout } from './layout.ts';
import { permissionSet } from './permissionSet.ts';
import { report } from './report.ts';
import { reportType } from './reportType.ts';
import { compactLayout, listView, validationRule } from './views.ts';
import type { Group } from '../grammar.ts';

/** What may stand in a file of each metadata type. */
export const SHAPES: Readonly<Record<string, Group>> = {
  ApexClass: apexClass,
  CompactLayout: compactLayout,
  CustomApplication: customApplication,
  CustomField: customField,
  CustomLabels: customLabels,
  CustomNotificationType: customNotificationType,
  CustomObject: customObject,
  CustomPermission: customPermission,
  CustomTab: customTab,
  Dashboard: dashboard,
  DashboardFolder: folder,
  ExternalClientApplication: externalClientApplication,
  ExternalCredential: externalCredential,
  ExtlClntAppConfigurablePolicies: appPolicies,
  ExtlClntAppGlobalOauthSettings: globalOauthSettings,
  ExtlClntAppOauthConfigurablePolicies: oauthPolicies,
  ExtlClntAppOauthSettings: oauthSettings,
  FlexiPage: flexiPage,
  Flow: flow,
  Group: publicGroup,
  Layout: layout,
  LightningComponentBundle: lightningComponentBundle,
  ListView: listView,
  NamedCredential: namedCredential,
  PermissionSet: permissionSet,
  PermissionSetGroup: permissionSetGroup,
  Queue: queue,
  Report: report,
  ReportFolder: folder,
  ReportType: reportType,
  SharingRules: sharingRules,
  ValidationRule: validationRule,
};
