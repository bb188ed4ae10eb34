import { readNamedCredentials } from './readNamedCredentials.ts';
import { readNotificationTypes } from './readNotificationTypes.ts';
import { readObjects } from './readObjects.ts';
import { readPages } from './readPages.ts';
import { readCustomPermissions, readPermissionSets } from './readPermissions.ts';
import { readQueues } from './readQueues.ts';

/** What a deployment of `folder` brings, by API names: enough to ask an org whether it is all there. */
export interface PackageParts {
  /** Custom fields by their object. */
  fields: Record<string, string[]>;
  permissionSets: string[];
  customPermissions: string[];
  queues: string[];
  notificationTypes: string[];
  namedCredentials: string[];
  pages: string[];
}

/** @throws MetadataError for a file that it does not understand */
export function readPackageParts(folder: string): PackageParts {
  const fields = [...readObjects(folder).values()].map((object) => [object.name, object.fields.map(nameOf)] as const);
  return {
    fields: Object.fromEntries(fields),
    permissionSets: readPermissionSets(folder).map(nameOf),
    customPermissions: readCustomPermissions(folder).map(nameOf),
    queues: readQueues(folder).map(nameOf),
    notificationTypes: readNotificationTypes(folder).map(nameOf),
    namedCredentials: readNamedCredentials(folder).map(nameOf),
    pages: readPages(folder).map(nameOf),
  };
}

function nameOf({ name }: { name: string }): string {
  return name;
}
