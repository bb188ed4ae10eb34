import { LightningElement, api } from 'lwc';
import { reduceErrors } from 'c/linkproofErrors';

/** What went wrong and what to do, in place and read out at once. */
export default class LinkproofErrorPanel extends LightningElement {
  /** What could not be done, in a few words. */
  @api heading!: string;
  /** Whatever was thrown; its messages say what to do. */
  @api error: unknown;

  get messages() {
    return reduceErrors(this.error);
  }
}
