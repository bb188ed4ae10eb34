import { createElement } from 'lwc';
import type { TestWireAdapter } from '@salesforce/sfdx-lwc-jest';
import getLink from '@salesforce/apex/ZendeskLinkController.getLink';
import ZendeskLinkHealth from 'c/zendeskLinkHealth';
import { WITH_EVIDENCE } from './data/links';

jest.mock(
  '@salesforce/apex/ZendeskLinkController.getLink',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true },
);
jest.mock(
  '@salesforce/apex/ZendeskSampleController.getSample',
  () => ({ default: jest.requireActual('@salesforce/sfdx-lwc-jest').createApexTestWireAdapter(jest.fn()) }),
  { virtual: true },
);
jest.mock('c/linkproofRepairDialog', () => ({ openRepairDialog: jest.fn() }));
// Import-time constants cannot change within a file: this one is a seller's.
jest.mock('@salesforce/customPermission/Linkproof_Admin', () => ({ default: undefined }), { virtual: true });

it('offers a seller no repair', async () => {
  const element = createElement('c-zendesk-link-health', { is: ZendeskLinkHealth });
  document.body.appendChild(element);
  (getLink as unknown as TestWireAdapter<LinkView>).emit(WITH_EVIDENCE);
  await Promise.resolve();

  expect(element.shadowRoot!.querySelector('.recheck')).not.toBeNull();
  expect(element.shadowRoot!.querySelector('.relink')).toBeNull();
  expect(element.shadowRoot!.querySelector('c-zendesk-repairs')).toBeNull();
});

it('shows no evidence to a seller, even if it were handed some', async () => {
  const element = createElement('c-zendesk-link-health', { is: ZendeskLinkHealth });
  document.body.appendChild(element);
  (getLink as unknown as TestWireAdapter<LinkView>).emit(WITH_EVIDENCE);
  await Promise.resolve();

  expect(element.shadowRoot!.querySelector('.sentence')).not.toBeNull();
  expect(element.shadowRoot!.querySelector('c-linkproof-evidence')).toBeNull();
});
