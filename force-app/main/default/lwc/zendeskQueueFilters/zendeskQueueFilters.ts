import { LightningElement, api } from 'lwc';
import { exceptionStatusLabel, presentSeverity } from 'c/linkproofExceptionWords';
import { fillIn } from 'c/linkproofText';

// Labels
import accountNameLabel from '@salesforce/label/c.Linkproof_Queue_Account_Name';
import accountOwnerLabel from '@salesforce/label/c.Linkproof_Queue_Account_Owner';
import ageDayLabel from '@salesforce/label/c.Linkproof_Queue_Age_day';
import ageLabel from '@salesforce/label/c.Linkproof_Queue_Age';
import ageMonthLabel from '@salesforce/label/c.Linkproof_Queue_Age_month';
import ageOlderLabel from '@salesforce/label/c.Linkproof_Queue_Age_older';
import ageWeekLabel from '@salesforce/label/c.Linkproof_Queue_Age_week';
import anyLabel from '@salesforce/label/c.Linkproof_Queue_Any';
import codeLabel from '@salesforce/label/c.Linkproof_Queue_Code';
import countedLabel from '@salesforce/label/c.Linkproof_Queue_Counted';
import filtersLabel from '@salesforce/label/c.Linkproof_Queue_Filters';
import meLabel from '@salesforce/label/c.Linkproof_Queue_Me';
import nobodyLabel from '@salesforce/label/c.Linkproof_Queue_Nobody';
import openLabel from '@salesforce/label/c.Linkproof_Queue_Open';
import ownerLabel from '@salesforce/label/c.Linkproof_Queue_Owner';
import severityLabel from '@salesforce/label/c.Linkproof_Queue_Severity';
import statusLabel from '@salesforce/label/c.Linkproof_Queue_Status';

/** A combobox has no choice without a value; this one stands for any. */
const ANY = 'any';

/** Every status, in the order of an exception's life. */
const STATUSES = ['new', 'assigned', 'waiting', 'planned', 'regressed', 'accepted', 'not_same', 'resolved'];
const SEVERITIES = ['critical', 'high', 'medium', 'low'];

const AGE_OPTIONS = [
  { label: anyLabel, value: ANY },
  { label: ageDayLabel, value: 'day' },
  { label: ageWeekLabel, value: 'week' },
  { label: ageMonthLabel, value: 'month' },
  { label: ageOlderLabel, value: 'older' },
];

/** Waits for a pause in typing, so that a word costs one query and not one per letter. */
const PAUSE_MS = 300;

/** The filters of the queue: each choice says how many exceptions it would leave. Fires `filter` with the whole of them. */
export default class ZendeskQueueFilters extends LightningElement {
  @api filter: QueueFilter = {};
  @api counts?: QueueCountsView;
  @api choices?: QueueChoicesView;

  labels = { accountName: accountNameLabel, filters: filtersLabel };

  private pause?: ReturnType<typeof setTimeout>;

  override disconnectedCallback() {
    clearTimeout(this.pause);
  }

  handleChange(event: CustomEvent<{ value: string }>) {
    const { filter: name = '' } = (event.currentTarget as HTMLElement).dataset;
    const value = event.detail.value === ANY ? undefined : event.detail.value;
    const isList = name === 'statuses' || name === 'severities' || name === 'codes';
    this.fire({ [name]: isList && value !== undefined ? [value] : value });
  }

  handleSearch(event: CustomEvent<{ value: string }>) {
    const accountName = event.detail.value.trim();
    clearTimeout(this.pause);
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- asks once people have stopped typing
    this.pause = setTimeout(() => this.fire({ accountName: accountName === '' ? undefined : accountName }), PAUSE_MS);
  }

  /** In the order that they stand in. */
  get choosers() {
    const { statuses, severities, owner = ANY, age = ANY, accountOwnerId = ANY } = this.filter;
    return [
      { name: 'statuses', label: statusLabel, options: this.statusOptions, value: statuses?.[0] ?? ANY },
      { name: 'severities', label: severityLabel, options: this.severityOptions, value: severities?.[0] ?? ANY },
      { name: 'codes', label: codeLabel, options: this.codeOptions, value: this.code },
      { name: 'owner', label: ownerLabel, options: this.ownerOptions, value: owner },
      { name: 'age', label: ageLabel, options: AGE_OPTIONS, value: age },
      { name: 'accountOwnerId', label: accountOwnerLabel, options: this.accountOwnerOptions, value: accountOwnerId },
    ];
  }

  get accountName() {
    return this.filter.accountName ?? '';
  }

  private get statusOptions() {
    const counted = countsBy(this.counts?.statuses);
    return [
      { label: openLabel, value: ANY },
      ...STATUSES.map((value) => ({ value, label: withCount(exceptionStatusLabel(value), counted.get(value)) })),
    ];
  }

  private get severityOptions() {
    const counted = countsBy(this.counts?.severities);
    return [
      { label: anyLabel, value: ANY },
      ...SEVERITIES.map((value) => ({ value, label: withCount(presentSeverity(value).label, counted.get(value)) })),
    ];
  }

  private get code() {
    return this.filter.codes?.[0] ?? ANY;
  }

  /** Only those that there are: of forty codes a company has ten. */
  private get codeOptions() {
    const codes = [...(this.counts?.codes ?? [])].sort((one, other) => one.value.localeCompare(other.value));
    const isListed = this.code === ANY || codes.some(({ value }) => value === this.code);
    return [
      { label: anyLabel, value: ANY },
      ...(isListed ? [] : [{ label: this.code, value: this.code }]),
      ...codes.map(({ value, total }) => ({ value, label: withCount(value, total) })),
    ];
  }

  private get ownerOptions() {
    return [
      { label: anyLabel, value: ANY },
      { label: meLabel, value: 'me' },
      { label: nobodyLabel, value: 'queue' },
      ...optionsOf(this.choices?.operators),
    ];
  }

  private get accountOwnerOptions() {
    return [{ label: anyLabel, value: ANY }, ...optionsOf(this.choices?.accountOwners)];
  }

  private fire(change: Partial<Record<string, unknown>>) {
    this.dispatchEvent(new CustomEvent<QueueFilter>('filter', { detail: { ...this.filter, ...change } }));
  }
}

function optionsOf(people: readonly QueuePersonView[] | undefined) {
  return (people ?? []).map(({ id, name }) => ({ label: name, value: id }));
}

function countsBy(counts: readonly QueueCountView[] | undefined): ReadonlyMap<string, number> {
  return new Map(counts?.map(({ value, total }) => [value, total]));
}

function withCount(text: string, total = 0): string {
  return fillIn(countedLabel, text, total);
}
