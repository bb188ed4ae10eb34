import { finding, parentOf } from '../grammar.ts';
import { notFound } from '../leaves.ts';
import { childNamed, nodesAt, textOf } from '../MetadataNode.ts';
import { componentNames } from '../PackageIndex.ts';
import type { Leaf, Rule } from '../grammar.ts';

export const action: Leaf = {
  kind: 'the action of a flow',
  refuse: (name, scope) => {
    const { index } = scope;
    const type = textOf(parentOf(scope), 'actionType');
    if (type === 'apex') {
      const invocable = [...index.classes.values()].filter((each) => each.invocable).map((each) => each.name);
      return invocable.includes(name) ? null : notFound('the invocable Apex class', name, invocable);
    }
    return type === 'flow' && !index.components.get('Flow')?.has(name)
      ? notFound('the flow', name, componentNames(index, 'Flow'))
      : null;
  },
  fault: (name) => `${name}Gone`,
};

const STANDARD_INPUTS: Readonly<Record<string, readonly string[]>> = {
  customNotificationAction: ['customNotifTypeId', 'recipientIds', 'title', 'body', 'targetId', 'targetPageRef'],
  emailSimple: [
    'emailAddresses',
    'emailAddressesArray',
    'emailBody',
    'emailSubject',
    'senderType',
    'senderAddress',
    'sendRichBody',
    'recipientId',
    'relatedRecordId',
    'logEmailOnSend',
    'useLineBreaks',
  ],
};

export const rightInputs: Rule = (node, { index }) => {
  const type = textOf(node, 'actionType') ?? '';
  const name = textOf(node, 'actionName') ?? '';
  const given = nodesAt(node, 'inputParameters/name');
  const invocable = type === 'apex' ? index.classes.get(name)?.invocable : undefined;
  const inputs = invocable ? [...invocable.inputs.keys()] : STANDARD_INPUTS[type];
  if (!inputs) return [];
  const missing = [...(invocable?.inputs ?? [])].filter(
    ([input, required]) => required && !given.some((each) => each.text === input),
  );
  const known = invocable?.outputs ?? new Set<string>();
  const outputs = nodesAt(node, 'outputParameters/name').filter((each) => invocable && !known.has(each.text));
  return [
    ...given
      .filter((each) => !inputs.includes(each.text))
      .map((each) => finding(each, notFound(`the input of ${name}`, each.text, inputs))),
    ...missing.map(([input]) =>
      finding(node, `found the action ${name} without its input ${input}, which is required: give it`),
    ),
    ...outputs.map((each) => finding(each, notFound(`the output of ${name}`, each.text, [...known]))),
  ];
};

export const segmentOfName: Rule = (node) => {
  const segment = childNamed(node, 'nameSegment');
  return segment && segment.text !== textOf(node, 'actionName') && textOf(node, 'actionType') === 'apex'
    ? [
        finding(
          segment,
          `found the name segment ${segment.text} of the action ${textOf(node, 'actionName')}, expected the same: correct it`,
        ),
      ]
    : [];
};
