import { group } from '../grammar.ts';
import { flag, matching, nameOf, oneOf, someTextUpTo, text, textUpTo, whole } from '../leaves.ts';
import { componentName, needs } from './common.ts';
import type { Leaf } from '../grammar.ts';

const clientApp = componentName('external client app', 'ExternalClientApplication');

/** From Salesforce's list of OAuth scopes, as the Metadata API spells them. */
const SCOPES = [
  'Address',
  'Api',
  'CDPIngest',
  'CDPProfile',
  'CDPQuery',
  'Chatter',
  'Content',
  'CustomApplications',
  'CustomPermissions',
  'Email',
  'ForgotPassword',
  'Full',
  'Interaction',
  'Lightning',
  'OfflineAccess',
  'OpenID',
  'Phone',
  'Profile',
  'RefreshToken',
  'UserRegistration',
  'VisualForce',
  'Web',
];

const scopes: Leaf = {
  kind: 'the scopes',
  refuse: (value) => {
    const strange = value
      .split(',')
      .map((each) => each.trim())
      .filter((each) => !SCOPES.includes(each));
    return strange.length === 0
      ? null
      : `found the scope ${strange.join(', ')}, expected some of ${SCOPES.join(', ')}: correct it`;
  },
  fault: (value) => `${value}Gone`,
};

const permissionSets: Leaf = {
  kind: 'the permission sets',
  refuse: (value, scope) => {
    for (const each of value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')) {
      const problem = nameOf(
        'the permission set',
        ({ index }) => index.components.get('PermissionSet')?.keys() ?? [],
      ).refuse(each, scope);
      if (problem) return problem;
    }
    return null;
  },
  fault: (value) => `${value}_gone`,
};

export const externalClientApplication = group(
  {
    contactEmail: matching('an e-mail address', /^[^@\s]+@[^@\s]+$/, 'an e-mail address'),
    contactPhone: text,
    description: textUpTo(255),
    distributionState: oneOf('Local', 'Packageable'),
    iconUrl: text,
    infoUrl: text,
    isProtected: flag,
    label: someTextUpTo(80),
    logoUrl: text,
    orgScopedExternalApp: text,
  },
  needs('contactEmail', 'distributionState', 'label'),
);

export const oauthSettings = group(
  {
    commaSeparatedOauthScopes: scopes,
    externalClientApplication: clientApp,
    isFirstPartyAppEnabled: flag,
    label: someTextUpTo(80),
    oauthLink: text,
    singleLogoutUrl: text,
  },
  needs('commaSeparatedOauthScopes', 'externalClientApplication', 'label'),
);

export const globalOauthSettings = group(
  {
    callbackUrl: matching('an address', /^https:\/\/\S+$/, 'an address that begins with https://'),
    certificate: text,
    consumerKey: text,
    consumerSecret: {
      kind: 'a secret',
      refuse: (value) =>
        value === '' ? null : `found a secret in a file, expected none: remove it, and make a new one in Setup`,
      fault: () => 'planted',
    },
    externalClientApplication: clientApp,
    idTokenConfig: text,
    isClientCredentialsFlowEnabled: flag,
    isCodeCredFlowEnabled: flag,
    isCodeCredPostOnly: flag,
    isConsumerSecretOptional: flag,
    isDeviceFlowEnabled: flag,
    isIntrospectAllTokens: flag,
    isNamedUserJwtEnabled: flag,
    isPkceRequired: flag,
    isRefreshTokenRotationEnabled: flag,
    isSecretRequiredForRefreshToken: flag,
    isSecretRequiredForTokenExchange: flag,
    isTokenExchangeEnabled: flag,
    label: someTextUpTo(80),
    shouldRotateConsumerKey: flag,
    shouldRotateConsumerSecret: flag,
  },
  needs('externalClientApplication', 'label'),
);

export const oauthPolicies = group(
  {
    apexHandler: componentName('Apex class', 'ApexClass'),
    clientCredentialsFlowUser: text,
    commaSeparatedPermissionSet: permissionSets,
    commaSeparatedProfile: text,
    customAttributes: text,
    executeHandlerAs: text,
    externalClientApplication: clientApp,
    guestJwtTimeout: text,
    ipRelaxationPolicyType: oneOf('Enforce', 'Bypass', 'EnforceActivated'),
    isClientCredentialsFlowEnabled: flag,
    isGuestCodeCredFlowEnabled: flag,
    isTokenExchangeFlowEnabled: flag,
    label: someTextUpTo(80),
    namedUserJwtTimeout: text,
    permittedUsersPolicyType: oneOf('AdminApprovedPreAuthorized', 'AllSelfAuthorized'),
    policyAction: text,
    refreshTokenPolicyType: oneOf('Immediately', 'Infinite', 'SpecificInactivity', 'SpecificLifetime'),
    refreshTokenValidityPeriod: whole(0, 1_000_000),
    refreshTokenValidityUnit: oneOf('Days', 'Hours', 'Months'),
    requiredSessionLevel: text,
    sessionTimeoutInMinutes: whole(0, 1440),
    singleLogoutUrl: text,
    startUrl: text,
  },
  needs('externalClientApplication', 'label', 'permittedUsersPolicyType'),
);

export const appPolicies = group(
  {
    externalClientApplication: clientApp,
    isEnabled: flag,
    isOauthPluginEnabled: flag,
    isPushPluginEnabled: flag,
    label: someTextUpTo(80),
    startPage: oneOf('None', 'Custom', 'OAuth'),
    startUrl: text,
  },
  needs('externalClientApplication', 'label'),
);
