import { finding, group } from '../grammar.ts';
import { flag, notFound, oneOf, someTextUpTo, text, textUpTo } from '../leaves.ts';
import { childrenNamed, nodesAt, textOf } from '../MetadataNode.ts';
import { componentNames } from '../PackageIndex.ts';
import { componentName, DESCRIPTION_LIMIT, fieldName, needs, noneTwice, objectName } from './common.ts';
import { booleanFilterFindings } from './filters.ts';
import { filterOperation, rightFilter } from './views.ts';
import type { Leaf, Rule } from '../grammar.ts';

export const permissionSetGroup = group(
  {
    label: someTextUpTo(80),
    description: textUpTo(255),
    hasActivationRequired: flag,
    mutingPermissionSets: text,
    permissionSets: componentName('permission set', 'PermissionSet'),
    status: oneOf('Updated', 'Outdated', 'Updating', 'Failed'),
  },
  needs('label', 'permissionSets'),
  noneTwice('the permission set', (node) => childrenNamed(node, 'permissionSets')),
);

export const customPermission = group(
  {
    label: someTextUpTo(80),
    description: textUpTo(255),
    isLicensed: flag,
    connectedApp: text,
    requiredPermission: group({
      customPermission: componentName('custom permission', 'CustomPermission'),
      dependency: flag,
    }),
  },
  needs('label', 'isLicensed'),
);

const ownable: Leaf = {
  ...objectName,
  refuse: (value, scope) => {
    const lost = objectName.refuse(value, scope);
    if (lost) return lost;
    return scope.index.objects.get(value)?.fields.has('OwnerId')
      ? null
      : `found ${value} in a queue, whose records have no owner of their own, expected an object that has: remove it`;
  },
};

export const queue = group(
  {
    name: someTextUpTo(80),
    description: textUpTo(255),
    doesIncludeBosses: flag,
    doesSendEmailToMembers: flag,
    email: text,
    queueMembers: group({
      publicGroups: group({ publicGroup: componentName('group', 'Group') }),
      roles: group({ role: componentName('role', 'Role') }),
      users: group({ user: text }),
    }),
    queueSobject: group({ sobjectType: ownable }, needs('sobjectType')),
  },
  needs('name', 'queueSobject'),
  noneTwice('the object', (node) => nodesAt(node, 'queueSobject/sobjectType')),
);

export const publicGroup = group(
  { name: someTextUpTo(40), description: textUpTo(DESCRIPTION_LIMIT), doesIncludeBosses: flag },
  needs('name'),
);

const ruleField = fieldName([], ({ component }) => component.name);
const sharedTo = group({
  allInternalUsers: text,
  group: componentName('group', 'Group'),
  queue: componentName('queue', 'Queue'),
  role: componentName('role', 'Role'),
  roleAndSubordinates: componentName('role', 'Role'),
});
const commonRule = {
  fullName: someTextUpTo(80),
  accessLevel: oneOf('Read', 'Edit'),
  description: textUpTo(DESCRIPTION_LIMIT),
  label: someTextUpTo(80),
  sharedTo,
};

const shareable: Rule = (node, { component, index }) => {
  const object = index.objects.get(component.name);
  if (!object) return [finding(node, notFound('the object', component.name, componentNames(index, 'CustomObject')))];
  const model = object.component && textOf(object.component.root, 'sharingModel');
  return model && !['Private', 'Read'].includes(model)
    ? [
        finding(
          node,
          `found sharing rules for ${component.name}, whose sharing model is ${model}, expected Private or Read: remove the rules`,
        ),
      ]
    : [];
};

export const sharingRules = group(
  {
    sharingCriteriaRules: group(
      {
        ...commonRule,
        booleanFilter: text,
        criteriaItems: group({ field: ruleField, operation: filterOperation, value: text }, rightFilter),
        includeRecordsOwnedByAll: flag,
      },
      (node) => booleanFilterFindings(node, childrenNamed(node, 'criteriaItems').length),
    ),
    sharingOwnerRules: group({ ...commonRule, sharedFrom: sharedTo }),
  },
  shareable,
);
