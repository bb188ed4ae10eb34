import { LightningElement, api } from 'lwc';
import { presentStatus } from 'c/linkproofStatuses';

/** A verdict status by icon and text. */
export default class LinkproofStatusBadge extends LightningElement {
  @api status!: AccountStatus;

  get presentation() {
    return presentStatus(this.status);
  }
}
