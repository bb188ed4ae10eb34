import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MetadataError } from '../MetadataError.ts';
import { COMPONENT_SUFFIXES } from './componentSuffixes.ts';
import { parseMetadata } from './MetadataNode.ts';
import type { Component, Package, PackageFile, SourceFile } from './Package.ts';
import type { Problem } from './Problem.ts';

/** What `.forceignore` keeps out of an org. */
const NOT_DEPLOYED = /(^|\/)(__tests__|jest-mocks|node_modules)\/|(^|\/)(tsconfig|jsconfig|[.]eslintrc)[.]json$/;

/** All files below `folder` that are deployed; of a component written in TypeScript the source, not the script that is built beside it. */
export function listPackageFiles(folder: string): PackageFile[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !NOT_DEPLOYED.test(file))
    .sort();
  const all = new Set(files);
  return files
    .filter((file) => !(file.endsWith('.js') && all.has(file.replace(/[.]js$/, '.ts'))))
    .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));
}

/** Reads the package below `folder`: source format, every package directory in it. */
export function readPackage(folder: string): Package {
  return toPackage(listPackageFiles(folder).map(readPackageFile));
}

type ReadFile = { component: Component } | { source: SourceFile } | { problem: Problem } | null;

export function toPackage(files: readonly ReadFile[]): Package {
  return {
    components: files.flatMap((file) => (file && 'component' in file ? [file.component] : [])),
    sources: files.flatMap((file) => (file && 'source' in file ? [file.source] : [])),
    unreadable: files.flatMap((file) => (file && 'problem' in file ? [file.problem] : [])),
  };
}

/** One file as what its name says it is; null for what needs no check of its own (style sheets, icons). */
export function readPackageFile({ file, text }: PackageFile): ReadFile {
  if (file.endsWith('-meta.xml')) return readComponent(file, text);
  const owner = path.basename(path.dirname(file));
  const inBundle = /(^|\/)lwc\/[^/]+\//.test(file);
  if (/[.](cls|trigger)$/.test(file)) {
    return { source: { kind: 'apex', owner: path.basename(file).replace(/[.]\w+$/, ''), file, text } };
  }
  if (inBundle && /[.](ts|js)$/.test(file)) return { source: { kind: 'script', owner, file, text } };
  if (inBundle && file.endsWith('.html')) return { source: { kind: 'template', owner, file, text } };
  if (inBundle && /[.](css|svg)$/.test(file)) return null;
  return {
    problem: {
      file,
      line: null,
      message: `found a file that is no metadata, expected <name>.<type>-meta.xml, a class or part of a component: take it out of the package`,
    },
  };
}

function readComponent(file: string, text: string): ReadFile {
  const known = COMPONENT_SUFFIXES.find(({ suffix }) => file.endsWith(`.${suffix}-meta.xml`));
  if (!known) {
    const message = `found the unknown metadata type of ${path.basename(file)}, expected one of ${COMPONENT_SUFFIXES.map(({ suffix }) => suffix).join(', ')}: correct the file's name, or teach server/metadata/check the type`;
    return { problem: { file, line: null, message } };
  }
  try {
    const root = parseMetadata(text, file);
    const { type, suffix } = known;
    const base = path.posix.basename(file, `.${suffix}-meta.xml`);
    const folders = path.posix.dirname(file).split('/');
    const inObject = folders.at(-3) === 'objects';
    const name = known.inFolders ? [...folders.slice(folders.lastIndexOf(known.inFolders) + 1), base].join('/') : base;
    const object = inObject ? folders.at(-2) : undefined;
    return { component: { type, name: decodeURIComponent(name), object, file, root } };
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    return { problem: { file, line: null, message: error.message } };
  }
}
