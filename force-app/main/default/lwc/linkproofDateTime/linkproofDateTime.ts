import { LightningElement, api } from 'lwc';

/** A point in time, in the reader's own zone; or a day, which is the same day for everybody. */
export default class LinkproofDateTime extends LightningElement {
  /** ISO 8601. */
  @api value!: string;
  /** The value stands for a day: midnight, UTC. */
  @api isDay = false;
}
