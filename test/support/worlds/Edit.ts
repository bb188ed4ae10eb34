/**
 * One change that a person or an integration makes to either system: plain data, so that a history of them can be printed
 * and replayed on a fresh pair of sandboxes over the same world.
 */
export interface Edit {
  /** For people: `moves contact 003… to account 001…`. */
  readonly says: string;
  readonly system: 'salesforce' | 'zendesk';
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** With `/services/data/…` or `/api/v2/…`; `/__…` for what no REST API offers, such as merging accounts. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

const DATA = '/services/data/v66.0/sobjects';

export const salesforceCreates = (object: string, fields: Edit['body']): Edit => ({
  says: `creates ${object} ${JSON.stringify(fields)}`,
  system: 'salesforce',
  method: 'POST',
  path: `${DATA}/${object}`,
  body: fields,
});

export const salesforceUpdates = (object: string, id: string, fields: Edit['body']): Edit => ({
  says: `sets ${JSON.stringify(fields)} on ${object} ${id}`,
  system: 'salesforce',
  method: 'PATCH',
  path: `${DATA}/${object}/${id}`,
  body: fields,
});

export const salesforceDeletes = (object: string, id: string): Edit => ({
  says: `deletes ${object} ${id}`,
  system: 'salesforce',
  method: 'DELETE',
  path: `${DATA}/${object}/${id}`,
});

/** By the sandbox's own door: Salesforce merges on its pages, by Apex and by SOAP only. */
export const salesforceMerges = (object: string, masterId: string, loserId: string): Edit => ({
  says: `merges ${object} ${loserId} into ${masterId}`,
  system: 'salesforce',
  method: 'POST',
  path: '/__merge',
  body: { object, masterId, loserIds: [loserId] },
});

export const salesforceUndeletes = (object: string, id: string): Edit => ({
  says: `undeletes ${object} ${id}`,
  system: 'salesforce',
  method: 'POST',
  path: '/__undelete',
  body: { object, ids: [id] },
});

export const zendeskCreates = (resource: string, name: string, fields: Edit['body']): Edit => ({
  says: `creates ${name} ${JSON.stringify(fields)}`,
  system: 'zendesk',
  method: 'POST',
  path: `/api/v2/${resource}`,
  body: { [name]: fields },
});

export const zendeskUpdates = (resource: string, name: string, id: string, fields: Edit['body']): Edit => ({
  says: `sets ${JSON.stringify(fields)} on ${name} ${id}`,
  system: 'zendesk',
  method: 'PUT',
  path: `/api/v2/${resource}/${id}`,
  body: { [name]: fields },
});

export const zendeskDeletes = (resource: string, name: string, id: string): Edit => ({
  says: `deletes ${name} ${id}`,
  system: 'zendesk',
  method: 'DELETE',
  path: `/api/v2/${resource}/${id}`,
});

export const zendeskMerges = (loserId: string, winnerId: string): Edit => ({
  says: `merges organization ${loserId} into ${winnerId}`,
  system: 'zendesk',
  method: 'POST',
  path: `/api/v2/organizations/${loserId}/merge`,
  body: { organization_merge: { winner_id: Number(winnerId) } },
});

export const zendeskMakesDefault = (userId: string, membershipId: string): Edit => ({
  says: `makes membership ${membershipId} the default of user ${userId}`,
  system: 'zendesk',
  method: 'PUT',
  path: `/api/v2/users/${userId}/organization_memberships/${membershipId}/make_default`,
});
