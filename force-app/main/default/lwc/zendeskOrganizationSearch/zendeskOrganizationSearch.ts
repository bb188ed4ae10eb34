import { LightningElement, api } from 'lwc';
import { fillIn } from 'c/linkproofText';

// Apex
import searchOrganizations from '@salesforce/apex/ZendeskRepairController.searchOrganizations';

// Labels
import chooseLabel from '@salesforce/label/c.Linkproof_Search_Choose';
import domainsLabel from '@salesforce/label/c.Linkproof_Search_Domains';
import failedLabel from '@salesforce/label/c.Linkproof_Search_Failed';
import freeLabel from '@salesforce/label/c.Linkproof_Search_Free';
import helpLabel from '@salesforce/label/c.Linkproof_Search_Help';
import keyLabel from '@salesforce/label/c.Linkproof_Search_Key';
import loadingLabel from '@salesforce/label/c.Linkproof_Loading';
import nothingLabel from '@salesforce/label/c.Linkproof_Search_Nothing';
import organizationLabel from '@salesforce/label/c.Linkproof_Candidate_Organization';
import placeLabel from '@salesforce/label/c.Linkproof_Search_Field';
import searchLabel from '@salesforce/label/c.Linkproof_Search';
import takenLabel from '@salesforce/label/c.Linkproof_Search_Taken';

type Search =
  | { readonly phase: 'unasked' | 'asking' }
  | { readonly phase: 'answered'; readonly organizations: readonly OrganizationCandidate[] }
  | { readonly phase: 'failed'; readonly error: unknown };

/** Finds Zendesk organizations that a person may mean. Fires `choose` with the id of the one he takes. */
export default class ZendeskOrganizationSearch extends LightningElement {
  /** The account on whose behalf he looks. */
  @api accountId!: string;

  labels = {
    choose: chooseLabel,
    failed: failedLabel,
    help: helpLabel,
    loading: loadingLabel,
    nothing: nothingLabel,
    place: placeLabel,
    search: searchLabel,
  };
  text = '';
  search: Search = { phase: 'unasked' };

  handleInput(event: CustomEvent<{ value: string }>) {
    this.text = event.detail.value;
  }

  handleKey(event: KeyboardEvent) {
    if (event.key === 'Enter') void this.handleSearch();
  }

  async handleSearch() {
    const text = this.text.trim();
    if (text === '' || this.isSearching) return;
    this.search = { phase: 'asking' };
    try {
      const { organizations } = await searchOrganizations({ accountId: this.accountId, text });
      this.search = { phase: 'answered', organizations };
    } catch (error) {
      this.search = { phase: 'failed', error };
    }
  }

  handleChoose(event: Event) {
    const { id } = (event.currentTarget as HTMLElement).dataset;
    this.dispatchEvent(new CustomEvent('choose', { detail: id }));
  }

  get isSearching() {
    return this.search.phase === 'asking';
  }

  get error() {
    return this.search.phase === 'failed' ? this.search.error : undefined;
  }

  get hasNone() {
    return this.search.phase === 'answered' && this.search.organizations.length === 0;
  }

  get organizations() {
    if (this.search.phase !== 'answered') return [];
    return this.search.organizations.map(({ organizationId, name, key, domainNames, accountId, status }) => ({
      id: organizationId,
      name: name ?? fillIn(organizationLabel, organizationId),
      status,
      title: fillIn(chooseLabel, name ?? organizationId),
      facts: [
        organizationId,
        ...(key ? [fillIn(keyLabel, key)] : []),
        ...(domainNames.length === 0 ? [] : [fillIn(domainsLabel, domainNames.join(', '))]),
        accountId ? fillIn(takenLabel, accountId) : freeLabel,
      ].join(' · '),
    }));
  }
}
