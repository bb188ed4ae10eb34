/**
 * Ids of the canaries: pairs that Linkproof makes up, of which it knows what must come out. No real system gives out ids
 * like these: Salesforce keeps the sixth character of an id for itself, as a 0, and Zendesk counts from 1.
 */
import { toEighteen } from './salesforceId.ts';

const twoDigits = (number: number): string => String(number).padStart(2, '0');

export const canaryAccountId = (number: number): string => toEighteen(`001LINKPROOFC${twoDigits(number)}`);
export const canaryContactId = (number: number): string => toEighteen(`003LINKPROOFC${twoDigits(number)}`);
/** Of any of Zendesk's records: near the end of 64 bits. */
export const canaryZendeskId = (number: number): string => `92000000000000000${twoDigits(number)}`;

export function isCanaryAccount(id: string): boolean {
  return id.startsWith('001LINKPROOFC');
}

export function isCanaryOrganization(id: string): boolean {
  return id.length === canaryZendeskId(0).length && id.startsWith(canaryZendeskId(0).slice(0, -2));
}
