import path from 'node:path';
import { findMetadataFiles } from './findMetadataFiles.ts';
import { XmlElement } from './XmlElement.ts';
import type { NotificationTypeMetadata } from './metadataTypes.ts';

const suffix = '.notiftype-meta.xml';

/** The custom notification types, by developer name. */
export function readNotificationTypes(folder: string): NotificationTypeMetadata[] {
  return findMetadataFiles(folder, suffix).map((file) => {
    const root = XmlElement.readFile(file, 'CustomNotificationType');
    return {
      name: path.basename(file, suffix),
      label: root.requiredText('masterLabel'),
      description: root.text('description'),
      desktop: root.flag('desktop'),
      mobile: root.flag('mobile'),
    };
  });
}
