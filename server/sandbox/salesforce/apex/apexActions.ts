import type { ApexAction } from './ApexAction.ts';
import { zendeskExceptionQueueController } from './classes/zendeskExceptionQueueController.ts';
import { zendeskLinkController } from './classes/zendeskLinkController.ts';
import { zendeskRepairController } from './classes/zendeskRepairController.ts';
import { zendeskSampleController } from './classes/zendeskSampleController.ts';

/** Every `@AuraEnabled` method that the stand-in can run, by class and method. A test compares them with force-app. */
export const apexActions: Record<string, Record<string, ApexAction>> = {
  ZendeskExceptionQueueController: zendeskExceptionQueueController,
  ZendeskLinkController: zendeskLinkController,
  ZendeskRepairController: zendeskRepairController,
  ZendeskSampleController: zendeskSampleController,
};
