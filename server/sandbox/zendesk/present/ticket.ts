import type { Row } from '../../world/World.ts';
import { recordUrl } from '../http/links.ts';
import { createdAt, exportSecond, updatedAt, type Ticket } from '../state/records.ts';
import { DEFAULT_BRAND_ID } from './brand.ts';
import { fill } from './fill.ts';

/** How a ticket came to be, as the API shows it of one made through it. [rec] */
export const VIA_API = { channel: 'api', source: { from: {}, to: {}, rel: null } };

/** A ticket as the API shows it, with its defaults for what the row lacks, in the order of recorded ones. [rec] */
export function presentTicket(origin: string, row: Ticket): Row {
  // The world's marks of an archived ticket are ours, and generated_timestamp is the exports': neither is in an answer.
  const { archived: _archived, archived_at: _archivedAt, generated_timestamp: _timestamp, ...fields } = row;
  return fill(
    {
      url: null,
      id: row.id,
      external_id: null,
      via: VIA_API,
      created_at: createdAt(row),
      updated_at: updatedAt(row),
      type: null,
      subject: null,
      raw_subject: row.subject ?? null,
      description: '',
      priority: null,
      status: 'new',
      recipient: null,
      requester_id: null,
      submitter_id: row.requester_id ?? null,
      assignee_id: null,
      organization_id: null,
      group_id: null,
      collaborator_ids: [],
      follower_ids: [],
      email_cc_ids: [],
      forum_topic_id: null,
      problem_id: null,
      has_incidents: false,
      is_public: true,
      due_at: null,
      tags: [],
      custom_fields: [],
      satisfaction_rating: null,
      sharing_agreement_ids: [],
      custom_status_id: null,
      fields: row.custom_fields ?? [],
      followup_ids: [],
      ticket_form_id: null,
      brand_id: DEFAULT_BRAND_ID,
      allow_channelback: false,
      allow_attachments: true,
      from_messaging_channel: false,
    },
    fields,
    { url: recordUrl(origin, 'tickets', row.id) },
  );
}

/** As in the incremental exports, which tell the second of the last change of any kind. [doc] */
export function presentExportedTicket(origin: string, row: Ticket): Row {
  return { ...presentTicket(origin, row), generated_timestamp: exportSecond(row) };
}
