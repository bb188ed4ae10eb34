import type { MetadataNode } from './MetadataNode.ts';
import type { Problem } from './Problem.ts';

/** A package as its files, before anybody asks whether they fit each other. */
export interface Package {
  readonly components: readonly Component[];
  readonly sources: readonly SourceFile[];
  /** Files that could not be read as what their name says. */
  readonly unreadable: readonly Problem[];
}

/** A `-meta.xml` file. */
export interface Component {
  /** As the Metadata API calls it. */
  readonly type: string;
  /** The full name, without the object that it belongs to; reports and dashboards: `Folder/Name`. */
  readonly name: string;
  /** Of a field, list view, compact layout ...: the object whose folder it stands in. */
  readonly object: string | undefined;
  /** Relative to the package's folder. */
  readonly file: string;
  readonly root: MetadataNode;
}

/** A file that belongs to a component and is not XML of the Metadata API. */
export interface SourceFile {
  readonly kind: 'apex' | 'script' | 'template';
  /** Of the class or bundle. */
  readonly owner: string;
  readonly file: string;
  readonly text: string;
}

export interface PackageFile {
  /** Relative to the package's folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
}
