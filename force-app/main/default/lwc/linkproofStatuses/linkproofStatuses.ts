import verifiedLabel from '@salesforce/label/c.Linkproof_Status_verified';
import verifiedWithNotesLabel from '@salesforce/label/c.Linkproof_Status_verified_with_notes';
import reviewLabel from '@salesforce/label/c.Linkproof_Status_review';
import contradictedLabel from '@salesforce/label/c.Linkproof_Status_contradicted';
import orphanLabel from '@salesforce/label/c.Linkproof_Status_orphan';
import unlinkedLabel from '@salesforce/label/c.Linkproof_Status_unlinked';
import outOfScopeLabel from '@salesforce/label/c.Linkproof_Status_out_of_scope';
import unknownLabel from '@salesforce/label/c.Linkproof_Status_unknown';

export interface StatusPresentation {
  readonly label: string;
  readonly iconName: string;
  /** SLDS class of the badge. Colour only repeats what icon and label already say. */
  readonly theme: string;
}

const PRESENTATIONS: Readonly<Record<VerdictStatus, StatusPresentation>> = {
  verified: { label: verifiedLabel, iconName: 'utility:success', theme: 'slds-theme_success' },
  verified_with_notes: { label: verifiedWithNotesLabel, iconName: 'utility:comments', theme: 'slds-theme_success' },
  review: { label: reviewLabel, iconName: 'utility:warning', theme: 'slds-theme_warning' },
  contradicted: { label: contradictedLabel, iconName: 'utility:error', theme: 'slds-theme_error' },
  unlinked: { label: unlinkedLabel, iconName: 'utility:unlinked', theme: 'slds-badge_inverse' },
  orphan: { label: orphanLabel, iconName: 'utility:unlinked', theme: 'slds-badge_inverse' },
  out_of_scope: { label: outOfScopeLabel, iconName: 'utility:ban', theme: 'slds-badge_lightest' },
  unknown: { label: unknownLabel, iconName: 'utility:help', theme: 'slds-badge_inverse' },
};

/** How a status is shown. One that this version does not know is shown as unknown: nothing may be relied on. */
export function presentStatus(status: string): StatusPresentation {
  return Object.hasOwn(PRESENTATIONS, status) ? PRESENTATIONS[status as VerdictStatus] : PRESENTATIONS.unknown;
}
