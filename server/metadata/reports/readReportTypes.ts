import path from 'node:path';
import { findMetadataFiles } from '../findMetadataFiles.ts';
import { XmlElement } from '../XmlElement.ts';
import type { ReportTypeMetadata } from './reportMetadataTypes.ts';

const suffix = '.reportType-meta.xml';

/** Custom report types by developer name. @throws MetadataError for a file that cannot be understood. */
export function readReportTypes(folder: string): Map<string, ReportTypeMetadata> {
  return new Map(
    findMetadataFiles(folder, suffix).map((file) => {
      const reportType = readReportType(file);
      return [reportType.name, reportType];
    }),
  );
}

function readReportType(file: string): ReportTypeMetadata {
  const root = XmlElement.readFile(file, 'ReportType');
  return {
    file,
    name: path.basename(file, suffix),
    label: root.requiredText('label'),
    description: root.text('description'),
    baseObject: root.requiredText('baseObject'),
    joins: joinsOf(root),
    columns: root.children('sections').flatMap((section) =>
      section.children('columns').map((column) => ({
        table: column.requiredText('table'),
        field: column.requiredText('field'),
        displayName: column.text('displayNameOverride'),
      })),
    ),
  };
}

function joinsOf(element: XmlElement): ReportTypeMetadata['joins'] {
  const join = element.child('join');
  if (!join) return [];
  return [{ relationship: join.requiredText('relationship'), outer: join.flag('outerJoin') }, ...joinsOf(join)];
}
