import { group } from '../grammar.ts';
import { oneOf, text, whole } from '../leaves.ts';
import { needs } from './common.ts';
import type { Leaf } from '../grammar.ts';

export const apiVersion: Leaf = {
  kind: 'the API version',
  refuse: (value, { index }) =>
    value === index.apiVersion
      ? null
      : `found the API version ${value}, expected ${index.apiVersion} as everywhere in the package, and nothing below 66.0: correct it`,
  fault: () => '58.0',
};

export const apexClass = group(
  {
    apiVersion,
    status: oneOf('Active'),
    packageVersions: group({ majorNumber: whole(0, 999), minorNumber: whole(0, 999), namespace: text }),
  },
  needs('apiVersion', 'status'),
);
