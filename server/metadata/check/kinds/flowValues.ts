import { group } from '../grammar.ts';
import { flag, nameOf, someTextUpTo, text } from '../leaves.ts';
import { mergedReferences, referenceProblem, stepNames } from './flowReferences.ts';
import type { Leaf } from '../grammar.ts';

export const flowName = { ...someTextUpTo(80), kind: 'the name of an element of a flow' };

export const reference: Leaf = {
  kind: 'the reference in a flow',
  refuse: (value, { component, index }) => referenceProblem(value, component.root, index),
  fault: (value) => `${value}_gone`,
};

export const mergedText: Leaf = {
  kind: 'the text with merge fields of a flow',
  refuse: (value, { component, index }) => {
    for (const each of mergedReferences(value)) {
      const problem = referenceProblem(each, component.root, index);
      if (problem) return problem;
    }
    return null;
  },
  fault: (value) => (value.includes('}') ? value.replace('}', '_gone}') : `${value}{!gone}`),
};

export const connector = group({
  isGoTo: flag,
  targetReference: nameOf('the element of the flow', ({ component }) => stepNames(component.root)),
});

export const value = group({
  booleanValue: flag,
  dateTimeValue: text,
  dateValue: text,
  elementReference: reference,
  numberValue: text,
  stringValue: mergedText,
});
