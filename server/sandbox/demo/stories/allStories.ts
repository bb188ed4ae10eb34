import { absenceStories } from './absenceStories.ts';
import { domainStories } from './domainStories.ts';
import { keyFormStories } from './keyFormStories.ts';
import { keyTargetStories } from './keyTargetStories.ts';
import { memberStories } from './memberStories.ts';
import { membershipStories } from './membershipStories.ts';
import { nativeAppStories } from './nativeAppStories.ts';
import { ownershipStories } from './ownershipStories.ts';
import { pairStories } from './pairStories.ts';
import { personKeyStories } from './personKeyStories.ts';
import { pointerStories } from './pointerStories.ts';
import { quietStories } from './quietStories.ts';
import { scopeStories } from './scopeStories.ts';
import type { StoryScript } from './StoryScript.ts';
import { ticketStories } from './ticketStories.ts';

/** In the order in which a demo tells them: what is well first, then what is worst. */
export const allStories: readonly StoryScript[] = [
  ...quietStories,
  ...pairStories,
  ...pointerStories,
  ...keyFormStories,
  ...keyTargetStories,
  ...nativeAppStories,
  ...absenceStories,
  ...scopeStories,
  ...memberStories,
  ...membershipStories,
  ...personKeyStories,
  ...ticketStories,
  ...domainStories,
  ...ownershipStories,
];
