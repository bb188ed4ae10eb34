/** Where below `/services/data` a URL points. */
export interface DataPath {
  /** `66.0`. */
  apiVersion: string;
  segments: string[];
  query: URLSearchParams;
}

/** Reads `/services/data/vNN.N/...?...`; undefined for any other path or one whose escapes cannot be decoded. */
export function parseDataPath(pathWithQuery: string): DataPath | undefined {
  const [, apiVersion = '', rest = '', query = ''] =
    /^\/services\/data\/v([^/?]+)([^?]*)(?:\?(.*))?$/.exec(pathWithQuery) ?? [];
  if (apiVersion === '') return undefined;
  const segments = rest.split('/').filter((segment) => segment !== '');
  try {
    return { apiVersion, segments: segments.map(decodeURIComponent), query: new URLSearchParams(query) };
  } catch {
    return undefined;
  }
}
