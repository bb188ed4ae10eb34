import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { XmlElement } from '../../server/metadata/XmlElement.ts';
import { FORCE_APP_FOLDER, forceApp, objectNamed, OWN_OBJECTS } from './forceApp.ts';

const project = JSON.parse(readFileSync('sfdx-project.json', 'utf8')) as {
  sourceApiVersion: string;
  replacements: { filename: string; stringToReplace: string; replaceWithEnv: string }[];
};

const files = readdirSync(FORCE_APP_FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));

const ofSuffix = (suffix: string) => files.filter((file) => file.endsWith(suffix));

describe('the files below force-app', () => {
  it('keep out of the org by .forceignore what is TypeScript or a test', () => {
    expect(readFileSync('.forceignore', 'utf8').split('\n')).toEqual(
      expect.arrayContaining(['**/*.ts', '**/__tests__/**', '**/jest-mocks/**', '**/tsconfig.json']),
    );
  });

  it('pair every class with its metadata, at the project’s API version', () => {
    expect(ofSuffix('.cls').filter((file) => !existsSync(`${file}-meta.xml`))).toEqual([]);
    for (const file of ofSuffix('.cls-meta.xml')) {
      expect(existsSync(file.replace('-meta.xml', ''))).toBe(true);
      expect(XmlElement.readFile(file, 'ApexClass').text('apiVersion')).toBe(project.sourceApiVersion);
    }
  });
});

describe('what pages show', () => {
  const folder = `${FORCE_APP_FOLDER}/main/default`;

  it('has a compact layout per object, assigned', () => {
    for (const name of OWN_OBJECTS) {
      const file = `${folder}/objects/${name}/${name}.object-meta.xml`;
      const assigned = XmlElement.readFile(file, 'CustomObject').requiredText('compactLayoutAssignment');
      expect(existsSync(`${folder}/objects/${name}/compactLayouts/${assigned}.compactLayout-meta.xml`)).toBe(true);
    }
  });

  it('has every field of an object on its page layout, under the layout’s default name', () => {
    for (const name of OWN_OBJECTS) {
      const file = `${folder}/layouts/${name}-${forceApp.objects.get(name)?.label} Layout.layout-meta.xml`;
      const shown = XmlElement.readFile(file, 'Layout')
        .children('layoutSections')
        .flatMap((section) => section.children('layoutColumns'))
        .flatMap((column) => column.children('layoutItems'))
        .map((item) => item.requiredText('field'));
      expect(shown).toEqual(expect.arrayContaining(objectNamed(name).fields.map((field) => field.name)));
    }
  });

  it('has an app whose home, queue and accounts are pages of this package', () => {
    const app = XmlElement.readFile(`${folder}/applications/Zendesk_Link_Trust.app-meta.xml`, 'CustomApplication');
    const pages = app.children('actionOverrides').map((override) => override.requiredText('content'));
    expect(pages).toEqual(['Zendesk_Link_Trust_Home', 'Account_Zendesk_Link_Trust']);
    expect(app.texts('tabs')).toEqual(
      expect.arrayContaining(['Zendesk_Exception_Queue', ...OWN_OBJECTS, 'standard-report', 'standard-Dashboard']),
    );
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

describe('what differs from org to org', () => {
  it('is taken from the environment as it is deployed, and named in the install guide', () => {
    const guide = readFileSync('docs/install.md', 'utf8');
    expect(project.replacements.map(({ replaceWithEnv }) => replaceWithEnv)).toEqual([
      'LINKPROOF_PUBLIC_URL',
      'LINKPROOF_CONTACT_EMAIL',
    ]);
    for (const { filename, stringToReplace, replaceWithEnv } of project.replacements) {
      expect(readFileSync(filename, 'utf8')).toContain(stringToReplace);
      expect(guide).toContain(`export ${replaceWithEnv}=`);
    }
  });

  it('is in no file as a secret: Salesforce makes the login’s key and secret', () => {
    for (const file of files.filter((name) => name.endsWith('-meta.xml'))) {
      expect(readFileSync(file, 'utf8')).not.toMatch(/<(consumerKey|consumerSecret|password|oauthToken)>/);
    }
  });
});
