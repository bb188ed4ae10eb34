import { LightningElement } from 'lwc';

/** The mapping-quality reports and their dashboard. */
export default class Reports extends LightningElement {
  override connectedCallback() {
    document.title = 'Reports | Linkproof workbench';
  }
}
