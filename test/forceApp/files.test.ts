import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { XmlElement } from '../../server/metadata/XmlElement.ts';
import { fieldNamed, FORCE_APP_FOLDER, forceApp, OWN_OBJECTS } from './forceApp.ts';

const project = JSON.parse(readFileSync('sfdx-project.json', 'utf8')) as { sourceApiVersion: string };

/** Suffix -> the root element of its files and the folder they live in, by Salesforce's source format. */
const TYPES: Record<string, { root: string; folder: string }> = {
  '.cls-meta.xml': { root: 'ApexClass', folder: 'classes' },
  '.compactLayout-meta.xml': { root: 'CompactLayout', folder: 'compactLayouts' },
  '.customPermission-meta.xml': { root: 'CustomPermission', folder: 'customPermissions' },
  '.externalCredential-meta.xml': { root: 'ExternalCredential', folder: 'externalCredentials' },
  '.field-meta.xml': { root: 'CustomField', folder: 'fields' },
  '.js-meta.xml': { root: 'LightningComponentBundle', folder: 'lwc' },
  '.labels-meta.xml': { root: 'CustomLabels', folder: 'labels' },
  '.layout-meta.xml': { root: 'Layout', folder: 'layouts' },
  '.listView-meta.xml': { root: 'ListView', folder: 'listViews' },
  '.namedCredential-meta.xml': { root: 'NamedCredential', folder: 'namedCredentials' },
  '.object-meta.xml': { root: 'CustomObject', folder: 'objects' },
  '.permissionset-meta.xml': { root: 'PermissionSet', folder: 'permissionsets' },
};

/** Files that are one component together with a -meta.xml, and files that `.forceignore` keeps out of the org. */
const DEPLOYED_WITH_META = /\/classes\/[^/]+\.cls$|\/lwc\/[^/]+\/[^/]+\.(html|css|js|svg)$/;
const NOT_DEPLOYED = /\.ts$|\/__tests__\/|\/jest-mocks\/|\/tsconfig\.json$/;

const files = readdirSync(FORCE_APP_FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));

const typeOf = (file: string) => {
  const suffix = Object.keys(TYPES).find((candidate) => file.endsWith(candidate));
  return suffix === undefined ? undefined : TYPES[suffix];
};
const ofSuffix = (suffix: string) => files.filter((file) => file.endsWith(suffix));
const relative = (file: string) => path.relative(FORCE_APP_FOLDER, file);

describe('the files below force-app', () => {
  it('all belong to a metadata type, or are kept out of the org', () => {
    const strangers = files.filter(
      (file) => !typeOf(file) && !DEPLOYED_WITH_META.test(file) && !NOT_DEPLOYED.test(file),
    );
    expect(strangers.map(relative)).toEqual([]);
  });

  it('keep out of the org by .forceignore what is TypeScript or a test', () => {
    expect(readFileSync('.forceignore', 'utf8').split('\n')).toEqual(
      expect.arrayContaining(['**/*.ts', '**/__tests__/**', '**/jest-mocks/**', '**/tsconfig.json']),
    );
  });

  it.each(files.filter((file) => file.endsWith('-meta.xml')).map(relative))(
    '%s is well-formed and of the type its name and folder say',
    (name) => {
      const file = path.join(FORCE_APP_FOLDER, name);
      const type = typeOf(file);
      const source = readFileSync(file, 'utf8');
      expect(XMLValidator.validate(source)).toBe(true);
      expect(source).toMatch(new RegExp(`<${type?.root} xmlns="http://soap.sforce.com/2006/04/metadata"`));
      expect(path.dirname(name).split(path.sep)).toContain(type?.folder);
    },
  );

  it('pair every class with its metadata, at the project’s API version', () => {
    expect(ofSuffix('.cls').filter((file) => !existsSync(`${file}-meta.xml`))).toEqual([]);
    for (const file of ofSuffix('.cls-meta.xml')) {
      expect(existsSync(file.replace('-meta.xml', ''))).toBe(true);
      expect(XmlElement.readFile(file, 'ApexClass').text('apiVersion')).toBe(project.sourceApiVersion);
    }
  });
});

describe('what pages and lists show', () => {
  const standard = /^(Name|NAME|OwnerId|OWNER\.ALIAS|LastModifiedById)$/;
  const mustExist = (objectName: string, fields: string[]) => {
    expect(fields).not.toEqual([]);
    for (const field of fields.filter((name) => !standard.test(name))) fieldNamed(objectName, field);
  };
  const objectOf = (file: string) => path.basename(path.dirname(path.dirname(file)));

  it('names existing fields in every list view', () => {
    for (const file of ofSuffix('.listView-meta.xml')) {
      const view = XmlElement.readFile(file, 'ListView');
      mustExist(objectOf(file), [
        ...view.texts('columns'),
        ...view.children('filters').map((filter) => filter.requiredText('field')),
      ]);
    }
  });

  it('filters list views by existing picklist values', () => {
    for (const file of ofSuffix('.listView-meta.xml')) {
      for (const filter of XmlElement.readFile(file, 'ListView').children('filters')) {
        const field = filter.requiredText('field').replace('Effective_Status__c', 'Status__c');
        const values = fieldNamed(objectOf(file), field).picklist?.values.map(({ name }) => name);
        expect(values).toEqual(expect.arrayContaining(filter.requiredText('value').split(',')));
      }
    }
  });

  it('has one compact layout per object, assigned and of existing fields', () => {
    for (const name of OWN_OBJECTS) {
      const folder = `${FORCE_APP_FOLDER}/main/default/objects/${name}`;
      const assigned = XmlElement.readFile(`${folder}/${name}.object-meta.xml`, 'CustomObject').requiredText(
        'compactLayoutAssignment',
      );
      const file = `${folder}/compactLayouts/${assigned}.compactLayout-meta.xml`;
      mustExist(name, XmlElement.readFile(file, 'CompactLayout').texts('fields'));
    }
  });

  it('has a page layout per object under its default name, of existing fields', () => {
    for (const name of OWN_OBJECTS) {
      const label = forceApp.objects.get(name)?.label;
      const file = `${FORCE_APP_FOLDER}/main/default/layouts/${name}-${label} Layout.layout-meta.xml`;
      const items = XmlElement.readFile(file, 'Layout')
        .children('layoutSections')
        .flatMap((section) => section.children('layoutColumns'))
        .flatMap((column) => column.children('layoutItems'));
      mustExist(
        name,
        items.map((item) => item.requiredText('field')),
      );
    }
  });
});

describe('the way to the server', () => {
  const folder = `${FORCE_APP_FOLDER}/main/default`;
  const external = XmlElement.readFile(
    `${folder}/externalCredentials/Linkproof.externalCredential-meta.xml`,
    'ExternalCredential',
  );
  const named = XmlElement.readFile(`${folder}/namedCredentials/Linkproof.namedCredential-meta.xml`, 'NamedCredential');
  const parameters = external.children('externalCredentialParameters');
  const ofType = (type: string) => parameters.filter((parameter) => parameter.text('parameterType') === type);

  it('leads from the named credential to the external one, whose principal every role may use', () => {
    const authentication = named
      .children('namedCredentialParameters')
      .find((parameter) => parameter.text('parameterType') === 'Authentication');
    expect(named.text('namedCredentialType')).toBe('SecuredEndpoint');
    expect(authentication?.text('externalCredential')).toBe('Linkproof');
    const principals = ofType('NamedPrincipal').map((parameter) => `Linkproof-${parameter.text('parameterName')}`);
    for (const { externalCredentialPrincipals } of forceApp.permissionSets) {
      expect(principals).toEqual(expect.arrayContaining(externalCredentialPrincipals));
    }
  });

  it('signs a short-lived token that names the org and the acting user', () => {
    expect(external.text('authenticationProtocol')).toBe('Jwt');
    expect(ofType('SigningCertificate').map((parameter) => parameter.text('certificate'))).toEqual([
      'Linkproof_Signing',
    ]);
    const claims = Object.fromEntries(
      ofType('JwtBodyClaim').map((parameter) => [parameter.text('parameterName'), parameter.text('parameterValue')]),
    );
    expect(Object.keys(claims)).toEqual(['iss', 'sub', 'aud', 'exp', 'org_id', 'user_id']);
    expect(claims).toMatchObject({ aud: 'linkproof', org_id: '{!$Organization.Id}', user_id: '{!$User.Id}' });
    const secondsToLive = Number(/\+ (\d+)\)\)\}$/.exec(claims['exp'] ?? '')?.[1]);
    expect(secondsToLive).toBeGreaterThan(0);
    // The server refuses tokens that live longer.
    expect(secondsToLive).toBeLessThanOrEqual(300);
  });
});
