/** The stand-in of lightning/navigation: accounts have a page in the workbench, other records none. */
import type { LightningElement } from 'lwc';
import { addressOf, goTo } from '../page/address.ts';

interface PageReference {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

function mixin(Base: typeof LightningElement) {
  return class extends Base {
    [Navigate](page: PageReference): void {
      goTo(addressFor(page));
    }

    [GenerateUrl](page: PageReference): Promise<string> {
      return Promise.resolve(addressFor(page));
    }
  };
}

export const NavigationMixin = Object.assign(mixin, { Navigate, GenerateUrl });

function addressFor({ type, attributes: { objectApiName, recordId = '' } }: PageReference): string {
  const isAccount = type === 'standard__recordPage' && objectApiName === 'Account';
  return isAccount ? addressOf({ page: 'account', accountId: recordId }) : addressOf({ page: 'start' });
}
