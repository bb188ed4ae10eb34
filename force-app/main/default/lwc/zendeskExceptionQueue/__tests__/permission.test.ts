import { createElement } from 'lwc';
import getCounts from '@salesforce/apex/ZendeskExceptionQueueController.getCounts';
import ZendeskExceptionQueue from 'c/zendeskExceptionQueue';

jest.mock('@salesforce/apex/ZendeskExceptionQueueController.getCounts', () => ({ default: jest.fn() }), {
  virtual: true,
});
jest.mock('c/linkproofDecisionDialog', () => ({ askForDecision: jest.fn() }));
jest.mock('c/linkproofRepairDialog', () => ({ openRepairDialog: jest.fn() }));
jest.mock('@salesforce/customPermission/Linkproof_Operate', () => ({ __esModule: true, default: undefined }), {
  virtual: true,
});

it('tells whoever may not work the queue whom to ask, and reads nothing', async () => {
  const element = createElement('c-zendesk-exception-queue', { is: ZendeskExceptionQueue });
  document.body.appendChild(element);
  await Promise.resolve();

  const placeholder = element.shadowRoot!.querySelector<HTMLElement & { message: string }>('c-linkproof-placeholder')!;
  expect(placeholder.message).toContain('Linkproof Operator');
  expect(getCounts).not.toHaveBeenCalled();
});
