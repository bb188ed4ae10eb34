import path from 'node:path';
import { findMetadataFiles } from '../../../metadata/findMetadataFiles.ts';
import { MetadataError } from '../../../metadata/MetadataError.ts';
import { XmlElement } from '../../../metadata/XmlElement.ts';

const NAMED = '.namedCredential-meta.xml';
const EXTERNAL = '.externalCredential-meta.xml';

/** A named credential together with the external credential that signs for it. */
export interface NamedCredential {
  name: string;
  externalCredential: ExternalCredential;
}

export interface ExternalCredential {
  name: string;
  /** Principals as permission sets grant them: `<external credential>-<principal>`. */
  principals: string[];
  /** Developer name of the certificate whose key signs. */
  signingCertificate: string;
  /** Values as written, formulas included, by claim name. */
  claims: Map<string, string>;
}

/** Named credentials below `folder` by developer name. @throws MetadataError for one that the stand-in cannot act for. */
export function readNamedCredentials(folder: string): Map<string, NamedCredential> {
  const external = new Map(findMetadataFiles(folder, EXTERNAL).map((file) => [path.basename(file, EXTERNAL), file]));
  const credentials = findMetadataFiles(folder, NAMED).map((file): [string, NamedCredential] => {
    const name = path.basename(file, NAMED);
    const externalName = XmlElement.readFile(file, 'NamedCredential')
      .children('namedCredentialParameters')
      .find((parameter) => parameter.text('parameterType') === 'Authentication')
      ?.requiredText('externalCredential');
    const externalFile = external.get(externalName ?? '');
    if (externalFile === undefined) {
      throw new MetadataError(file, `expected an external credential of force-app, found ${externalName ?? 'none'}`);
    }
    return [name, { name, externalCredential: readExternalCredential(externalFile) }];
  });
  return new Map(credentials);
}

function readExternalCredential(file: string): ExternalCredential {
  const root = XmlElement.readFile(file, 'ExternalCredential');
  const protocol = root.requiredText('authenticationProtocol');
  if (protocol !== 'Jwt') throw new MetadataError(file, `expected the protocol Jwt, found ${protocol}`);
  const name = path.basename(file, EXTERNAL);
  const parameters = root.children('externalCredentialParameters');
  const ofType = (type: string): XmlElement[] =>
    parameters.filter((parameter) => parameter.text('parameterType') === type);
  const [certificate] = ofType('SigningCertificate');
  if (certificate === undefined) throw new MetadataError(file, 'expected a parameter of type SigningCertificate');
  return {
    name,
    principals: ofType('NamedPrincipal').map((parameter) => `${name}-${parameter.requiredText('parameterName')}`),
    signingCertificate: certificate.requiredText('certificate'),
    claims: new Map(
      ofType('JwtBodyClaim').map((parameter) => [
        parameter.requiredText('parameterName'),
        parameter.requiredText('parameterValue'),
      ]),
    ),
  };
}
