import { findMetadataFiles } from './findMetadataFiles.ts';
import { MetadataError } from './MetadataError.ts';
import { XmlElement } from './XmlElement.ts';
import type { LabelMetadata } from './metadataTypes.ts';

/** Custom labels by name. */
export function readLabels(folder: string): Map<string, LabelMetadata> {
  const labels = new Map<string, LabelMetadata>();
  for (const file of findMetadataFiles(folder, '.labels-meta.xml')) {
    for (const element of XmlElement.readFile(file, 'CustomLabels').children('labels')) {
      const name = element.requiredText('fullName');
      if (labels.has(name)) throw new MetadataError(file, `the label ${name} is defined twice`);
      labels.set(name, {
        name,
        value: element.text('value') ?? '',
        language: element.text('language') ?? 'en_US',
        protected: element.flag('protected'),
      });
    }
  }
  return labels;
}
