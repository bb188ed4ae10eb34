import { checkComponent, checkPackage } from '../../../server/metadata/check/checkPackage.ts';
import { indexPackage } from '../../../server/metadata/check/indexPackage.ts';
import { SHAPES } from '../../../server/metadata/check/kinds/shapes.ts';
import { listPackageFiles, readPackageFile, toPackage } from '../../../server/metadata/check/readPackage.ts';
import { FAULTS } from './faults.ts';
import type { Leaf, Shape } from '../../../server/metadata/check/grammar.ts';
import type { MetadataNode } from '../../../server/metadata/check/MetadataNode.ts';
import type { Component } from '../../../server/metadata/check/Package.ts';

const read = listPackageFiles('force-app').map(readPackageFile);
const metadata = toPackage(read);
const index = indexPackage(metadata);

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
