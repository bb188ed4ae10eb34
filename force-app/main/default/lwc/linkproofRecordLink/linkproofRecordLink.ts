import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';

/** A link to a record's page: opened in place, or in a new tab as the browser's user likes. */
export default class LinkproofRecordLink extends NavigationMixin(LightningElement) {
  @api objectName!: string;
  @api label!: string;

  /** Unknown until the platform has told it. */
  address?: string;

  @api
  get recordId() {
    return this._recordId;
  }
  set recordId(recordId: string) {
    this._recordId = recordId;
    if (this.isConnected) void this.findAddress();
  }
  _recordId!: string;

  override connectedCallback() {
    void this.findAddress();
  }

  handleClick(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this[NavigationMixin.Navigate](this.page);
  }

  private async findAddress() {
    const { page } = this;
    const address = await this[NavigationMixin.GenerateUrl](page);
    if (page.attributes['recordId'] === this.recordId) this.address = address;
  }

  private get page() {
    const { recordId, objectName } = this;
    return {
      type: 'standard__recordPage',
      attributes: { recordId, objectApiName: objectName, actionName: 'view' },
    };
  }
}
