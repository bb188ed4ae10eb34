import path from 'node:path';
import { findMetadataFiles } from './findMetadataFiles.ts';
import { XmlElement } from './XmlElement.ts';
import type { QueueMetadata } from './metadataTypes.ts';

const queueSuffix = '.queue-meta.xml';

/** Queues, sorted by name. */
export function readQueues(folder: string): QueueMetadata[] {
  return findMetadataFiles(folder, queueSuffix).map((file) => {
    const root = XmlElement.readFile(file, 'Queue');
    return {
      name: path.basename(file, queueSuffix),
      label: root.requiredText('name'),
      objects: root.children('queueSobject').map((element) => element.requiredText('sobjectType')),
    };
  });
}
