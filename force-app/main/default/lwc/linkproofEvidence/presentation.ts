import agreesLabel from '@salesforce/label/c.Linkproof_Outcome_agrees';
import brokenLabel from '@salesforce/label/c.Linkproof_Outcome_broken';
import contractLabel from '@salesforce/label/c.Linkproof_System_contract';
import disagreesLabel from '@salesforce/label/c.Linkproof_Outcome_disagrees';
import domainLabel from '@salesforce/label/c.Linkproof_Rung_domain';
import externalIdLabel from '@salesforce/label/c.Linkproof_Rung_external_id';
import infoLabel from '@salesforce/label/c.Linkproof_Outcome_info';
import inheritedLabel from '@salesforce/label/c.Linkproof_Rung_inherited';
import nameLabel from '@salesforce/label/c.Linkproof_Rung_name';
import namesLabel from '@salesforce/label/c.Linkproof_Outcome_names';
import nativeAppLabel from '@salesforce/label/c.Linkproof_Rung_native_app';
import salesforceLabel from '@salesforce/label/c.Linkproof_System_salesforce';
import scopeLabel from '@salesforce/label/c.Linkproof_Rung_scope';
import silentLabel from '@salesforce/label/c.Linkproof_Outcome_silent';
import storedIdLabel from '@salesforce/label/c.Linkproof_Rung_stored_id';
import testifiesLabel from '@salesforce/label/c.Linkproof_Outcome_testifies';
import zendeskLabel from '@salesforce/label/c.Linkproof_System_zendesk';

interface OutcomePresentation {
  readonly label: string;
  readonly iconName: string;
  readonly variant: 'success' | 'warning' | 'error' | '';
}

const OUTCOMES: Readonly<Record<ResolutionStep['outcome'], OutcomePresentation>> = {
  agrees: { label: agreesLabel, iconName: 'utility:success', variant: 'success' },
  names: { label: namesLabel, iconName: 'utility:link', variant: '' },
  silent: { label: silentLabel, iconName: 'utility:dash', variant: '' },
  broken: { label: brokenLabel, iconName: 'utility:error', variant: 'error' },
  disagrees: { label: disagreesLabel, iconName: 'utility:warning', variant: 'warning' },
  testifies: { label: testifiesLabel, iconName: 'utility:comments', variant: '' },
  info: { label: infoLabel, iconName: 'utility:info', variant: '' },
};

const RUNGS: Readonly<Record<ResolutionStep['rung'], string>> = {
  stored_id: storedIdLabel,
  external_id: externalIdLabel,
  native_app: nativeAppLabel,
  name: nameLabel,
  domain: domainLabel,
  scope: scopeLabel,
  inherited: inheritedLabel,
};

const SYSTEMS: Readonly<Record<ResolutionStep['system'], string>> = {
  salesforce: salesforceLabel,
  zendesk: zendeskLabel,
  contract: contractLabel,
};

// Evidence is stored text: a newer server may have written words that this version does not know. They are shown as
// they are rather than hidden.

export function presentOutcome(outcome: string): OutcomePresentation {
  return lookUp(OUTCOMES, outcome) ?? { label: outcome, iconName: 'utility:info', variant: '' };
}

export function rungLabel(rung: string): string {
  return lookUp(RUNGS, rung) ?? rung;
}

export function systemLabel(system: string): string {
  return lookUp(SYSTEMS, system) ?? system;
}

function lookUp<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
