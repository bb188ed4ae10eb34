import { readConcatenation, readMethodBody } from './readMethodBody.ts';
import { TokenReader } from './TokenReader.ts';
import { blankApexComments, tokenizeApex } from './tokenizeApex.ts';
import type { ApexConstants } from './readMethodBody.ts';
import type { ApexToken } from './tokenizeApex.ts';
import type { ApexClassMetadata, ApexMethodMetadata } from '../metadataTypes.ts';

const modifierWords = new Set(
  'public private protected global static final abstract virtual override transient testmethod webservice'.split(' '),
);
const typeDeclarations = new Set(['class', 'interface', 'enum']);

interface Annotation {
  name: string;
  argumentsText: string;
}

/**
 * Reads the signatures of one Apex class and what its methods query and call. It knows declarations, not statements: enough to
 * let a stand-in answer with the queries and paths that are deployed. Interfaces and enums give undefined.
 * @throws MetadataError where the source does not read as Apex.
 */
export function parseApexClass(source: string, file: string): ApexClassMetadata | undefined {
  const text = blankApexComments(source);
  const reader = new TokenReader(tokenizeApex(text, file), text, file);
  readAnnotations(reader);
  const header = reader.until(['class', 'interface', 'enum']).map((token) => token.text.toLowerCase());
  if (!reader.accept('class')) return undefined;
  const name = reader.expectWord();
  reader.until(['{']);
  const sharing = (['with', 'without', 'inherited'] as const).find((word) => header.includes(word));
  return {
    name,
    file,
    sharing: sharing && `${sharing} sharing`,
    ...readMembers(reader.over(reader.bracketed()), name),
  };
}

function readMembers(reader: TokenReader, className: string): Pick<ApexClassMetadata, 'constants' | 'methods'> {
  const known: ApexConstants = new Map();
  const constants = new Map<string, string | number>();
  const methods: (() => ApexMethodMetadata)[] = [];
  while (!reader.done) {
    const annotations = readAnnotations(reader);
    const declaration = reader.until(['(', '{', '=', ';']);
    const words = declaration.map((token) => token.text.toLowerCase());
    if (reader.isAt('(')) {
      const parameters = reader.bracketed();
      const body = reader.isAt('{') ? reader.bracketed() : endOfDeclaration(reader);
      // Bodies are read after all fields: a constant may be declared below its use.
      methods.push(() => readMethod(reader, annotations, declaration, parameters, body, known, className));
    } else if (reader.isAt('{')) {
      // An inner type, a property or an initializer: nothing a panel can call.
      reader.bracketed();
      if (!words.some((word) => typeDeclarations.has(word))) reader.accept(';');
    } else {
      const { name, value } = readField(reader, words, declaration, known, className);
      if (value === undefined) continue;
      known.set(name.toLowerCase(), value);
      constants.set(name, value);
    }
  }
  // A constructor is a declaration without a return type.
  return { constants, methods: methods.map((read) => read()).filter((method) => method.returnType !== '') };
}

function endOfDeclaration(reader: TokenReader): ApexToken[] {
  reader.expect(';');
  return [];
}

/** The value of a `static final` field, as far as it is known before run time. */
function readField(
  reader: TokenReader,
  words: string[],
  declaration: ApexToken[],
  constants: ApexConstants,
  className: string,
): { name: string; value: string | number | undefined } {
  const name = declaration.at(-1)?.text ?? '';
  const value = reader.accept('=') ? reader.until([';']) : [];
  reader.expect(';');
  const [first] = value;
  if (!first || !words.includes('static') || !words.includes('final')) return { name, value: undefined };
  if (first.kind === 'number' && value.length === 1) return { name, value: Number.parseFloat(first.text) };
  const { text, constant } = readConcatenation(reader.over(value), constants, className);
  return { name, value: constant && words.includes('string') ? text : undefined };
}

function readMethod(
  reader: TokenReader,
  annotations: Annotation[],
  declaration: ApexToken[],
  parameters: ApexToken[],
  body: ApexToken[],
  constants: ApexConstants,
  className: string,
): ApexMethodMetadata {
  const modifiers = declaration.map((token) => token.text.toLowerCase()).filter((word) => modifierWords.has(word));
  const typeAndName = declaration.filter((token) => !modifierWords.has(token.text.toLowerCase()));
  const auraEnabled = annotations.find((annotation) => annotation.name === 'auraenabled');
  return {
    name: typeAndName.at(-1)?.text ?? '',
    modifiers,
    returnType: typeText(typeAndName.slice(0, -1)),
    parameters: readParameters(parameters),
    auraEnabled: auraEnabled && { cacheable: /\bcacheable\s*=\s*true\b/i.test(auraEnabled.argumentsText) },
    ...readMethodBody(reader.over(body), constants, className),
  };
}

function readAnnotations(reader: TokenReader): Annotation[] {
  const annotations: Annotation[] = [];
  while (reader.accept('@')) {
    const name = reader.expectWord().toLowerCase();
    const argumentTokens = reader.isAt('(') ? reader.bracketed() : [];
    annotations.push({ name, argumentsText: reader.textOf(argumentTokens) });
  }
  return annotations;
}

function readParameters(tokens: ApexToken[]): { type: string; name: string }[] {
  const parameters: ApexToken[][] = [];
  let current: ApexToken[] = [];
  let genericDepth = 0;
  for (const token of tokens) {
    if (token.text === '<') genericDepth += 1;
    if (token.text === '>') genericDepth -= 1;
    if (token.text === ',' && genericDepth === 0) {
      parameters.push(current);
      current = [];
    } else if (token.text.toLowerCase() !== 'final') {
      current.push(token);
    }
  }
  if (current.length > 0) parameters.push(current);
  return parameters.map((parameter) => ({
    type: typeText(parameter.slice(0, -1)),
    name: parameter.at(-1)?.text ?? '',
  }));
}

function typeText(tokens: ApexToken[]): string {
  return tokens.map((token) => (token.text === ',' ? ', ' : token.text)).join('');
}
