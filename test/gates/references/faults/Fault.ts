/**
 * Faults that no single text shows, each planted in a copy of the package: entries that need others, limits over a whole
 * element, names in Apex and in components, files that are missing. One line each; the first that fits the pattern is changed.
 */
export interface Fault {
  readonly says: string;
  /** The end of a file's name. */
  readonly file: string;
  /** Null: the file is taken out. */
  readonly plant: ((text: string) => string) | null;
}

export const fault = (says: string, file: string, from: string | RegExp, to: string): Fault => ({
  says,
  file,
  plant: (text) => text.replace(from, to),
});

/** Changes the first `element` in which `marked` stands. */
export const inElement = (
  says: string,
  file: string,
  element: string,
  marked: string,
  from: string | RegExp,
  to: string,
): Fault => ({
  says,
  file,
  plant: (text) => {
    const elements = text.match(new RegExp(`<${element}>[\\s\\S]*?</${element}>`, 'g')) ?? [];
    const found = elements.find((each) => each.includes(marked));
    return found ? text.replace(found, found.replace(from, to)) : text;
  },
});

export const without = (says: string, file: string, element: string, marked = ''): Fault =>
  marked === ''
    ? fault(says, file, new RegExp(`\\s*<${element}>[\\s\\S]*?</${element}>`), '')
    : inElement(says, file, element, marked, /^[\s\S]*$/, '');

export const twice = (says: string, file: string, element: string): Fault =>
  fault(says, file, new RegExp(`\\s*<${element}>[\\s\\S]*?</${element}>`), '$&$&');

export const gone = (says: string, file: string): Fault => ({ says, file, plant: null });
