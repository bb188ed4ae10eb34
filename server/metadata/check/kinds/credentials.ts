import { globalProblem } from '../formula.ts';
import { finding, group } from '../grammar.ts';
import { flag, matching, nameOf, oneOf, someTextUpTo, text, textUpTo, whole } from '../leaves.ts';
import { childrenNamed, textOf } from '../MetadataNode.ts';
import { componentName, needs } from './common.ts';
import type { Leaf, Rule } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';

/** A claim or header, with merge fields such as `{!$Organization.Id}`. */
const mergeText: Leaf = {
  kind: 'the merge fields of a text',
  refuse: (value, { index }) => {
    for (const [, expression = ''] of value.matchAll(/\{!([^}]*)\}/g)) {
      for (const [path] of expression.matchAll(/\$[A-Z]\w*(?:[.]\w+)+/g)) {
        const problem = globalProblem(path, index);
        if (problem) return problem;
      }
    }
    return null;
  },
  fault: (value) => value.replace(/(\$[A-Z]\w*)[.]\w+/, '$1.Gone'),
};

/** Of each protocol: which parameters it can't do without, by type. */
const PROTOCOL_NEEDS: Readonly<Record<string, readonly string[]>> = {
  Jwt: ['SigningCertificate', 'JwtBodyClaim'],
  JwtExchange: ['SigningCertificate', 'JwtBodyClaim', 'AuthProviderUrl'],
  Oauth: ['AuthProtocolVariant'],
  NoAuthentication: [],
  Custom: [],
  Basic: [],
  AwsSv4: [],
};
const JWT_CLAIMS = ['iss', 'sub', 'aud', 'exp'];
const PRINCIPALS = ['NamedPrincipal', 'PerUserPrincipal'];

const wholeCredential: Rule = (node) => {
  const protocol = textOf(node, 'authenticationProtocol') ?? '';
  const parameters = childrenNamed(node, 'externalCredentialParameters');
  const types = parameters.map((parameter) => textOf(parameter, 'parameterType') ?? '');
  const missing = (PROTOCOL_NEEDS[protocol] ?? []).filter((type) => !types.includes(type));
  const claims = parameters
    .filter((each) => textOf(each, 'parameterType') === 'JwtBodyClaim')
    .map((each) => textOf(each, 'parameterName') ?? '');
  const missingClaims = protocol.startsWith('Jwt') ? JWT_CLAIMS.filter((claim) => !claims.includes(claim)) : [];
  return [
    ...missing.map((type) =>
      finding(node, `found the protocol ${protocol} without a parameter of type ${type}, expected one: add it`),
    ),
    ...missingClaims.map((claim) =>
      finding(node, `found a token without the claim ${claim}, expected ${JWT_CLAIMS.join(', ')}: add it`),
    ),
    ...(types.some((type) => PRINCIPALS.includes(type))
      ? []
      : [
          finding(
            node,
            `found an external credential without a principal, expected one that permission sets can name: add a NamedPrincipal`,
          ),
        ]),
    ...twins(parameters),
  ];
};

function twins(parameters: readonly MetadataNode[]) {
  const seen = new Set<string>();
  return parameters.flatMap((parameter) => {
    const key = `${textOf(parameter, 'parameterType')} ${textOf(parameter, 'parameterName')}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [finding(parameter, `found the parameter ${key} a second time, expected it once: remove one of them`)];
  });
}

const wholeParameter: Rule = (node, scope) => {
  const type = textOf(node, 'parameterType') ?? '';
  const must =
    type === 'SigningCertificate'
      ? ['certificate']
      : type === 'JwtBodyClaim'
        ? ['parameterValue']
        : PRINCIPALS.includes(type)
          ? ['sequenceNumber']
          : [];
  return needs(...must)(node, scope);
};

export const externalCredential = group(
  {
    authenticationProtocol: oneOf(...Object.keys(PROTOCOL_NEEDS)),
    description: textUpTo(255),
    externalCredentialParameters: group(
      {
        // Made in Setup before the package is deployed: certificates can't be packaged with their private keys.
        certificate: matching('the certificate', /^[A-Za-z]\w{0,79}$/, 'the name of a certificate in Setup'),
        description: textUpTo(255),
        parameterGroup: nameOf('the principal or group of parameters', ({ component }) => [
          'DefaultGroup',
          ...childrenNamed(component.root, 'externalCredentialParameters')
            .filter((each) => PRINCIPALS.includes(textOf(each, 'parameterType') ?? ''))
            .map((each) => textOf(each, 'parameterName') ?? ''),
        ]),
        parameterName: someTextUpTo(80),
        parameterType: oneOf(
          'AuthHeader',
          'AuthParameter',
          'AuthProtocolVariant',
          'AuthProvider',
          'AuthProviderUrl',
          'AwsStsPrincipal',
          'JwtBodyClaim',
          'JwtHeaderClaim',
          'NamedPrincipal',
          'PerUserPrincipal',
          'SigningCertificate',
        ),
        parameterValue: mergeText,
        sequenceNumber: whole(1, 999),
      },
      needs('parameterName', 'parameterType'),
      wholeParameter,
    ),
    label: someTextUpTo(80),
  },
  needs('authenticationProtocol', 'label'),
  wholeCredential,
);

const rightParameters: Rule = (node) => {
  const types = childrenNamed(node, 'namedCredentialParameters').map((each) => textOf(each, 'parameterType'));
  if (textOf(node, 'namedCredentialType') !== 'SecuredEndpoint') return [];
  return ['Url', 'Authentication']
    .filter((type) => !types.includes(type))
    .map((type) => finding(node, `found a secured endpoint without a parameter of type ${type}, expected one: add it`));
};

const rightUrl: Rule = (node, scope) => {
  const value = childrenNamed(node, 'parameterValue')[0];
  if (textOf(node, 'parameterType') === 'Authentication') return needs('externalCredential')(node, scope);
  if (textOf(node, 'parameterType') !== 'Url') return [];
  if (value && /^https:\/\/[^\s/]+/.test(value.text)) return [];
  return [
    finding(
      value ?? node,
      `found the address "${value?.text ?? ''}", expected one that begins with https://: correct it`,
    ),
  ];
};

export const namedCredential = group(
  {
    allowMergeFieldsInBody: flag,
    allowMergeFieldsInHeader: flag,
    calloutStatus: oneOf('Enabled', 'Disabled'),
    description: textUpTo(255),
    generateAuthorizationHeader: flag,
    label: someTextUpTo(80),
    namedCredentialParameters: group(
      {
        certificate: text,
        description: textUpTo(255),
        externalCredential: componentName('external credential', 'ExternalCredential'),
        outboundNetworkConnection: text,
        parameterName: someTextUpTo(80),
        parameterType: oneOf(
          'AllowedManagedPackageNamespaces',
          'Authentication',
          'ClientCertificate',
          'HttpHeader',
          'OutboundNetworkConnection',
          'Url',
        ),
        parameterValue: mergeText,
        sequenceNumber: whole(1, 999),
      },
      needs('parameterName', 'parameterType'),
      rightUrl,
    ),
    namedCredentialType: oneOf('SecuredEndpoint', 'PrivateEndpoint'),
  },
  needs('calloutStatus', 'label', 'namedCredentialType'),
  rightParameters,
);
