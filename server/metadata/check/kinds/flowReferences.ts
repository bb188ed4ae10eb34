import { globalProblem } from '../formula.ts';
import { notFound } from '../leaves.ts';
import { childrenNamed, flagOf, nodesAt, textOf } from '../MetadataNode.ts';
import { followPath } from '../PackageIndex.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { KnownField, PackageIndex } from '../PackageIndex.ts';

/** Elements of a flow that stand on its canvas: what connectors lead to. */
export const FLOW_STEPS: readonly string[] = [
  'actionCalls',
  'assignments',
  'collectionProcessors',
  'customErrors',
  'decisions',
  'loops',
  'recordCreates',
  'recordDeletes',
  'recordLookups',
  'recordRollbacks',
  'recordUpdates',
  'screens',
  'subflows',
  'transforms',
  'waits',
];

/** Elements that hold a value under their name. */
const RESOURCES = ['variables', 'constants', 'formulas', 'textTemplates', 'choices', 'dynamicChoiceSets', 'stages'];

export function stepNames(flow: MetadataNode): string[] {
  return FLOW_STEPS.flatMap((kind) => childrenNamed(flow, kind).map((step) => textOf(step, 'name') ?? ''));
}

/** Globals whose fields nobody can list here. */
const FREE_GLOBALS = ['$GlobalConstant', '$Orchestration', '$Client', '$Screen'];
const FLOW_VALUES = [
  'ActiveStages',
  'CurrentDate',
  'CurrentDateTime',
  'CurrentRecord',
  'CurrentStage',
  'FaultMessage',
  'InterviewGuid',
  'InterviewStartTime',
];

/** The problem with a reference to a value of the flow (`Check.trusted`, `$Record.Field__c`, `recordId`); null for none. */
export function referenceProblem(reference: string, flow: MetadataNode, index: PackageIndex): string | null {
  const [first = '', ...rest] = reference.split('.');
  if (FREE_GLOBALS.includes(first)) return null;
  if (first === '$Flow') {
    const name = rest.join('.');
    return FLOW_VALUES.includes(name) ? null : notFound('the value of $Flow', name, FLOW_VALUES);
  }
  if (first === '$Record' || first === '$Record__Prior') {
    const object = nodesAt(flow, 'start/object')[0]?.text;
    if (object === undefined)
      return `found ${reference} in a flow that no record starts, expected a variable: correct it`;
    return rest.length === 0 ? null : pathProblem(reference, object, rest, index);
  }
  if (first.startsWith('$')) return globalProblem(reference, index);
  const resource = RESOURCES.flatMap((kind) => childrenNamed(flow, kind)).find(
    (each) => textOf(each, 'name') === first,
  );
  if (resource) {
    const object = textOf(resource, 'objectType');
    return rest.length === 0 || object === undefined ? null : pathProblem(reference, object, rest, index);
  }
  const fields = nodesAt(flow, 'screens/fields').map((field) => textOf(field, 'name') ?? '');
  if (fields.includes(first)) return null;
  return stepProblem(reference, first, rest, flow, index);
}

function stepProblem(
  reference: string,
  name: string,
  path: readonly string[],
  flow: MetadataNode,
  index: PackageIndex,
): string | null {
  const steps = FLOW_STEPS.flatMap((each) => childrenNamed(flow, each));
  const step = steps.find((each) => textOf(each, 'name') === name);
  if (!step) return notFound('the reference', reference, [...valueNames(flow), ...stepNames(flow)]);
  const kind = step.name;
  const [first] = path;
  if (!flagOf(step, 'storeOutputAutomatically') && !['loops', 'screens'].includes(kind)) {
    return `found ${reference}, but ${name} does not store what it finds (storeOutputAutomatically): store it, or use a variable`;
  }
  if (first === undefined) return null;
  if (kind === 'recordLookups') {
    const object = textOf(step, 'object') ?? '';
    const queried = childrenNamed(step, 'queriedFields').map(({ text }) => text);
    if (queried.length > 0 && !queried.includes(first)) {
      return `found ${reference}, but ${name} reads ${queried.join(', ')} only: add ${first} to its queriedFields`;
    }
    return pathProblem(reference, object, path, index);
  }
  if (kind === 'actionCalls' && textOf(step, 'actionType') === 'apex') {
    const outputs = index.classes.get(textOf(step, 'actionName') ?? '')?.invocable?.outputs;
    return !outputs || outputs.has(first)
      ? null
      : notFound(`the output of ${textOf(step, 'actionName')}`, first, [...outputs]);
  }
  return null;
}

function valueNames(flow: MetadataNode): string[] {
  return RESOURCES.flatMap((kind) => childrenNamed(flow, kind).map((each) => textOf(each, 'name') ?? ''));
}

function pathProblem(reference: string, object: string, path: readonly string[], index: PackageIndex): string | null {
  if (!index.objects.has(object)) return null;
  const field = followPath(index, object, path.join('.'));
  return 'lost' in field ? `found ${reference}, but ${field.lost}: correct the field` : null;
}

/** The field that a reference to the starting record names, if it is one. */
export function recordField(reference: string, flow: MetadataNode, index: PackageIndex): KnownField | undefined {
  const [first, ...rest] = reference.split('.');
  const object = nodesAt(flow, 'start/object')[0]?.text;
  if (first !== '$Record' || object === undefined || rest.length === 0) return undefined;
  const field = followPath(index, object, rest.join('.'));
  return 'lost' in field ? undefined : field;
}

/** The references in a text with merge fields: `Hello {!$Record.Name}`. */
export function mergedReferences(text: string): string[] {
  return [...text.matchAll(/\{!([^}]+)\}/g)].map(([, reference = '']) => reference);
}
