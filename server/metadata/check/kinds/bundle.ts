import { finding, group } from '../grammar.ts';
import { flag, oneOf, someTextUpTo, text, textUpTo } from '../leaves.ts';
import { childNamed, childrenNamed, flagOf, nodesAt } from '../MetadataNode.ts';
import { targetsOf } from '../sources/indexBundle.ts';
import { apiVersion } from './apexClass.ts';
import { DESCRIPTION_LIMIT, needs, noneTwice, objectName } from './common.ts';
import type { Group, Rule } from '../grammar.ts';
import type { Finding } from '../Problem.ts';

const TARGETS = [
  'lightning__AppPage',
  'lightning__FlowAction',
  'lightning__FlowScreen',
  'lightning__HomePage',
  'lightning__RecordAction',
  'lightning__RecordPage',
  'lightning__Tab',
  'lightning__UrlAddressable',
  'lightning__UtilityBar',
];
const PROPERTY_TYPES = ['Boolean', 'Color', 'ContentReference', 'Date', 'DateTime', 'Integer', 'String'];

const exposedSomewhere: Rule = (node) => {
  const targets = nodesAt(node, 'targets/target');
  if (flagOf(node, 'isExposed') && targets.length === 0) {
    return [
      finding(
        childNamed(node, 'isExposed') ?? node,
        `found an exposed component without <targets>, expected where it may be placed: add a target or set isExposed to false`,
      ),
    ];
  }
  return [];
};

const configuredTargets: Rule = (node, { ancestors }) => {
  const declared = nodesAt(ancestors[0] ?? node, 'targets/target').map(({ text: target }) => target);
  const configured = targetsOf(node.attributes['targets']);
  if (configured.length === 0)
    return [finding(node, `found a targetConfig without targets="...", expected the targets it is for: add them`)];
  return configured
    .filter((target) => !declared.includes(target))
    .map((target) =>
      finding(
        node,
        `found a targetConfig for ${target}, which is no target of the component (${declared.join(', ') || 'it has none'}): add the target or correct the name`,
      ),
    );
};

const objectsOnRecordPages: Rule = (node) => {
  const objects = childNamed(node, 'objects');
  const targets = targetsOf(node.attributes['targets']);
  return objects && targets.some((target) => !['lightning__RecordPage', 'lightning__RecordAction'].includes(target))
    ? [
        finding(
          objects,
          `found <objects> for ${targets.join(', ')}, expected it for record pages only: give the others a targetConfig of their own`,
        ),
      ]
    : [];
};

const property: Group = group({}, (node): Finding[] => {
  const { name, type } = node.attributes;
  const found: Finding[] = [];
  if (!name)
    found.push(finding(node, `found a property without a name, expected the name of an @api property: add it`));
  if (
    !type ||
    !(PROPERTY_TYPES.includes(type) || type.startsWith('@salesforce/schema/') || type.startsWith('apex://'))
  ) {
    found.push(
      finding(node, `found a property of type ${type ?? ''}, expected one of ${PROPERTY_TYPES.join(', ')}: correct it`),
    );
  }
  return found;
});

export const lightningComponentBundle = group(
  {
    apiVersion,
    description: textUpTo(DESCRIPTION_LIMIT),
    isExposed: flag,
    masterLabel: someTextUpTo(80),
    capabilities: group({ capability: text }),
    targetConfigs: group({
      targetConfig: group(
        {
          objects: group({ object: objectName }),
          property,
          supportedFormFactors: group({ supportedFormFactor: group({}) }),
          hasStep: flag,
          actionType: oneOf('Action', 'ScreenAction'),
        },
        configuredTargets,
        objectsOnRecordPages,
        (node) => {
          const seen = new Set<string>();
          return childrenNamed(node, 'property').flatMap((each) => {
            const name = each.attributes['name'] ?? '';
            if (!seen.has(name)) {
              seen.add(name);
              return [];
            }
            return [finding(each, `found the property ${name} a second time, expected it once: remove one of them`)];
          });
        },
      ),
    }),
    targets: group(
      { target: oneOf(...TARGETS) },
      noneTwice('the target', (node) => childrenNamed(node, 'target')),
    ),
  },
  needs('apiVersion', 'isExposed'),
  exposedSomewhere,
);
