import { createHash } from 'node:crypto';
import { SalesforceError } from '../SalesforceError.ts';
import type { SalesforceRecord } from '../engine.ts';
import type { DataCall, DataReply } from '../http/DataCall.ts';

/**
 * The conditional headers of sObject Rows. Entity tags exist on Account alone; the date headers compare with the last
 * modification at a grain of one second. DELETE knows none of them, in the real API too: they are not looked at there.
 * Source: REST API guide, Conditional Request Headers.
 */

/** The reply to a GET of this record when its preconditions decide it: 304 or 412; undefined when it is to be sent. */
export function conditionalReply(call: DataCall, record: SalesforceRecord): DataReply | undefined {
  checkUnchanged(call, record);
  const tags = tagsOf(call, record, 'if-none-match');
  if (tags !== undefined && matches(tags, record)) return { status: 304, headers: entityTagHeaders(record) };
  const since = dateOf(call, 'if-modified-since');
  if (since !== undefined && lastModifiedSecond(record) <= since) return { status: 304 };
  return undefined;
}

/** Lets a write of this record pass. @throws SalesforceError 412 when it has changed, 400 for a header nobody can read. */
export function checkPreconditions(call: DataCall, record: SalesforceRecord): void {
  checkUnchanged(call, record);
  const tags = tagsOf(call, record, 'if-none-match');
  if (tags !== undefined && matches(tags, record)) throw preconditionFailed();
}

export function hasPreconditions(call: DataCall): boolean {
  return ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'].some(
    (name) => call.headers[name] !== undefined,
  );
}

/** `ETag` of an Account; no header for any other object. */
export function entityTagHeaders(record: SalesforceRecord): Record<string, string> {
  return record.attributes.type === 'Account' ? { ETag: entityTag(record) } : {};
}

function checkUnchanged(call: DataCall, record: SalesforceRecord): void {
  const tags = tagsOf(call, record, 'if-match');
  if (tags !== undefined && !matches(tags, record)) throw preconditionFailed();
  const since = dateOf(call, 'if-unmodified-since');
  if (since !== undefined && lastModifiedSecond(record) > since) throw preconditionFailed();
}

function tagsOf(call: DataCall, record: SalesforceRecord, header: string): string[] | undefined {
  const value = call.headers[header];
  if (value === undefined || record.attributes.type !== 'Account') return undefined;
  if (value.trim() === '*') return ['*'];
  const tags = value.match(/(?:W\/)?"[^"]*"/g);
  if (tags !== null) return tags;
  return refuseUnlessGet(call, header, value);
}

function dateOf(call: DataCall, header: string): number | undefined {
  const value = call.headers[header];
  if (value === undefined) return undefined;
  const seconds = Math.floor(Date.parse(value) / 1000);
  return Number.isNaN(seconds) ? refuseUnlessGet(call, header, value) : seconds;
}

/** A value that cannot be read is refused on a write and ignored on a read. */
function refuseUnlessGet(call: DataCall, header: string, value: string): undefined {
  if (call.method === 'GET') return undefined;
  throw new SalesforceError(400, 'INVALID_HEADER', `The value of the header ${header} is not valid: ${value}`);
}

function matches(tags: readonly string[], record: SalesforceRecord): boolean {
  return tags.includes('*') || tags.includes(entityTag(record));
}

/** A hash over the whole record, whichever fields were asked for. */
function entityTag(record: SalesforceRecord): string {
  return `"${createHash('sha1').update(JSON.stringify(record)).digest('base64')}"`;
}

function lastModifiedSecond(record: SalesforceRecord): number {
  const stamp = record['LastModifiedDate'] ?? record['SystemModstamp'];
  return Math.floor(Date.parse(String(stamp)) / 1000);
}

/** The status is documented, the body is not: clients should branch on 412. [unconfirmed against a real org] */
function preconditionFailed(): SalesforceError {
  return new SalesforceError(412, 'PRECONDITION_FAILED', 'A precondition in the request headers does not hold');
}
