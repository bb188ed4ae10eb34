import { toId18 } from '../../salesforce/schema/ids.ts';
import type { Random } from '../Random.ts';

const BASE_62 = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];
/** The part of an id that tells the Salesforce org: the demo's, and another one whose ids got into Zendesk. */
const THIS_ORG = '5g00000';
const ANOTHER_ORG = '8d00000';
const TAIL_LENGTH = 5;
/** Zendesk ids of 2023 have 13 or 14 digits and lie 128 apart. */
const FIRST_ZENDESK_ID = 21_480_316_000_128;
const ZENDESK_STEP = 128;

/** Ids that look like those of the two systems. No two Salesforce ids of one prefix are equal ignoring case, unless a twin is asked for. */
export class IdSource {
  readonly #random: Random;
  readonly #folds = new Set<string>();
  #lastZendeskId = FIRST_ZENDESK_ID;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A new 18-character id of this world's Salesforce org. */
  salesforce(prefix: string): string {
    return this.#fresh(prefix + THIS_ORG);
  }

  /** A new 18-character id of a Salesforce org that is not this world's. */
  ofAnotherOrg(prefix: string): string {
    return this.#fresh(prefix + ANOTHER_ORG);
  }

  /** The id that differs from the given one in nothing but the case of its last letters. */
  caseTwinOf(id: string): string {
    const head = id.slice(0, 15 - TAIL_LENGTH);
    const tail = id.slice(15 - TAIL_LENGTH, 15);
    return toId18(head + [...tail].map((letter) => swapCase(letter)).join(''));
  }

  zendesk(): string {
    this.#lastZendeskId += ZENDESK_STEP * this.#random.between(1, 4000);
    return String(this.#lastZendeskId);
  }

  #fresh(head: string): string {
    for (;;) {
      const tail = Array.from({ length: TAIL_LENGTH }, () => this.#random.pick(BASE_62)).join('');
      const fold = (head + tail).toLowerCase();
      if (!/[A-Z]/.test(tail) || !/[a-z]/.test(tail) || this.#folds.has(fold)) continue;
      this.#folds.add(fold);
      return toId18(head + tail);
    }
  }
}

function swapCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}
