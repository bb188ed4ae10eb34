import path from 'node:path';
import { findMetadataFiles } from './findMetadataFiles.ts';
import { XmlElement } from './XmlElement.ts';
import type { NamedCredentialMetadata } from './metadataTypes.ts';

const suffix = '.namedCredential-meta.xml';

/** Named credentials, sorted by name. */
export function readNamedCredentials(folder: string): NamedCredentialMetadata[] {
  return findMetadataFiles(folder, suffix).map((file) => {
    const root = XmlElement.readFile(file, 'NamedCredential');
    const address = root
      .children('namedCredentialParameters')
      .find((parameter) => parameter.text('parameterType') === 'Url');
    return {
      name: path.basename(file, suffix),
      label: root.requiredText('label'),
      url: address?.text('parameterValue'),
    };
  });
}
