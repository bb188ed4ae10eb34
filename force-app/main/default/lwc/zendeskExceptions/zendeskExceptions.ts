import { LightningElement, api, wire } from 'lwc';
import { RefreshEvent, registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { exceptionStatusLabel, presentSeverity, repairOf, severityRank } from 'c/linkproofExceptionWords';
import { openRepairDialog } from 'c/linkproofRepairDialog';
import { fillIn } from 'c/linkproofText';

// Apex
import { refreshApex } from '@salesforce/apex';
import getExceptions from '@salesforce/apex/ZendeskLinkController.getExceptions';

// Permissions
import isAdmin from '@salesforce/customPermission/Linkproof_Admin';

// Labels
import countLabel from '@salesforce/label/c.Linkproof_Exceptions_Count';
import firstSeenLabel from '@salesforce/label/c.Linkproof_First_Seen';
import loadFailedLabel from '@salesforce/label/c.Linkproof_Load_Failed';
import loadingLabel from '@salesforce/label/c.Linkproof_Loading';
import noExceptionsLabel from '@salesforce/label/c.Linkproof_No_Exceptions';
import organizationsLabel from '@salesforce/label/c.Linkproof_Organizations';
import titleLabel from '@salesforce/label/c.Linkproof_Exceptions_Title';
import whatToDoLabel from '@salesforce/label/c.Linkproof_What_To_Do';

/** The open exceptions of an account, worst first: what each means and what to do about it. */
export default class ZendeskExceptions extends LightningElement {
  @api recordId!: string;

  labels = {
    firstSeen: firstSeenLabel,
    loadFailed: loadFailedLabel,
    loading: loadingLabel,
    noExceptions: noExceptionsLabel,
    organizations: organizationsLabel,
    title: titleLabel,
    whatToDo: whatToDoLabel,
  };

  @wire(getExceptions, { accountId: '$recordId' })
  wiredExceptions!: WiredResult<readonly ExceptionView[]>;

  private refreshHandlerId!: number;

  override connectedCallback() {
    this.refreshHandlerId = registerRefreshHandler(this, () => this.refresh());
  }

  override disconnectedCallback() {
    unregisterRefreshHandler(this.refreshHandlerId);
  }

  async handleRepair(event: Event) {
    const { fingerprint = '', kind } = (event.currentTarget as HTMLElement).dataset;
    await openRepairDialog(this.recordId, { kind: kind === 'collision' ? kind : 'exception', fingerprint });
    await this.refresh();
    this.dispatchEvent(new RefreshEvent());
  }

  get isLoading() {
    return this.wiredExceptions.data === undefined && this.wiredExceptions.error === undefined;
  }

  get isEmpty() {
    return this.wiredExceptions.data?.length === 0;
  }

  get exceptions() {
    const worstFirst = [...(this.wiredExceptions.data ?? [])].sort(
      (one, other) =>
        severityRank(one.severity) - severityRank(other.severity) || one.firstSeenAt.localeCompare(other.firstSeenAt),
    );
    return worstFirst.map((exception, index) => ({
      ...exception,
      // One code can stand more than once on an account, with other organizations.
      key: index,
      severityBadge: presentSeverity(exception.severity),
      statusText: exceptionStatusLabel(exception.status),
      hasOrganizations: exception.organizationIds.length > 0,
      organizationsText: exception.organizationIds.join(', '),
      // A row of an older audit does not say how to name it to the server.
      repair: isAdmin && exception.fingerprint !== undefined ? repairOf(exception.code) : undefined,
    }));
  }

  get countText() {
    const exceptions = this.wiredExceptions.data ?? [];
    const critical = exceptions.filter((exception) => exception.severity === 'critical');
    return fillIn(countLabel, exceptions.length, critical.length);
  }

  private refresh() {
    return refreshApex(this.wiredExceptions);
  }
}
