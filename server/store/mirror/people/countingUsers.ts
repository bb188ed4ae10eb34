/** SQL: whether a user counts. Agents, suspended and inactive users are neither judged nor evidence. */
export const COUNTS = (user: string) => `${user}.role = 'end-user' and ${user}.active and not ${user}.suspended`;

/** SQL: whose domain counts as the company's own. */
export const IS_ADMINISTRATOR =
  "administrator.role = 'admin' and administrator.active and not administrator.suspended and administrator.email_domain is not null";
