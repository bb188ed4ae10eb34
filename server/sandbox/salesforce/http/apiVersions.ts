/** Older versions are retired since Summer '25 and answer as unknown ones do. */
const OLDEST_VERSION = 31;
/** Winter '27. */
const NEWEST_VERSION = 68;

export interface ApiVersion {
  label: string;
  url: string;
  version: string;
}

/** What `GET /services/data` lists. */
export function listApiVersions(): ApiVersion[] {
  return Array.from({ length: NEWEST_VERSION - OLDEST_VERSION + 1 }, (_, index) => {
    const version = OLDEST_VERSION + index;
    return { label: releaseName(version), url: `/services/data/v${version}.0`, version: `${version}.0` };
  });
}

export function isKnownApiVersion(version: string): boolean {
  return /^\d+\.0$/.test(version) && Number(version) >= OLDEST_VERSION && Number(version) <= NEWEST_VERSION;
}

/** Three releases a year; version 66 is Spring '26, and a Winter release carries the name of the year to come. */
function releaseName(version: number): string {
  const release = version - 66;
  const year = 26 + Math.floor(release / 3);
  const season = ((release % 3) + 3) % 3;
  return [`Spring '${year}`, `Summer '${year}`, `Winter '${year + 1}`][season] ?? '';
}
