import ZendeskRelink from 'c/zendeskRelink';

// Labels
import titleLabel from '@salesforce/label/c.Linkproof_Repair_Title';

/** LightningModal's own `open`, which its types do not declare. */
interface Modal {
  open(options: {
    readonly size: 'medium';
    readonly label: string;
    readonly accountId: string;
    readonly start: RepairStart;
  }): Promise<unknown>;
}

/** Opens the repair dialog over the page; resolves when it is closed, whatever was done in it. */
export async function openRepairDialog(accountId: string, start: RepairStart): Promise<void> {
  await (ZendeskRelink as unknown as Modal).open({ size: 'medium', label: titleLabel, accountId, start });
}
