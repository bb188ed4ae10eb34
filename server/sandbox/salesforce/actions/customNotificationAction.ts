import type { DataCall } from '../http/DataCall.ts';
import { SalesforceError } from '../SalesforceError.ts';
import { looksLikeId, toId18 } from '../schema/ids.ts';
import type { ActionResult } from './actionRoutes.ts';

/** A notification that the bell of its recipients shows. */
export interface SentNotification {
  /** Developer name of the notification type. */
  type: string;
  /** Users, groups and queues, 18 characters each. */
  recipientIds: string[];
  title: string;
  body: string;
  targetId: string | null;
  /** JSON of a page reference. */
  targetPageRef: string | null;
  sentBy: string;
}

const NAME = 'customNotificationAction';
/** Largest values. [doc] */
const RECIPIENTS = 500;
const TITLE_LENGTH = 250;
const BODY_LENGTH = 750;

/**
 * `customNotificationAction`: nothing is sent unless every input is right. [unconfirmed against a real org]
 * @throws SalesforceError for a user without Send Custom Notifications
 */
export function sendCustomNotifications(call: DataCall, inputs: readonly Record<string, unknown>[]): ActionResult[] {
  const { sandbox, scope } = call;
  if (!maySend(call)) {
    throw new SalesforceError(403, 'INSUFFICIENT_ACCESS', 'The Send Custom Notifications permission is required');
  }
  const checked = inputs.map((input) => check(call, input));
  const problems = checked.some((outcome) => typeof outcome === 'string');
  return checked.map((outcome) => {
    if (typeof outcome === 'string') return failed(outcome);
    if (problems) return failed('Another input of the request was wrong');
    sandbox.notifications.push({ ...outcome, sentBy: scope.caller.actingUserId });
    const SuccessMessage = 'Your custom notification is processed successfully.';
    return { actionName: NAME, errors: null, isSuccess: true, outputValues: { SuccessMessage } };
  });
}

/** The notification, or what is wrong with the input. */
function check(call: DataCall, input: Record<string, unknown>): Omit<SentNotification, 'sentBy'> | string {
  const { customNotifTypeId, recipientIds, title, body, targetId = null, targetPageRef = null } = input;
  const type = idOf(customNotifTypeId);
  const typeName = type === null ? null : nameOf(call, 'CustomNotificationType', 'DeveloperName', type);
  if (typeName === null) return 'customNotifTypeId names no custom notification type';
  if (!Array.isArray(recipientIds) || recipientIds.length === 0) return 'recipientIds must be a list of ids';
  if (recipientIds.length > RECIPIENTS) return `recipientIds takes at most ${RECIPIENTS} ids`;
  const recipients = recipientIds.map(idOf);
  const wrong = recipients.findIndex((id) => id === null || !exists(call, id));
  if (wrong >= 0) return `recipientIds: ${String(recipientIds[wrong])} is neither a user nor a group or queue`;
  if (typeof title !== 'string' || title === '') return 'title is required';
  if (title.length > TITLE_LENGTH) return `title takes at most ${TITLE_LENGTH} characters`;
  if (typeof body !== 'string' || body === '') return 'body is required';
  if (body.length > BODY_LENGTH) return `body takes at most ${BODY_LENGTH} characters`;
  if ((targetId === null) === (targetPageRef === null)) return 'Specify either a targetId or a targetPageRef';
  if (targetId !== null && idOf(targetId) === null) return 'targetId must be the id of a record';
  if (targetPageRef !== null && !isPageReference(targetPageRef))
    return 'targetPageRef must be JSON of a page reference';
  return {
    type: typeName,
    recipientIds: recipients.filter((id) => id !== null),
    title,
    body,
    targetId: idOf(targetId),
    targetPageRef: targetPageRef as string | null,
  };
}

function maySend(call: DataCall): boolean {
  const { actingUserId } = call.scope.caller;
  const soql =
    'SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = :actingUserId AND PermissionSet.PermissionsSendCustomNotifications = true LIMIT 1';
  return rowsOf(call, soql, { actingUserId }).length > 0;
}

function exists(call: DataCall, id: string): boolean {
  const object = id.startsWith('005') ? 'User' : 'Group';
  return rowsOf(call, `SELECT Id FROM ${object} WHERE Id = :id`, { id }).length > 0;
}

function nameOf(call: DataCall, object: string, field: string, id: string): string | null {
  const [row] = rowsOf(call, `SELECT ${field} FROM ${object} WHERE Id = :id`, { id });
  return row === undefined ? null : String(row[field]);
}

function rowsOf(call: DataCall, soql: string, variables: Record<string, unknown>) {
  const { actingUserId } = call.scope.caller;
  return call.sandbox.engine.query(soql, { actingUserId, accessMode: 'system', variables }).records;
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' && looksLikeId(value) ? toId18(value) : null;
}

function isPageReference(text: unknown): boolean {
  try {
    return typeof (JSON.parse(String(text)) as { type?: unknown }).type === 'string';
  } catch {
    return false;
  }
}

function failed(message: string): ActionResult {
  const errors = [{ statusCode: 'INVALID_INPUT', message, fields: [] }];
  return { actionName: NAME, errors, isSuccess: false, outputValues: null };
}
