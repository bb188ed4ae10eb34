import type { Query } from '@jetstreamapp/soql-parser-js';
import { parseQuery } from '@jetstreamapp/soql-parser-js';

/** The parsed query; undefined when the text is no SOQL: saying what is wrong with it is the engine's part. */
export function parseSoql(soql: string): Query | undefined {
  try {
    return parseQuery(soql, { allowApexBindVariables: true });
  } catch {
    return undefined;
  }
}
