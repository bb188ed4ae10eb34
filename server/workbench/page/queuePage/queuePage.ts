import { LightningElement } from 'lwc';

/** The app page that holds the exception queue. */
export default class QueuePage extends LightningElement {
  override connectedCallback() {
    document.title = 'Exception queue | Linkproof workbench';
  }
}
