import type { Row } from '../../world/World.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';

/** The account's settings about users, as the OpenAPI text names them; the other groups of the real ones are left out. */
export function presentSettings({ options }: ZendeskState): Row {
  return {
    user: {
      agent_created_welcome_emails: true,
      end_user_phone_number_validation: false,
      have_gravatars_enabled: true,
      language_selection: true,
      multiple_organizations: !options.oneOrganizationPlan,
      tagging: true,
      time_zone_selection: true,
    },
  };
}
