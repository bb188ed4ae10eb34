export { repairOf } from './repairs';

import acceptedLabel from '@salesforce/label/c.Linkproof_Exception_Status_accepted';
import assignedLabel from '@salesforce/label/c.Linkproof_Exception_Status_assigned';
import criticalLabel from '@salesforce/label/c.Linkproof_Severity_critical';
import highLabel from '@salesforce/label/c.Linkproof_Severity_high';
import lowLabel from '@salesforce/label/c.Linkproof_Severity_low';
import mediumLabel from '@salesforce/label/c.Linkproof_Severity_medium';
import newLabel from '@salesforce/label/c.Linkproof_Exception_Status_new';
import notSameLabel from '@salesforce/label/c.Linkproof_Exception_Status_not_same';
import plannedLabel from '@salesforce/label/c.Linkproof_Exception_Status_planned';
import regressedLabel from '@salesforce/label/c.Linkproof_Exception_Status_regressed';
import resolvedLabel from '@salesforce/label/c.Linkproof_Exception_Status_resolved';
import waitingLabel from '@salesforce/label/c.Linkproof_Exception_Status_waiting';

interface SeverityPresentation {
  readonly label: string;
  readonly iconName: string;
  readonly theme: string;
}

/** Worst first: the order is the rank. */
const SEVERITIES: Readonly<Record<Severity, SeverityPresentation>> = {
  critical: { label: criticalLabel, iconName: 'utility:error', theme: 'slds-theme_error' },
  high: { label: highLabel, iconName: 'utility:warning', theme: 'slds-theme_warning' },
  medium: { label: mediumLabel, iconName: 'utility:priority', theme: '' },
  low: { label: lowLabel, iconName: 'utility:info', theme: 'slds-badge_lightest' },
};

const STATUSES: Readonly<Record<ExceptionStatus, string>> = {
  new: newLabel,
  assigned: assignedLabel,
  waiting: waitingLabel,
  planned: plannedLabel,
  accepted: acceptedLabel,
  not_same: notSameLabel,
  regressed: regressedLabel,
  resolved: resolvedLabel,
};

// Exceptions are stored text: words of a newer server are shown as they are rather than hidden.

export function presentSeverity(severity: string): SeverityPresentation {
  return Object.hasOwn(SEVERITIES, severity)
    ? SEVERITIES[severity as Severity]
    : { label: severity, iconName: 'utility:info', theme: '' };
}

/** The lower, the worse. */
export function severityRank(severity: string): number {
  return Object.keys(SEVERITIES).indexOf(severity);
}

export function exceptionStatusLabel(status: string): string {
  return Object.hasOwn(STATUSES, status) ? STATUSES[status as ExceptionStatus] : status;
}
