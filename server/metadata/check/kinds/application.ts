import { finding, group } from '../grammar.ts';
import { colour, flag, matching, nameOf, oneOf, someTextUpTo, text, textUpTo } from '../leaves.ts';
import { childNamed, childrenNamed, textOf } from '../MetadataNode.ts';
import { componentNames } from '../PackageIndex.ts';
import { STANDARD_TABS } from '../standard/tabs.ts';
import { componentName, DESCRIPTION_LIMIT, LABEL_LIMIT, needs, noneTwice } from './common.ts';
import { actionOverride } from './customObject.ts';
import type { Leaf, Rule, Scope } from '../grammar.ts';
import type { PackageIndex } from '../PackageIndex.ts';

const tab = componentName('tab', 'CustomTab', (name) => STANDARD_TABS.has(name));

function pageNamed(name: string, { index }: Scope) {
  return index.components.get('FlexiPage')?.get(name)?.root;
}

function pageType(name: string, index: PackageIndex): string | undefined {
  const page = index.components.get('FlexiPage')?.get(name);
  return page && textOf(page.root, 'type');
}

const pageFits: Rule = (node, scope) => {
  const content = childNamed(node, 'content');
  const page = content && pageNamed(content.text, scope);
  const target = textOf(node, 'pageOrSobjectType');
  if (!page || !content) return [];
  const type = textOf(page, 'type');
  if (target === 'standard-home') {
    return type === 'HomePage'
      ? []
      : [
          finding(
            content,
            `found ${content.text}, a page of type ${type}, as the home of an app, expected a HomePage: choose another`,
          ),
        ];
  }
  return type === 'RecordPage' && textOf(page, 'sobjectType') === target
    ? []
    : [
        finding(
          content,
          `found ${content.text}, a page of type ${type} of ${textOf(page, 'sobjectType') ?? 'no object'}, for records of ${target}: choose the object's own page`,
        ),
      ];
};

const utilityBar: Leaf = nameOf('the utility bar', ({ index }) =>
  componentNames(index, 'FlexiPage').filter((name) => pageType(name, index) === 'UtilityBar'),
);

const overridden = nameOf('the object or page', ({ index }) => ['standard-home', ...index.objects.keys()]);

export const customApplication = group(
  {
    actionOverrides: group(
      { ...actionOverride, pageOrSobjectType: overridden },
      needs('actionName', 'content', 'pageOrSobjectType', 'type'),
      pageFits,
    ),
    brand: group({
      footerColor: colour,
      headerColor: colour,
      logo: componentName('picture', 'ContentAsset'),
      logoVersion: text,
      shouldOverrideOrgTheme: flag,
    }),
    defaultLandingTab: tab,
    description: textUpTo(DESCRIPTION_LIMIT),
    formFactors: oneOf('Large', 'Small'),
    isNavAutoTempTabsDisabled: flag,
    isNavPersonalizationDisabled: flag,
    isNavTabPersistenceDisabled: flag,
    isOmniPinnedViewEnabled: flag,
    isServiceCloudConsole: flag,
    label: someTextUpTo(LABEL_LIMIT),
    navType: oneOf('Standard', 'Console'),
    profileActionOverrides: group(
      { ...actionOverride, pageOrSobjectType: overridden, profile: text, recordType: text },
      pageFits,
    ),
    setupExperience: oneOf('all', 'marketing'),
    tabs: tab,
    uiType: oneOf('Lightning', 'Aloha'),
    utilityBar,
  },
  needs('label', 'formFactors', 'navType', 'uiType'),
  noneTwice('the tab', (node) => childrenNamed(node, 'tabs')),
);

const tabPage: Leaf = {
  ...componentName('page', 'FlexiPage'),
  refuse: (value, scope) => {
    const lost = componentName('page', 'FlexiPage').refuse(value, scope);
    if (lost) return lost;
    const type = pageType(value, scope.index);
    return type === 'AppPage'
      ? null
      : `found ${value}, a page of type ${type}, as a tab, expected an AppPage: choose another`;
  },
};

const tabComponent: Leaf = nameOf('the component with the target lightning__Tab', ({ index }) =>
  [...index.bundles.values()]
    .filter(({ isExposed, targets }) => isExposed && targets.includes('lightning__Tab'))
    .map(({ name }) => name),
);

const oneContent: Rule = (node, { component, index }) => {
  const contents = ['customObject', 'flexiPage', 'lwcComponent', 'url'].filter((name) => childNamed(node, name));
  const found = [];
  if (contents.length !== 1)
    found.push(
      finding(
        node,
        `found a tab with ${contents.join(' and ') || 'nothing in it'}, expected one of customObject, flexiPage, lwcComponent, url: correct it`,
      ),
    );
  if (contents.includes('customObject')) {
    const object = index.objects.get(component.name);
    if (object?.kind !== 'custom')
      found.push(
        finding(
          node,
          `found a tab of the object ${component.name}, expected a custom object of the package: name the tab as the object is named`,
        ),
      );
    const label = childNamed(node, 'label');
    if (label) found.push(finding(label, `found <label> on the tab of an object, which has the object's: remove it`));
  } else if (!childNamed(node, 'label')) {
    found.push(finding(node, `found a tab without <label>, expected one: add it`));
  }
  return found;
};

export const customTab = group(
  {
    customObject: flag,
    description: textUpTo(DESCRIPTION_LIMIT),
    flexiPage: tabPage,
    icon: text,
    label: someTextUpTo(LABEL_LIMIT),
    lwcComponent: tabComponent,
    motif: matching('the look of a tab', /^Custom(?:[1-9]\d?|100): \S.*$/, 'one such as "Custom53: Bell"'),
    url: text,
  },
  needs('motif'),
  oneContent,
);
