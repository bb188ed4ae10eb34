import { LightningElement, api } from 'lwc';
import type { AccountRecord, StoryLine } from '../../views.ts';
import { addressOf, followLink } from '../address.ts';
import { getJson } from '../requests.ts';

/** An account's record page, with the panels where an admin would have put them. */
export default class AccountPage extends LightningElement {
  /** Set when the account is one of the stories. */
  @api story?: StoryLine;

  record?: AccountRecord;
  error?: unknown;

  @api
  get accountId() {
    return this._accountId;
  }
  set accountId(accountId: string) {
    this._accountId = accountId;
    void this.read();
  }
  _accountId!: string;

  handleLink(event: MouseEvent) {
    followLink(event);
  }

  get fields() {
    const { record } = this;
    if (!record) return [];
    return [
      { label: 'Account Name', value: record.name },
      { label: 'Account Owner', value: record.owner },
      { label: 'Type', value: record.type },
      { label: 'Website', value: record.website },
      { label: 'Zendesk Organization Id', value: record.storedOrganizationId },
      { label: 'Account Id', value: record.id },
    ];
  }

  get highlights() {
    return this.fields.slice(1, 5);
  }

  get parent() {
    const parent = this.record?.parent;
    return parent && { ...parent, address: addressOf({ page: 'account', accountId: parent.id }) };
  }

  get expectedCodes() {
    return this.story?.expectedCodes.join(', ') || 'none';
  }

  private async read() {
    const { accountId } = this;
    this.record = undefined;
    this.error = undefined;
    try {
      const record = await getJson<AccountRecord>(`/workbench/accounts/${encodeURIComponent(accountId)}`);
      if (accountId !== this.accountId) return;
      this.record = record;
      document.title = `${record.name} | Linkproof workbench`;
    } catch (error) {
      if (accountId === this.accountId) this.error = error;
    }
  }
}
