import { group } from '../grammar.ts';
import { flag, matching, someTextUpTo, textUpTo } from '../leaves.ts';
import { nodesAt } from '../MetadataNode.ts';
import { needs, noneTwice } from './common.ts';

const label = matching(
  'the name of a label',
  /^[A-Za-z](?:_?[A-Za-z0-9]){0,79}$/,
  'letters, digits and single underscores, beginning with a letter',
);

export const customLabels = group(
  {
    labels: group(
      {
        fullName: label,
        categories: textUpTo(255),
        language: matching('a language', /^[a-z]{2}(_[A-Z]{2})?$/, 'a language such as en_US'),
        protected: flag,
        shortDescription: someTextUpTo(80),
        value: someTextUpTo(1000),
      },
      needs('fullName', 'language', 'protected', 'shortDescription', 'value'),
    ),
  },
  noneTwice('the label', (node) => nodesAt(node, 'labels/fullName')),
);
