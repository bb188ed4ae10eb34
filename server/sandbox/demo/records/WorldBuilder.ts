import type { Row } from '../../world/World.ts';
import type { WorldFiles } from '../DemoWorld.ts';
import type { Random } from '../Random.ts';
import { daysAgo, salesforceTime, zendeskTime } from './dates.ts';
import { IdSource } from './IdSource.ts';

export interface Account {
  readonly kind: 'account';
  /** 18 characters. */
  readonly id: string;
  readonly name: string;
  /** Of its people's e-mail addresses. */
  readonly domain: string;
  /** The Salesforce user who owns it. */
  readonly ownerId: string;
}

export interface Organization {
  readonly kind: 'organization';
  readonly id: string;
  readonly name: string;
}

export interface AccountOptions {
  readonly id?: string;
  /** Default `Customer - Direct`, which the shipped contract expects to be linked. */
  readonly type?: string;
  readonly parent?: Account;
  /** The text in the account's own field for the organization's id. */
  readonly storedId?: string;
  /** The text in the native app's field. */
  readonly nativeId?: string;
  /** Of its web address and its people's e-mail; default: made of its name. */
  readonly domain?: string;
  readonly website?: string;
  readonly deleted?: boolean;
  /** Lost a merge to this account. */
  readonly mergedInto?: Account;
  /** A person account: a consumer, whose name is a person's. */
  readonly person?: { readonly firstName: string; readonly lastName: string };
}

export interface OrganizationOptions {
  /** The text of `external_id`. */
  readonly key?: string;
  readonly domains?: readonly string[];
  readonly deleted?: boolean;
  /** Its members see each other's tickets. */
  readonly sharedTickets?: boolean;
  /** Custom fields by key. */
  readonly fields?: Readonly<Record<string, string | null>>;
}

/** How a pair differs from one that both systems name rightly. */
export interface PairOptions {
  readonly account?: Omit<AccountOptions, 'storedId'>;
  readonly organizationName?: string;
  readonly domains?: readonly string[];
  readonly sharedTickets?: boolean;
  /** Custom fields of the organization, by key. */
  readonly fields?: (account: Account) => Readonly<Record<string, string | null>>;
  /** What stands in the key instead of the account's id; null: nothing. */
  readonly key?: ((accountId: string) => string) | null;
  /** What stands in the account's field instead of the organization's id; null: nothing. */
  readonly storedId?: ((organizationId: string) => string) | null;
}

const FILES = [
  'salesforce/User',
  'salesforce/PermissionSetAssignment',
  'salesforce/Account',
  'salesforce/Contact',
  'salesforce/AccountContactRelation',
  'salesforce/ApexTrigger',
  'salesforce/FlowDefinitionView',
  'zendesk/organizations',
  'zendesk/users',
  'zendesk/organization_memberships',
  'zendesk/tickets',
  'zendesk/organization_merges',
  'zendesk/triggers',
  'zendesk/automations',
  'zendesk/webhooks',
] as const;
type File = (typeof FILES)[number];

const INDUSTRIES = ['Agriculture', 'Banking', 'Biotechnology', 'Communications', 'Consulting', 'Education', 'Energy'];

/** Collects the rows of a world in the record shapes of the two APIs, under the verbs in which a story is told. */
export class WorldBuilder {
  readonly random: Random;
  readonly ids: IdSource;
  /** Salesforce users who own accounts; somebody must be among them before the first account. */
  readonly owners: string[] = [];
  /** Zendesk users to whom tickets are assigned; somebody must be among them before the first ticket. */
  readonly agents: string[] = [];
  /** E-mail addresses of people so far: one is one person's, unless a story says otherwise. */
  readonly addresses = new Set<string>();
  readonly #rows = new Map<File, Row[]>(FILES.map((file) => [file, []]));
  readonly #accountRows = new Map<string, Row>();
  readonly #organizationRows = new Map<string, Row>();
  #lastTicketId = 0;

  constructor(random: Random) {
    this.random = random;
    this.ids = new IdSource(random);
  }

  /** The rows so far, by file. */
  get files(): WorldFiles {
    return new Map([...this.#rows].map(([file, rows]) => [`${file}.ndjson`, rows]));
  }

  add(file: File, row: Row): void {
    this.#rows.get(file)?.push(row);
  }

  /** Zendesk counts tickets up by one. */
  nextTicketId(): number {
    this.#lastTicketId += 1;
    return this.#lastTicketId;
  }

  account(name: string, options: AccountOptions = {}): Account {
    const id = options.id ?? this.ids.salesforce('001');
    const domain = options.domain ?? domainOf(name);
    const ownerId = this.random.pick(this.owners);
    const row = {
      Id: id,
      IsDeleted: options.deleted === true || options.mergedInto !== undefined,
      MasterRecordId: options.mergedInto?.id ?? null,
      ...nameFields(name, options),
      Type: options.type ?? 'Customer - Direct',
      Industry: options.person === undefined ? this.random.pick(INDUSTRIES) : null,
      Website: options.person === undefined ? (options.website ?? `https://www.${domain}`) : null,
      ParentId: options.parent?.id ?? null,
      OwnerId: ownerId,
      Zendesk_Organization_Id__c: options.storedId ?? null,
      Zendesk__Zendesk_Organization_Id__c: options.nativeId ?? null,
      ...this.salesforceTimes(),
    };
    this.add('salesforce/Account', row);
    this.#accountRows.set(id, row);
    if (options.person !== undefined) this.#addPersonContact(id, options.person);
    return { kind: 'account', id, name, domain, ownerId };
  }

  organization(name: string, options: OrganizationOptions = {}): Organization {
    const id = this.ids.zendesk();
    const { createdAt, updatedAt } = this.times();
    const row = {
      id: Number(id),
      name,
      external_id: options.key ?? null,
      domain_names: options.domains ?? [domainOf(name)],
      shared_tickets: options.sharedTickets ?? false,
      shared_comments: false,
      details: null,
      notes: null,
      group_id: null,
      tags: [],
      organization_fields: { ...options.fields },
      created_at: zendeskTime(createdAt),
      updated_at: zendeskTime(updatedAt),
      ...(options.deleted === true && { deleted_at: zendeskTime(updatedAt) }),
    };
    this.add('zendesk/organizations', row);
    this.#organizationRows.set(id, row);
    return { kind: 'organization', id, name };
  }

  /** An account and an organization that name each other, but for what the options say. */
  pair(name: string, options: PairOptions = {}): { readonly account: Account; readonly organization: Organization } {
    const account = this.account(name, options.account);
    const key = options.key === undefined ? account.id : (options.key?.(account.id) ?? undefined);
    const domains = options.domains ?? [account.domain];
    const organization = this.organization(options.organizationName ?? name, {
      key,
      domains,
      sharedTickets: options.sharedTickets,
      fields: options.fields?.(account),
    });
    const stored = options.storedId === undefined ? organization.id : options.storedId?.(organization.id);
    if (stored !== undefined) this.point(account, stored);
    return { account, organization };
  }

  /** Writes a text into the account's own field for the organization's id. */
  point(account: Account, text: string): void {
    this.#set(this.#accountRows, account.id, 'Zendesk_Organization_Id__c', text);
  }

  /** Writes a text into the native app's field. */
  pointNatively(account: Account, text: string): void {
    this.#set(this.#accountRows, account.id, 'Zendesk__Zendesk_Organization_Id__c', text);
  }

  /** Writes a text into the organization's `external_id`. */
  key(organization: Organization, text: string): void {
    this.#set(this.#organizationRows, organization.id, 'external_id', text);
  }

  /** Merges one organization into another, as Zendesk does: the loser is deleted, its key lost. */
  mergeOrganizations(loser: Organization, winner: Organization): void {
    const mergedAt = zendeskTime(daysAgo(this.random.between(20, 90)));
    this.#set(this.#organizationRows, loser.id, 'deleted_at', mergedAt);
    this.#set(this.#organizationRows, loser.id, 'external_id', null);
    this.add('zendesk/organization_merges', {
      loser_id: Number(loser.id),
      winner_id: Number(winner.id),
      status: 'complete',
      created_at: mergedAt,
    });
  }

  /** When a record came to be and when it last changed. */
  times(): { readonly createdAt: Date; readonly updatedAt: Date } {
    const updated = this.random.between(3, 300);
    return { createdAt: daysAgo(updated + this.random.between(1, 1500)), updatedAt: daysAgo(updated) };
  }

  /** The same, as the fields of a Salesforce record. */
  salesforceTimes(): Row {
    const { createdAt, updatedAt } = this.times();
    return {
      CreatedDate: salesforceTime(createdAt),
      LastModifiedDate: salesforceTime(updatedAt),
      SystemModstamp: salesforceTime(updatedAt),
    };
  }

  /** A person account has a contact of its own, which Salesforce keeps for it. */
  #addPersonContact(accountId: string, { firstName, lastName }: NonNullable<AccountOptions['person']>): void {
    const id = this.ids.salesforce('003');
    const email = `${firstName}.${lastName}@mail.example`.toLowerCase();
    this.#set(this.#accountRows, accountId, 'PersonContactId', id);
    this.#set(this.#accountRows, accountId, 'PersonEmail', email);
    this.add('salesforce/Contact', {
      Id: id,
      IsDeleted: false,
      AccountId: accountId,
      FirstName: firstName,
      LastName: lastName,
      Email: email,
      IsPersonAccount: true,
      OwnerId: this.random.pick(this.owners),
      ...this.salesforceTimes(),
    });
  }

  #set(rows: ReadonlyMap<string, Row>, id: string, field: string, value: string | null): void {
    const row = rows.get(id);
    if (row === undefined) throw new Error(`${id} is in no row of this world, so ${field} cannot be set on it`);
    row[field] = value;
  }
}

function nameFields(name: string, { person }: AccountOptions): Row {
  if (person === undefined) return { Name: name, IsPersonAccount: false };
  return { Name: name, FirstName: person.firstName, LastName: person.lastName, IsPersonAccount: true };
}

/** Invented, and reserved to stay so (RFC 2606): mail to it reaches nobody. */
function domainOf(name: string): string {
  return `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}.example`;
}
