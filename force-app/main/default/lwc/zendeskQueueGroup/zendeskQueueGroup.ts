import { LightningElement, api } from 'lwc';

// Labels
import noCauseLabel from '@salesforce/label/c.Linkproof_Queue_No_Cause';

/** The exceptions that share a cause: how many they are, and when opened, which. Hands on the events of its rows. */
export default class ZendeskQueueGroup extends LightningElement {
  @api changes: Readonly<Record<string, QueueRowChange>> = {};
  @api chosen: readonly string[] = [];
  @api shown?: string;

  isOpen = false;
  groupFilter: QueueFilter = {};

  @api
  get group(): QueueGroupView | undefined {
    return this._group;
  }
  set group(group: QueueGroupView) {
    const isOther = group.causeKey !== this._group?.causeKey;
    this._group = group;
    // Counted again, it is the same group: its rows stay as they are.
    if (isOther) this.narrow();
  }
  _group?: QueueGroupView;

  /** The queue's; setting it reads the rows again where they are shown. */
  @api
  get filter() {
    return this._filter;
  }
  set filter(filter: QueueFilter) {
    this._filter = filter;
    this.narrow();
  }
  _filter: QueueFilter = {};

  /** Opened from the start: the only one, say. */
  @api
  get startsOpen() {
    return this.isOpen;
  }
  set startsOpen(startsOpen: boolean) {
    if (startsOpen) this.isOpen = true;
  }

  @api
  focusRow(fingerprint: string): boolean {
    const rows = this.template?.querySelector<HTMLElement & { focusRow(fingerprint: string): boolean }>(
      'c-zendesk-queue-rows',
    );
    return rows?.focusRow(fingerprint) ?? false;
  }

  handleToggle() {
    this.isOpen = !this.isOpen;
  }

  handleOfRows(event: CustomEvent<unknown>) {
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail }));
  }

  get heading() {
    return this.group?.causeKey === undefined ? noCauseLabel : (this.group.cause ?? this.group.causeKey);
  }

  get total() {
    return this.group?.total ?? 0;
  }

  get expanded() {
    return String(this.isOpen);
  }

  get chevron() {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  get sectionClass() {
    return this.isOpen ? 'slds-section slds-is-open' : 'slds-section';
  }

  private narrow() {
    const causeKey = this._group?.causeKey;
    this.groupFilter = causeKey === undefined ? { ...this.filter, withoutCause: true } : { ...this.filter, causeKey };
  }
}
