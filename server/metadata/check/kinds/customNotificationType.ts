import { finding, group } from '../grammar.ts';
import { flag, ownName, someTextUpTo, textUpTo } from '../leaves.ts';
import { textOf } from '../MetadataNode.ts';
import { needs } from './common.ts';

export const customNotificationType = group(
  {
    customNotifTypeName: ownName,
    description: textUpTo(255),
    desktop: flag,
    masterLabel: someTextUpTo(80),
    mobile: flag,
    slack: flag,
  },
  needs('customNotifTypeName', 'masterLabel', 'desktop', 'mobile'),
  (node) =>
    ['desktop', 'mobile', 'slack'].some((channel) => textOf(node, channel) === 'true')
      ? []
      : [
          finding(
            node,
            `found a notification type that goes nowhere, expected desktop, mobile or slack to be true: set one`,
          ),
        ],
);
