import path from 'node:path';
import { findMetadataFiles } from './findMetadataFiles.ts';
import { XmlElement } from './XmlElement.ts';
import type { PageMetadata } from './metadataTypes.ts';

const suffix = '.flexipage-meta.xml';

/** Lightning pages, sorted by name. */
export function readPages(folder: string): PageMetadata[] {
  return findMetadataFiles(folder, suffix).map((file) => {
    const root = XmlElement.readFile(file, 'FlexiPage');
    return {
      name: path.basename(file, suffix),
      label: root.requiredText('masterLabel'),
      type: root.requiredText('type'),
      object: root.text('sobjectType'),
    };
  });
}
