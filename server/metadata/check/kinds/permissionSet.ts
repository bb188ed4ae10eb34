import { finding, group } from '../grammar.ts';
import { flag, nameOf, notFound, oneOf, someTextUpTo, textUpTo } from '../leaves.ts';
import { childNamed, childrenNamed, flagOf, nodesAt, textOf } from '../MetadataNode.ts';
import { fieldNames } from '../PackageIndex.ts';
import { STANDARD_TABS } from '../standard/tabs.ts';
import { USER_PERMISSIONS } from '../standard/userPermissions.ts';
import { componentName, needs, noneTwice, objectName } from './common.ts';
import type { Leaf, Rule } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { PackageIndex } from '../PackageIndex.ts';
import type { Finding } from '../Problem.ts';

/** `Object.Field`, of a field that Salesforce lets one grant. */
const grantedField: Leaf = {
  kind: 'the field',
  refuse: (value, { index }) => {
    const [objectPart = '', fieldPart = ''] = value.split('.');
    const object = index.objects.get(objectPart);
    if (!object) return notFound('the object', objectPart, [...index.objects.keys()]);
    const field = object.fields.get(fieldPart);
    if (!field) return notFound(`the field of ${objectPart}`, fieldPart, fieldNames(index, objectPart));
    const because = field.required
      ? 'is required'
      : object.kind === 'setting'
        ? 'belongs to a custom setting'
        : object.kind === 'event'
          ? 'belongs to a platform event'
          : [
                'Id',
                'Name',
                'CreatedById',
                'CreatedDate',
                'LastModifiedById',
                'LastModifiedDate',
                'OwnerId',
                'SystemModstamp',
                'IsDeleted',
              ].includes(fieldPart)
            ? 'is always readable'
            : null;
    return because
      ? `found a permission for ${value}, which ${because}, expected none: Salesforce refuses it, so remove it`
      : null;
  },
  fault: (value) => value.replace(/(__c)?$/, '_gone$1'),
};

const grantedObject: Leaf = {
  ...objectName,
  refuse: (value, scope) => {
    // Not in the sObject types, yet a permission set grants it: without it nobody's external credential can be used.
    if (value === 'UserExternalCredential') return null;
    const lost = objectName.refuse(value, scope);
    if (lost) return lost;
    return scope.index.objects.get(value)?.kind === 'setting'
      ? `found an object permission for the custom setting ${value}, expected <customSettingAccesses>: move it there`
      : null;
  },
};

const customSetting = nameOf('the custom setting', ({ index }) =>
  [...index.objects.values()].filter(({ kind }) => kind === 'setting').map(({ name }) => name),
);

/** `Credential-Principal` */
const principal = nameOf('the principal of an external credential', ({ index }) =>
  [...(index.components.get('ExternalCredential')?.values() ?? [])].flatMap(({ name, root }) =>
    childrenNamed(root, 'externalCredentialParameters')
      .filter((parameter) => ['NamedPrincipal', 'PerUserPrincipal'].includes(textOf(parameter, 'parameterType') ?? ''))
      .map((parameter) => `${name}-${textOf(parameter, 'parameterName') ?? ''}`),
  ),
);

const RIGHTS: readonly (readonly [right: string, needs: readonly string[]])[] = [
  ['allowCreate', ['allowRead']],
  ['allowEdit', ['allowRead']],
  ['allowDelete', ['allowRead', 'allowEdit']],
  ['viewAllRecords', ['allowRead']],
  ['viewAllFields', ['allowRead']],
  ['modifyAllRecords', ['allowRead', 'allowEdit', 'allowDelete', 'viewAllRecords']],
];

const objectRights: Rule = (node, { index }) => {
  const event = index.objects.get(textOf(node, 'object') ?? '')?.kind === 'event';
  const found: Finding[] = [];
  if (!RIGHTS.some(([right]) => flagOf(node, right)) && !flagOf(node, 'allowRead')) {
    found.push(
      finding(
        node,
        `found an object permission for ${textOf(node, 'object')} that grants nothing, expected allowRead at least: grant it or remove the entry`,
      ),
    );
  }
  for (const [right, needed] of RIGHTS) {
    const element = childNamed(node, right);
    if (element?.text !== 'true') continue;
    const missing = needed.filter((each) => !flagOf(node, each));
    if (missing.length > 0) {
      found.push(
        finding(
          element,
          `found ${right} without ${missing.join(', ')} on ${textOf(node, 'object')}, expected all that it needs: grant them or take it away`,
        ),
      );
    }
    if (event && !['allowRead', 'allowCreate'].includes(right)) {
      found.push(
        finding(
          element,
          `found ${right} on the platform event ${textOf(node, 'object')}, expected read and create only: set it to false`,
        ),
      );
    }
  }
  return found;
};

/** Standard objects that are read through their accounts. */
const STANDARD_PARENTS: Readonly<Record<string, readonly string[]>> = {
  Contact: ['Account'],
  Opportunity: ['Account'],
  Contract: ['Account'],
};

function parentsOf(object: string, index: PackageIndex): readonly string[] {
  const masters = [...(index.objects.get(object)?.fields.values() ?? [])].filter(({ type }) => type === 'MasterDetail');
  return [...masters.flatMap(({ to }) => to ?? []), ...(STANDARD_PARENTS[object] ?? [])];
}

const parentsReadable: Rule = (node, { index }) => {
  const entries = new Map(
    childrenNamed(node, 'objectPermissions').map((entry) => [textOf(entry, 'object') ?? '', entry]),
  );
  const found: Finding[] = [];
  for (const [object, entry] of entries) {
    for (const parent of parentsOf(object, index)) {
      const needed = ['allowRead', 'viewAllRecords', 'modifyAllRecords'].filter((right) => flagOf(entry, right));
      for (const right of needed) {
        const parentEntry = entries.get(parent);
        if (parentEntry && flagOf(parentEntry, right)) continue;
        found.push(
          finding(
            childNamed(entry, right) ?? entry,
            `found ${right} on ${object} without ${right} on its parent ${parent}, which Salesforce asks for: grant it there or take it away here`,
          ),
        );
      }
    }
  }
  return found;
};

const fieldRights: Rule = (node, { index, ancestors }) => {
  const editable = childNamed(node, 'editable');
  const name = textOf(node, 'field') ?? '';
  const [object = '', fieldPart = ''] = name.split('.');
  const field = index.objects.get(object)?.fields.get(fieldPart);
  const found: Finding[] = [];
  if (editable?.text === 'true') {
    if (!flagOf(node, 'readable')) {
      found.push(
        finding(editable, `found ${name} editable and not readable, expected both or neither: set readable to true`),
      );
    }
    if (field && (field.isFormula || field.type === 'AutoNumber')) {
      found.push(finding(editable, `found ${name} editable, which Salesforce computes, expected false: correct it`));
    }
  }
  if (!flagOf(node, 'readable') && editable?.text !== 'true') {
    found.push(
      finding(
        node,
        `found a field permission for ${name} that grants nothing, expected readable at least: grant it or remove the entry`,
      ),
    );
  }
  const entry = childrenNamed(ancestors.at(-1) ?? node, 'objectPermissions').find(
    (each) => textOf(each, 'object') === object,
  );
  if (!entry || !flagOf(entry, 'allowRead')) {
    found.push(
      finding(
        node,
        `found a permission for the field ${name} in a set that does not let one read ${object}, expected allowRead there: add it or remove this`,
      ),
    );
  } else if (editable?.text === 'true' && !flagOf(entry, 'allowEdit') && !flagOf(entry, 'allowCreate')) {
    found.push(
      finding(
        editable,
        `found ${name} editable in a set that lets one neither create nor edit ${object}: grant that or set this to false`,
      ),
    );
  }
  return found;
};

/** Whoever calls out through an external credential reads his own entry in it. */
const principalUsable: Rule = (node) => {
  const principals = childrenNamed(node, 'externalCredentialPrincipalAccesses').filter((each) =>
    flagOf(each, 'enabled'),
  );
  const readable = childrenNamed(node, 'objectPermissions').some(
    (each) => textOf(each, 'object') === 'UserExternalCredential' && flagOf(each, 'allowRead'),
  );
  return readable
    ? []
    : principals.map((each) =>
        finding(
          each,
          `found a principal in a set that does not let one read UserExternalCredential, expected allowRead on it: grant it, or every callout fails`,
        ),
      );
};

const systemRights: Rule = (node) => {
  const granted = new Set(
    childrenNamed(node, 'userPermissions')
      .filter((each) => flagOf(each, 'enabled'))
      .map((each) => textOf(each, 'name') ?? ''),
  );
  return childrenNamed(node, 'userPermissions').flatMap((each) => {
    const name = textOf(each, 'name') ?? '';
    const missing = granted.has(name) ? (USER_PERMISSIONS[name] ?? []).filter((needed) => !granted.has(needed)) : [];
    return missing.length === 0
      ? []
      : [
          finding(
            each,
            `found the permission ${name} without ${missing.join(', ')}, which Salesforce asks for: grant them too`,
          ),
        ];
  });
};

const entry = (name: string, leaf: Leaf) => group({ [name]: leaf, enabled: flag }, needs(name, 'enabled'));

export const permissionSet = group(
  {
    label: someTextUpTo(80),
    description: textUpTo(255),
    hasActivationRequired: flag,
    license: oneOf('Salesforce', 'Salesforce Platform', 'Salesforce API Integration'),
    applicationVisibilities: group(
      {
        application: componentName('app', 'CustomApplication', (name) => name.startsWith('standard__')),
        default: flag,
        visible: flag,
      },
      needs('application', 'visible'),
    ),
    classAccesses: entry('apexClass', componentName('Apex class', 'ApexClass')),
    customPermissions: entry('name', componentName('custom permission', 'CustomPermission')),
    customSettingAccesses: entry('name', customSetting),
    externalCredentialPrincipalAccesses: entry('externalCredentialPrincipal', principal),
    fieldPermissions: group(
      { editable: flag, field: grantedField, readable: flag },
      needs('field', 'readable', 'editable'),
      fieldRights,
    ),
    flowAccesses: entry('flow', componentName('flow', 'Flow')),
    objectPermissions: group(
      {
        allowCreate: flag,
        allowDelete: flag,
        allowEdit: flag,
        allowRead: flag,
        modifyAllRecords: flag,
        object: grantedObject,
        viewAllFields: flag,
        viewAllRecords: flag,
      },
      needs('object', 'allowRead', 'allowCreate', 'allowEdit', 'allowDelete', 'viewAllRecords', 'modifyAllRecords'),
      objectRights,
    ),
    tabSettings: group(
      {
        tab: componentName('tab', 'CustomTab', (name) => STANDARD_TABS.has(name)),
        visibility: oneOf('Available', 'None', 'Visible'),
      },
      needs('tab', 'visibility'),
    ),
    userPermissions: entry(
      'name',
      nameOf('the system permission', () => Object.keys(USER_PERMISSIONS)),
    ),
  },
  needs('label'),
  parentsReadable,
  principalUsable,
  systemRights,
  ...(
    [
      ['objectPermissions', 'object'],
      ['fieldPermissions', 'field'],
      ['classAccesses', 'apexClass'],
      ['customPermissions', 'name'],
      ['userPermissions', 'name'],
      ['tabSettings', 'tab'],
      ['applicationVisibilities', 'application'],
      ['customSettingAccesses', 'name'],
      ['externalCredentialPrincipalAccesses', 'externalCredentialPrincipal'],
    ] as const
  ).map(([list, name]) => noneTwice('the entry for', (node: MetadataNode) => nodesAt(node, `${list}/${name}`))),
);
