import { z } from 'zod';
import { looksLikeId } from '../../schema/ids.ts';
import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';

const OPEN_STATUSES = ['new', 'assigned', 'waiting', 'planned', 'regressed'];
const YOUNGEST: Readonly<Record<string, number>> = { week: 1, month: 7, older: 30 };
const OLDEST: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };

const DAY_MS = 86_400_000;

const idText = z.string().refine((text) => text.trim() === '' || looksLikeId(text));

/** The public fields; others are ignored, as `JSON.deserialize` does. */
const fields = z.object({
  codes: z.array(z.string()).nullish(),
  severities: z.array(z.string()).nullish(),
  statuses: z.array(z.string()).nullish(),
  owner: z.union([z.enum(['me', 'queue']), idText]).nullish(),
  age: z.enum(['', 'day', 'week', 'month', 'older']).nullish(),
  accountOwnerId: idText.nullish(),
  causeKey: z.string().nullish(),
  withoutCause: z.boolean().nullish(),
  accountName: z.string().nullish(),
});

type Fields = z.infer<typeof fields>;

/** `ExceptionQueueFilter`: its conditions are the constants of the Apex class. */
export class ExceptionQueueFilter {
  readonly #transaction: ApexTransaction;
  readonly #fields: Fields;

  private constructor(transaction: ApexTransaction, asked: Fields) {
    this.#transaction = transaction;
    this.#fields = asked;
  }

  /** @throws ApexException for what is no filter. */
  static parse(transaction: ApexTransaction, filterJson: string | null): ExceptionQueueFilter {
    try {
      return new ExceptionQueueFilter(transaction, fields.parse(JSON.parse(filterJson ?? '')));
    } catch (error) {
      throw auraHandled(transaction.label('Linkproof_Error_Queue_Input'), error);
    }
  }

  conditions(): string {
    const { codes, severities } = this.#fields;
    return [
      ...this.#conditionsBesideFacets(),
      ...(isSet(codes) ? ['BY_CODE'] : []),
      ...(isSet(severities) ? ['BY_SEVERITY'] : []),
      'BY_STATUS',
    ]
      .map((name) => this.#condition(name))
      .join(' AND ');
  }

  conditionsOfCounts(): string {
    return this.#conditionsBesideFacets()
      .map((name) => this.#condition(name))
      .join(' AND ');
  }

  binds(queueId: unknown): Record<string, unknown> {
    const { codes, severities, accountOwnerId, causeKey, accountName } = this.#fields;
    return {
      auditedOrgId: this.#transaction.organizationId,
      codes,
      severities,
      statuses: this.#askedStatuses(),
      ownerId: this.#ownerId(queueId),
      openedFrom: this.#daysAgo(OLDEST),
      openedBefore: this.#daysAgo(YOUNGEST),
      accountOwnerId,
      causeKey,
      accountNamePattern: `%${(accountName ?? '').replace(/[\\%_]/g, '\\$&')}%`,
    };
  }

  hasCode(code: unknown): boolean {
    return !isSet(this.#fields.codes) || this.#fields.codes.some((one) => one === code);
  }

  hasSeverity(severity: unknown): boolean {
    return !isSet(this.#fields.severities) || this.#fields.severities.some((one) => one === severity);
  }

  hasStatus(status: unknown): boolean {
    return this.#askedStatuses().some((one) => one === status);
  }

  /** Names of constants. */
  #conditionsBesideFacets(): string[] {
    const { owner, age, accountOwnerId, causeKey, withoutCause, accountName } = this.#fields;
    const cause = withoutCause === true ? ['WITHOUT_CAUSE'] : isNotBlank(causeKey) ? ['BY_CAUSE'] : [];
    return [
      'OF_THIS_ORG',
      ...(isNotBlank(owner) ? ['BY_OWNER'] : []),
      ...(OLDEST[age ?? ''] === undefined ? [] : ['OPENED_FROM']),
      ...(YOUNGEST[age ?? ''] === undefined ? [] : ['OPENED_BEFORE']),
      ...(isNotBlank(accountOwnerId) ? ['BY_ACCOUNT_OWNER'] : []),
      ...cause,
      ...(isNotBlank(accountName) ? ['BY_ACCOUNT_NAME'] : []),
    ];
  }

  #condition(name: string): string {
    return String(this.#transaction.constant('ExceptionQueueFilter', name));
  }

  #askedStatuses(): readonly string[] {
    const { statuses } = this.#fields;
    return isSet(statuses) ? statuses : OPEN_STATUSES;
  }

  #ownerId(queueId: unknown): unknown {
    const { owner } = this.#fields;
    if (owner === 'me') return this.#transaction.userId;
    return owner === 'queue' ? queueId : owner;
  }

  #daysAgo(days: Readonly<Record<string, number>>): Date | null {
    const count = days[this.#fields.age ?? ''];
    return count === undefined ? null : new Date(this.#transaction.now.getTime() - count * DAY_MS);
  }
}

function isSet(values: readonly string[] | null | undefined): values is readonly string[] {
  return (values?.length ?? 0) > 0;
}

function isNotBlank(text: string | null | undefined): text is string {
  return (text ?? '').trim() !== '';
}
