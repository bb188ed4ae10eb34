import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { XMLParser } from 'fast-xml-parser';
import type { SourceComponent } from '@salesforce/source-deploy-retrieve';
import { ComponentSet, ForceIgnore, MetadataConverter } from '@salesforce/source-deploy-retrieve';
import type { GateFinding } from './GateFinding.ts';
import { nameInPackage, packageFiles } from './support/packageFiles.ts';

const forceIgnore = fileURLToPath(new URL('../../.forceignore', import.meta.url));

const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true });

/**
 * Converts the package to what a deployment sends and back, by Salesforce's own library: each file must belong to a
 * component, and come back saying the same. Finds what that library would leave behind or rename in silence.
 */
export async function roundTrip(forceApp: string): Promise<readonly GateFinding[]> {
  const project = mkdtempSync(path.join(os.tmpdir(), 'linkproof-roundtrip-'));
  try {
    // A project of its own: the library leaves out what lies in a hidden folder, and writes beside the package.
    const copy = path.join(project, 'force-app');
    cpSync(forceApp, copy, { recursive: true });
    copyFileSync(forceIgnore, path.join(project, '.forceignore'));
    mkdirSync(path.join(project, 'back'));
    // Labels are one file for many components: the library merges them into the package directory that it finds.
    const packageDirectories = [{ path: 'back', default: true }];
    writeFileSync(path.join(project, 'sfdx-project.json'), JSON.stringify({ packageDirectories }));
    return await sendAndCompare(project, copy);
  } finally {
    rmSync(project, { recursive: true });
  }
}

async function sendAndCompare(project: string, forceApp: string): Promise<readonly GateFinding[]> {
  const findings: GateFinding[] = [];
  const report = (file: string, message: string) =>
    findings.push({ gate: 'roundTrip', file: nameInPackage(forceApp, file), line: null, message });
  const ignored = ForceIgnore.findAndCreate(forceApp);
  const deployable = packageFiles(forceApp, /^/).filter((file) => ignored.accepts(file));
  const refused = new Set<string>();
  const components = componentsOf(forceApp, deployable, (file, message) => {
    refused.add(file);
    report(file, message);
  });
  const found = components.getSourceComponents().toArray();
  const described = found.filter(({ xml }) => xml === undefined || existsSync(xml));
  const claimed = new Set([...described.flatMap(filesOf), ...refused]);
  for (const file of deployable.filter((name) => !claimed.has(name))) {
    report(file, 'belongs to no component, so nothing deploys it; give it its -meta.xml, or move it out of force-app.');
  }
  for (const [file, returned] of await convertThereAndBack(new ComponentSet(described), project)) {
    if (returned === undefined) {
      report(
        file,
        'does not come back from a deployment: its <fullName> and its file name disagree, or its parent lacks a file.',
      );
    } else if (!saysTheSame(file, returned)) {
      report(
        file,
        'comes back from a deployment with other content; expected the same elements. Compare it with what its parent says.',
      );
    }
  }
  return findings;
}

/** One folder or file that the library cannot read must not hide the others. */
function componentsOf(forceApp: string, files: readonly string[], report: (file: string, message: string) => void) {
  try {
    return ComponentSet.fromSource(forceApp);
  } catch {
    const readable = new ComponentSet();
    for (const file of files) {
      try {
        for (const component of ComponentSet.fromSource(file).getSourceComponents()) readable.add(component);
      } catch (error) {
        report(file, `Salesforce's own reader refuses it: ${(error as Error).message}`);
      }
    }
    return readable;
  }
}

function filesOf(component: SourceComponent): string[] {
  const content = component.content === undefined ? [] : component.walkContent();
  return [
    ...content,
    ...(component.xml === undefined ? [] : [component.xml]),
    ...component.getChildren().flatMap(filesOf),
  ];
}

/** Each XML file of the package with the file that it became on its way there and back. */
async function convertThereAndBack(
  components: ComponentSet,
  project: string,
): Promise<Map<string, string | undefined>> {
  const converter = new MetadataConverter();
  const there = path.join(project, 'there');
  const back = path.join(project, 'back');
  await converter.convert(components, 'metadata', { type: 'directory', outputDirectory: there });
  await converter.convert(ComponentSet.fromSource(there), 'source', { type: 'directory', outputDirectory: back });
  const returned = new Map(
    ComponentSet.fromSource(back)
      .getSourceComponents()
      .toArray()
      .flatMap((component) => [component, ...component.getChildren()])
      .map((component) => [`${component.type.name} ${component.fullName}`, component.xml]),
  );
  return new Map(
    components
      .getSourceComponents()
      .toArray()
      .flatMap((component) => [component, ...component.getChildren()])
      .flatMap((component) =>
        component.xml === undefined
          ? []
          : [[component.xml, returned.get(`${component.type.name} ${component.fullName}`)] as const],
      ),
  );
}

function saysTheSame(one: string, other: string): boolean {
  return isDeepStrictEqual(contentOf(one), contentOf(other));
}

/** What the file says, without the order of its repeated parts: the library sorts labels. */
function contentOf(file: string): Record<string, unknown> {
  const { '?xml': _declaration, ...root } = parser.parse(readFileSync(file, 'utf8')) as Record<string, object>;
  return Object.fromEntries(
    Object.entries(Object.values(root)[0] ?? {}).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((part) => JSON.stringify(part)).sort() : value,
    ]),
  );
}
