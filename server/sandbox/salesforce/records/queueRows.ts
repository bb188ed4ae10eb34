import { derivedId } from '../schema/ids.ts';
import type { ForceApp } from '../../../metadata/metadataTypes.ts';
import type { Row } from './fieldValue.ts';
import type { RowsByObject } from './permissionRows.ts';

/** Group and QueueSobject rows of the queues that force-app deploys. */
export function queueRows(forceApp: ForceApp): RowsByObject {
  const groups = forceApp.queues.map(({ name, label }) => ({
    Id: queueId(name),
    Name: label,
    DeveloperName: name,
    Type: 'Queue',
  }));
  const queueSobjects = forceApp.queues.flatMap(({ name, objects }) =>
    objects.map((object) => {
      if (!forceApp.objects.has(object)) {
        throw new Error(`The queue ${name} holds ${object}, which force-app does not have: it would not deploy.`);
      }
      return { Id: derivedId('03g', `${name}.${object}`), QueueId: queueId(name), SobjectType: object };
    }),
  );
  return new Map<string, Row[]>([
    ['Group', groups],
    ['QueueSobject', queueSobjects],
  ]);
}

function queueId(name: string): string {
  return derivedId('00G', name);
}
