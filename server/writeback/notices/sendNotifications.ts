import type { OwnerNotice } from '../../core/notices/Notice.ts';
import { SourceRejectedError, SourceUnavailableError } from '../../errors.ts';
import { queryRows, textLiteral, type SalesforceConnection } from '../../transport.ts';
import type { Refusal } from './Noticer.ts';

/** Inputs in one request: few enough that a wrong one among them costs little. */
export const LARGEST_SENDING = 50;

/** Developer names of the notification types, as force-app deploys them. */
export const NOTIFICATION_TYPES: Readonly<Record<OwnerNotice['kind'], string>> = {
  critical: 'Zendesk_Critical_Exception',
  digest: 'Zendesk_Link_Digest',
};

const ACTION = '/actions/standard/customNotificationAction';

/** The notification types' ids by developer name: each org has its own. */
export async function notificationTypeIds(connection: SalesforceConnection): Promise<ReadonlyMap<string, string>> {
  const names = Object.values(NOTIFICATION_TYPES).map(textLiteral).join(', ');
  const soql = `SELECT Id, DeveloperName FROM CustomNotificationType WHERE DeveloperName IN (${names})`;
  const rows = await queryRows(connection, soql);
  return new Map(rows.map(({ Id, DeveloperName }) => [String(DeveloperName), String(Id)]));
}

/**
 * Sends one custom notification for each. Where Salesforce refuses the request for one of them, each is sent alone, so
 * that it says which.
 */
export async function sendNotifications(
  connection: SalesforceConnection,
  typeIds: ReadonlyMap<string, string>,
  notices: readonly OwnerNotice[],
): Promise<readonly Refusal[]> {
  const missing = notices.map(({ kind }) => NOTIFICATION_TYPES[kind]).find((name) => !typeIds.has(name));
  if (missing !== undefined) {
    const problem = `Found no custom notification type ${missing}. Expected the one that force-app deploys: deploy it.`;
    return notices.map(() => ({ problem, final: false }));
  }
  try {
    return await send(connection, typeIds, notices);
  } catch (error) {
    if (!(error instanceof SourceRejectedError)) throw error;
    if (notices.length === 1) return [{ problem: error.message, final: true }];
    const alone: Refusal[] = [];
    for (const notice of notices) alone.push(...(await sendNotifications(connection, typeIds, [notice])));
    return alone;
  }
}

interface ActionAnswer {
  readonly isSuccess?: unknown;
  readonly errors?: readonly { readonly statusCode?: unknown; readonly message?: unknown }[] | null;
}

async function send(
  connection: SalesforceConnection,
  typeIds: ReadonlyMap<string, string>,
  notices: readonly OwnerNotice[],
): Promise<readonly Refusal[]> {
  const answers = await connection.request<unknown>({
    method: 'POST',
    path: ACTION,
    body: { inputs: notices.map((notice) => inputOf(notice, typeIds)) },
    idempotent: false,
  });
  if (!Array.isArray(answers) || answers.length !== notices.length) {
    throw new SourceUnavailableError(
      `Salesforce answered ${notices.length} notifications without a result for each. Expected ${notices.length} results; they are tried again.`,
    );
  }
  return (answers as readonly (ActionAnswer | null)[]).map((answer) => {
    if (answer?.isSuccess === true) return null;
    const [error] = answer?.errors ?? [];
    const said = `${String(error?.statusCode ?? 'UNKNOWN')} ${String(error?.message ?? 'without a reason')}`;
    return { problem: `A custom notification was refused: ${said}`, final: true };
  });
}

function inputOf({ kind, recipientId, title, body, target }: OwnerNotice, typeIds: ReadonlyMap<string, string>) {
  return {
    customNotifTypeId: typeIds.get(NOTIFICATION_TYPES[kind]),
    recipientIds: [recipientId],
    title,
    body,
    ...(target.kind === 'record' ? { targetId: target.recordId } : { targetPageRef: JSON.stringify(target.page) }),
  };
}
