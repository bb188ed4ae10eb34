import { LightningElement, api } from 'lwc';

/** Says that there is nothing to show, and why. */
export default class LinkproofPlaceholder extends LightningElement {
  @api message!: string;
  @api iconName!: string;
}
