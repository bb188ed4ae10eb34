import { readApexClasses } from './apex/readApexClasses.ts';
import { readLabels } from './readLabels.ts';
import { readNotificationTypes } from './readNotificationTypes.ts';
import { readNamedCredentials } from './readNamedCredentials.ts';
import { readObjects } from './readObjects.ts';
import { readPages } from './readPages.ts';
import { readCustomPermissions, readPermissionSets } from './readPermissions.ts';
import { readQueues } from './readQueues.ts';
import type { ForceApp } from './metadataTypes.ts';

/**
 * Reads the source-format metadata below `folder` (all package directories in it).
 * @throws MetadataError for a file that it does not understand; nothing is skipped over.
 */
export function readForceApp(folder: string): ForceApp {
  return {
    objects: readObjects(folder),
    permissionSets: readPermissionSets(folder),
    customPermissions: readCustomPermissions(folder),
    queues: readQueues(folder),
    namedCredentials: readNamedCredentials(folder),
    pages: readPages(folder),
    notificationTypes: readNotificationTypes(folder),
    labels: readLabels(folder),
    apexClasses: readApexClasses(folder),
  };
}
