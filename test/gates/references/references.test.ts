import { checkComponent, checkPackage } from '../../../server/metadata/check/checkPackage.ts';
import { indexPackage } from '../../../server/metadata/check/indexPackage.ts';
import { SHAPES } from '../../../server/metadata/check/kinds/shapes.ts';
import { listPackageFiles, readPackageFile, toPackage } from '../../../server/metadata/check/readPackage.ts';
import { allNames } from '../../../server/metadata/check/sources/allNames.ts';
import { PERMISSION_FAULTS } from './faults/permissionFaults.ts';
import { OBJECT_FAULTS } from './faults/objectFaults.ts';
import { VIEW_FAULTS } from './faults/viewFaults.ts';
import { PAGE_FAULTS } from './faults/pageFaults.ts';
import { REPORT_FAULTS } from './faults/reportFaults.ts';
import { FLOW_FAULTS } from './faults/flowFaults.ts';
import { CODE_FAULTS } from './faults/codeFaults.ts';
import { FILE_FAULTS } from './faults/fileFaults.ts';
import type { Leaf, Shape } from '../../../server/metadata/check/grammar.ts';
import type { MetadataNode } from '../../../server/metadata/check/MetadataNode.ts';
import type { Component } from '../../../server/metadata/check/Package.ts';

const read = listPackageFiles('force-app').map(readPackageFile);
const metadata = toPackage(read);
const index = indexPackage(metadata);

const FAULTS = [
  ...PERMISSION_FAULTS,
  ...OBJECT_FAULTS,
  ...VIEW_FAULTS,
  ...PAGE_FAULTS,
  ...REPORT_FAULTS,
  ...FLOW_FAULTS,
  ...CODE_FAULTS,
  ...FILE_FAULTS,
];

/** Elements whose text alone says nothing; FAULTS has one for each that a rule over its parent looks at. */
const TEXTS = [
  'FlexiPage/flexiPageRegions/itemInstances/componentInstance/componentInstanceProperties/name',
  'FlexiPage/flexiPageRegions/itemInstances/componentInstance/componentInstanceProperties/value',
  'FlexiPage/flexiPageRegions/itemInstances/componentInstance/identifier',
  'FlexiPage/flexiPageRegions/name',
  'Flow/actionCalls/inputParameters/name',
  'Flow/actionCalls/nameSegment',
  'Flow/decisions/defaultConnectorLabel',
  'Flow/decisions/rules/conditionLogic',
  'Flow/decisions/rules/label',
  'Flow/processMetadataValues/name',
  'Flow/processMetadataValues/value/stringValue',
  'Flow/recordLookups/filterLogic',
  'Flow/start/filterLogic',
  'ListView/filters/value',
  'Report/filter/booleanFilter',
  'Report/filter/criteriaItems/value',
];

/** A text of the package, and what the checker takes it for. */
interface Place {
  /** `ListView/filters/field` */
  readonly path: string;
  readonly leaf: Leaf;
  readonly component: Component;
  readonly node: MetadataNode;
}

const places = metadata.components.flatMap((component) =>
  placesIn(component, component.root, SHAPES[component.type]!, component.type),
);

function placesIn(component: Component, node: MetadataNode, shape: Shape, path: string): Place[] {
  if ('kind' in shape) return [{ path, leaf: shape, component, node }];
  return node.children.flatMap((child) => {
    const below = shape.children[child.name];
    return below ? placesIn(component, child, below, `${path}/${child.name}`) : [];
  });
}

/** The component with another text in one of its elements. */
function withText({ component, node }: Place, text: string): Component {
  const replaced = (each: MetadataNode): MetadataNode =>
    each === node ? { ...each, text } : { ...each, children: each.children.map(replaced) };
  return { ...component, root: replaced(component.root) };
}

describe('the references of the package', () => {
  it('all lead somewhere, and nothing in it is what Salesforce would refuse', () => {
    expect(checkPackage(metadata)).toEqual([]);
  });

  const plantable = [...new Set(places.map(({ path }) => path))].flatMap((path) => {
    const place = places
      .filter((each) => each.path === path)
      .find(({ leaf, node }) => leaf.fault && node.text !== '' && leaf.fault(node.text) !== node.text);
    return place ? [{ path, kind: place.leaf.kind, place }] : [];
  });

  it.each(plantable)('are found out in $path: $kind', ({ place }) => {
    const planted = withText(place, place.leaf.fault!(place.node.text));
    const found = checkComponent(planted, index).filter(({ line }) => line === place.node.line);
    expect(found).not.toEqual([]);
    expect(found[0]!.message).toMatch(/^found .*(expected|but|whose|without|longer|which)/s);
  });
});

describe('faults of the whole', () => {
  const files = listPackageFiles('force-app');

  it.each(FAULTS)('$says', ({ file, plant }) => {
    const place = files.findIndex((each) => each.file.endsWith(file));
    expect(`${place === -1 ? 'no' : 'a'} file ${file}`).toBe(`a file ${file}`);
    const original = files[place]!;
    const text = plant?.(original.text);
    expect(text).not.toBe(original.text);
    const planted = toPackage(
      read.map((each, at) =>
        at !== place ? each : text === undefined ? null : readPackageFile({ file: original.file, text }),
      ),
    );
    // Most faults show in their own file; the whole package is gone through for the others only, which takes longer.
    const changed = planted.components.filter((component) => component.file === original.file);
    const inItself = changed.flatMap((component) => checkComponent(component, indexPackage(planted)));
    const found = inItself.length > 0 ? inItself : checkPackage(planted);
    expect(found).not.toEqual([]);
  });
});

describe('what the package lacks', () => {
  const files = listPackageFiles('force-app');
  const withoutFiles = (isGone: (file: string) => boolean) =>
    checkPackage(toPackage(read.filter((_, at) => !isGone(files[at]!.file))));

  // Nobody names these: views and layouts stand for themselves, and so do permission sets, flows and what a server's login is made of.
  const ENDS = [
    'CustomNotificationType',
    'ExtlClntAppGlobalOauthSettings',
    'ExtlClntAppOauthSettings',
    'Flow',
    'Layout',
    'ListView',
    'PermissionSet',
  ];
  const named = metadata.components.filter(
    ({ type }, at) => !ENDS.includes(type) && metadata.components.findIndex((each) => each.type === type) === at,
  );

  it.each(named)('is missed: $type $name', ({ file }) => {
    expect(withoutFiles((each) => each === file)).not.toEqual([]);
  });

  it('is missed: a whole object', () => {
    const found = withoutFiles((file) => file.includes('objects/Zendesk_Link_Change__c/'));
    const kinds = new Set(found.map(({ file }) => file.split('.').at(-2)));
    for (const kind of ['permissionset-meta', 'reportType-meta', 'layout-meta', 'tab-meta'])
      expect(kinds).toContain(kind);
  });

  it('is missed: a grant without which nobody could use what is there', () => {
    const planted = toPackage(
      files.map(({ file, text }) =>
        readPackageFile({
          file,
          text: file.endsWith('.permissionset-meta.xml')
            ? text.replaceAll(
                /\s*<fieldPermissions>(?:(?!<\/fieldPermissions>)[\s\S])*Zendesk_Link__c.Sentence__c<[\s\S]*?<\/fieldPermissions>/g,
                '',
              )
            : text,
        }),
      ),
    );
    expect(checkPackage(planted)).toMatchObject([{ file: expect.stringContaining('Sentence__c.field-meta.xml') }]);
  });
});

describe('the names that the server says to Salesforce', () => {
  const names = allNames(index);
  // The stand-in for Salesforce serves other worlds too, and the checker itself speaks of names that are gone.
  const said = listPackageFiles('server').filter(
    ({ file }) => file.endsWith('.ts') && !/^(sandbox|metadata|contract)\//.test(file),
  );

  it('are all in the package', () => {
    const lost = said.flatMap(({ file, text }) =>
      [...text.matchAll(/\b(?:Zendesk|Linkproof)_\w+|\b[A-Z]\w*?__[cre]\b/g)]
        // The native app's package brings its own.
        .filter(([name]) => !name.startsWith('Zendesk__') && !names.has(name))
        .map(([name]) => `${file}: ${name}`),
    );
    expect(lost).toEqual([]);
    expect(said.some(({ text }) => text.includes('Zendesk_Link__c'))).toBe(true);
  });
});

describe('what the checker does not know', () => {
  it('is a problem by itself: a metadata type', () => {
    const file = 'main/default/roles/Seller.role-meta.xml';
    expect(readPackageFile({ file, text: '<Role/>' })).toMatchObject({ problem: { file } });
  });

  it('is a problem by itself: a file that is no metadata', () => {
    const file = 'main/default/notes.txt';
    expect(readPackageFile({ file, text: '' })).toMatchObject({ problem: { file } });
  });

  it('is no text that names something: these name nothing, or rules over their elements look at them', () => {
    const texts = places.filter(({ leaf }) => leaf.kind === 'text').map(({ path }) => path);
    expect([...new Set(texts)].sort()).toEqual(TEXTS);
  });
});
