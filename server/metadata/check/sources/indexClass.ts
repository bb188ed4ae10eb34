import { blankApexComments } from '../../apex/tokenizeApex.ts';
import type { SourceFile } from '../Package.ts';
import type { KnownClass } from '../PackageIndex.ts';

const read = new WeakMap<SourceFile, KnownClass>();

/** What components and flows may call of a class: its @AuraEnabled methods, and its invocable method with inputs and outputs. */
export function indexClass(source: SourceFile): KnownClass {
  // A package is indexed anew for each fault that a test plants; of its classes at most one is another then.
  const known = read.get(source) ?? readClass(source);
  read.set(source, known);
  return known;
}

function readClass({ owner, text }: SourceFile): KnownClass {
  const source = blankApexComments(text);
  const auraEnabled = new Set<string>();
  for (const [, method = ''] of source.matchAll(/@AuraEnabled(?:\s*\([^)]*\))?\s+(?:[\w<>,.\s[\]]+\s)?(\w+)\s*\(/gi)) {
    auraEnabled.add(method);
  }
  return { name: owner, auraEnabled, invocable: invocableOf(source) };
}

function invocableOf(source: string): KnownClass['invocable'] {
  const method =
    /@InvocableMethod(?:\s*\((?:[^()']|'(?:[^'\\]|\\.)*')*\))?\s+(?:\w+\s+)*?static\s+([\w<>,.\s]+?)\s+\w+\s*\(([^)]*)\)/i.exec(
      source,
    );
  if (!method) return undefined;
  const [, returned = '', parameter = ''] = method;
  const inputs = variablesOf(source, elementType(parameter));
  return { inputs, outputs: new Set(variablesOf(source, elementType(returned)).keys()) };
}

/** `List<Request> requests` -> `Request` */
function elementType(list: string): string {
  return /List\s*<\s*(?:\w+[.])*(\w+)\s*>/i.exec(list)?.[1] ?? '';
}

/** The @InvocableVariable fields of an inner class; true for those that must be given. */
function variablesOf(source: string, className: string): Map<string, boolean> {
  const start = new RegExp(`\\bclass\\s+${className}\\b[^{]*\\{`, 'i').exec(source);
  const variables = new Map<string, boolean>();
  if (!start || className === '') return variables;
  const body = bracedFrom(source, start.index + start[0].length);
  const pattern =
    /@InvocableVariable(\s*\((?:[^()']|'(?:[^'\\]|\\.)*')*\))?\s+(?:(?:public|global)\s+)?[\w<>,.\s]+?\s+(\w+)\s*[;={]/gi;
  for (const [, options = '', name = ''] of body.matchAll(pattern)) {
    variables.set(name, /\brequired\s*=\s*true\b/i.test(options));
  }
  return variables;
}

function bracedFrom(source: string, start: number): string {
  let depth = 1;
  for (let place = start; place < source.length; place++) {
    if (source[place] === '{') depth++;
    if (source[place] === '}' && --depth === 0) return source.slice(start, place);
  }
  return source.slice(start);
}
