/** What a demo world is: the rows of both systems, the stories among them, and whom its page can be seen as. */
import type { Row } from '../world/World.ts';

export interface DemoWorld {
  /** In the order in which a demo tells them. */
  readonly stories: readonly Story[];
  readonly actingUsers: readonly ActingUser[];
}

/** Some records of the demo world that show one thing. */
export interface Story {
  /** Stable, whatever the seed: links and tests name stories by it. */
  readonly slug: string;
  readonly title: string;
  /** The account to look at; null where the story is about an organization that has none. */
  readonly accountId: string | null;
  /** The organization to look at, only where `accountId` is null. */
  readonly organizationId: string | null;
  /** One plain sentence for a viewer of the demo. */
  readonly shows: string;
  readonly expected: StoryExpectation;
}

/** What an audit under the shipped contract finds: exactly this, on every live record of the story. */
export interface StoryExpectation {
  /** Of the account to look at; null where there is none. */
  readonly account: Expectation | null;
  readonly otherAccounts: readonly RecordExpectation[];
  readonly organizations: readonly RecordExpectation[];
  /** Whom and what the codes of people and tickets are about: all of the story's, and no others. */
  readonly people: readonly PeopleExpectation[];
}

/** One code of people or tickets: the users of a code about people, the tickets of a code about tickets. */
export interface PeopleExpectation {
  readonly code: string;
  readonly severity: string;
  /** Sorted; of all its exceptions in the story together. */
  readonly ids: readonly string[];
}

export interface Expectation {
  readonly status: string;
  /** Sorted. */
  readonly codes: readonly string[];
}

export interface RecordExpectation extends Expectation {
  readonly id: string;
}

/** A Salesforce user of the demo world. */
export interface ActingUser {
  /** 18 characters. */
  readonly id: string;
  readonly name: string;
  readonly role: 'seller' | 'operator' | 'admin' | 'approver';
}

/** Rows by the file that holds them, below the world folder: `salesforce/Account.ndjson`. */
export type WorldFiles = ReadonlyMap<string, readonly Row[]>;
