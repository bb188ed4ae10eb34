/**
 * HTTP to both systems, once: timeouts, retries, typed errors, budgets, sign-in. Sources and writeback reach the two
 * APIs through here only. Proxies named in the environment (http_proxy, https_proxy) are not used: jsforce would read
 * them at import and ignore NO_PROXY; Node's fetch knows neither.
 */
export { systemClock } from './transport/Clock.ts';
export type { Clock } from './transport/Clock.ts';
export { createTransport } from './transport/Transport.ts';
export type {
  Budget,
  Credentials,
  Decode,
  HttpAnswer,
  HttpRequest,
  Patience,
  Transport,
  TransportOptions,
} from './transport/Transport.ts';
export { chunk } from './transport/chunk.ts';
export { connectSalesforce } from './transport/salesforce/SalesforceConnection.ts';
export type { SalesforceConnection, SalesforceRequest } from './transport/salesforce/SalesforceConnection.ts';
export { countRows, queryPages, queryRows } from './transport/salesforce/queryPages.ts';
export type { QueryResource } from './transport/salesforce/queryPages.ts';
export { fieldName, inLists, isSalesforceId, textLiteral } from './transport/salesforce/soql.ts';
export { connectZendesk, zendeskId } from './transport/zendesk/ZendeskConnection.ts';
export type { Envelope, WriteAnswer, ZendeskConnection, ZendeskQuery } from './transport/zendesk/ZendeskConnection.ts';
