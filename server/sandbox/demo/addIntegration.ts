import { COMPANY_DOMAIN } from './addStaff.ts';
import { daysAgo, salesforceTime } from './records/dates.ts';
import type { WorldBuilder } from './records/WorldBuilder.ts';

/** What the user that Linkproof signs in as holds: audits need the one, repairs the other as well. */
const PERMISSION_SETS = ['Linkproof_Integration', 'Linkproof_Repair'];

/** Adds the Salesforce user that Linkproof signs in as, with the rights of a company that lets it repair. */
export function addIntegration(world: WorldBuilder): void {
  const id = world.ids.salesforce('005');
  const username = `linkproof@${COMPANY_DOMAIN}`;
  const stamp = salesforceTime(daysAgo(40));
  world.add('salesforce/User', {
    Id: id,
    Username: username,
    FirstName: 'Linkproof',
    LastName: 'Integration',
    Name: 'Linkproof Integration',
    Alias: 'lproof',
    Email: username,
    IsActive: true,
    UserType: 'Standard',
    Profile: { Name: 'Minimum Access - API Only Integrations' },
    CreatedDate: salesforceTime(daysAgo(60)),
    LastModifiedDate: stamp,
    SystemModstamp: stamp,
  });
  for (const permissionSet of PERMISSION_SETS) {
    world.add('salesforce/PermissionSetAssignment', {
      Id: world.ids.salesforce('0Pa'),
      AssigneeId: id,
      PermissionSet: { Name: permissionSet },
      SystemModstamp: stamp,
    });
  }
}
