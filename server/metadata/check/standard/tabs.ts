/** Tabs that Salesforce brings, as apps and permission sets name them. */
export const STANDARD_TABS: ReadonlySet<string> = new Set(
  (
    'standard-home standard-Account standard-Contact standard-Case standard-Opportunity standard-Lead standard-Campaign ' +
    'standard-report standard-Dashboard standard-Task standard-Event standard-Feed standard-Chatter standard-File ' +
    'standard-Contract standard-Asset standard-CollaborationGroup standard-CaptionTask standard-AppLauncher'
  ).split(' '),
);
