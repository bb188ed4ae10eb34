import { SalesforceError } from '../SalesforceError.ts';

/** `@{referenceId.path.to[0].value}`, resolved against the answers of earlier subrequests. */
const REFERENCE = /@\{([^}]+)\}/g;

/** The value with every reference in its texts replaced, at any depth. @throws SalesforceError for one that names nothing. */
export function resolveReferences(value: unknown, answers: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return value.replace(REFERENCE, (_, path: string) => String(lookUp(path, answers)));
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, answers));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, answers)]));
  }
  return value;
}

function lookUp(path: string, answers: ReadonlyMap<string, unknown>): unknown {
  const [referenceId = '', ...steps] = path.split(/[.[\]]+/).filter((step) => step !== '');
  const found = steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    answers.get(referenceId),
  );
  if (found === undefined || found === null) {
    throw new SalesforceError(
      400,
      'PROCESSING_HALTED',
      `Invalid reference specified. No value for ${path} found in ${referenceId}`,
    );
  }
  return found;
}
