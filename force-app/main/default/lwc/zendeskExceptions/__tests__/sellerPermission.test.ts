import { createElement } from 'lwc';
import type { TestWireAdapter } from '@salesforce/sfdx-lwc-jest';
import getExceptions from '@salesforce/apex/ZendeskLinkController.getExceptions';
import ZendeskExceptions from 'c/zendeskExceptions';
import { DUPLICATE } from './data/exceptions';

jest.mock(
  '@salesforce/apex/ZendeskLinkController.getExceptions',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true },
);
jest.mock('c/linkproofRepairDialog', () => ({ openRepairDialog: jest.fn() }));
// Import-time constants cannot change within a file: this one is a seller's.
jest.mock('@salesforce/customPermission/Linkproof_Admin', () => ({ default: undefined }), { virtual: true });

it('offers a seller no repair of an exception', async () => {
  const element = createElement('c-zendesk-exceptions', { is: ZendeskExceptions });
  document.body.appendChild(element);
  (getExceptions as unknown as TestWireAdapter<readonly ExceptionView[]>).emit([DUPLICATE]);
  await Promise.resolve();

  expect(element.shadowRoot!.querySelector('.meaning')).not.toBeNull();
  expect(element.shadowRoot!.querySelector('.repair')).toBeNull();
});
