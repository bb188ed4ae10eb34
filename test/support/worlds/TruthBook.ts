/**
 * What is true of a generated world: kept while its records are made, and read off afterwards as verdicts. The rules of
 * this file are the design's table of statuses, written down a second time: nothing here is the product's.
 */

/** What both systems say of a record's tie, before any finding: in which row of the design's table it starts. */
export type Footing =
  /** Both name each other. */
  | 'linked'
  /** Something claims it, and findings say what is wrong with that. */
  | 'claimed'
  /** Nothing claims it, though something should. */
  | 'unclaimed'
  /** Nothing claims it, and nobody expects that. */
  | 'outside';

export type Effect = 'X' | 'R' | 'N' | 'none';

export interface Truth {
  /** By id of every live account: its status, then its codes sorted, as in `verified_with_notes owner_drift`. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly organizations: Readonly<Record<string, string>>;
  /** Sorted: `user_in_foreign_org 4711`. Only of the codes that are about single people. */
  readonly users: readonly string[];
  readonly tickets: readonly string[];
}

type Kind = 'account' | 'organization';

interface Entry {
  readonly kind: Kind;
  readonly footing: Footing;
  readonly codes: Map<string, Effect>;
  /** Codes that a backfill takes away: what is right follows from both systems. */
  readonly mended: Set<string>;
}

export interface Subject {
  readonly kind: Kind;
  readonly id: string;
}

export class TruthBook {
  readonly #entries = new Map<string, Entry>();
  readonly #users = new Set<string>();
  readonly #tickets = new Set<string>();

  /** Enters live records. */
  enter(footing: Footing, ...subjects: readonly Subject[]): void {
    for (const { kind, id } of subjects) this.#entries.set(id, { kind, footing, codes: new Map(), mended: new Set() });
  }

  /** Puts a code on records. @throws Error for one that was not entered. */
  carry(code: string, effect: Effect, ...subjects: readonly Subject[]): void {
    for (const { id } of subjects) this.#entryOf(id).codes.set(code, effect);
  }

  /** What is right follows from both systems, so that a backfill repairs it: afterwards the records are linked. */
  mends(code: string, ...subjects: readonly Subject[]): void {
    for (const { id } of subjects) this.#entryOf(id).mended.add(code);
  }

  aboutUser(code: string, userId: string): void {
    this.#users.add(`${code} ${userId}`);
  }

  aboutTicket(code: string, ticketId: string): void {
    this.#tickets.add(`${code} ${ticketId}`);
  }

  read(): Truth {
    return {
      accounts: this.#verdicts('account'),
      organizations: this.#verdicts('organization'),
      users: [...this.#users].sort(),
      tickets: [...this.#tickets].sort(),
    };
  }

  /** What is true once every safe case is repaired, and nothing else. */
  readRepaired(): Pick<Truth, 'accounts' | 'organizations'> {
    return { accounts: this.#verdicts('account', repaired), organizations: this.#verdicts('organization', repaired) };
  }

  #verdicts(kind: Kind, as: (entry: Entry) => Entry = (entry) => entry): Record<string, string> {
    const entries = [...this.#entries].filter(([, entry]) => entry.kind === kind);
    return Object.fromEntries(
      entries.map(([id, entry]) => [id, [statusOf(as(entry)), ...[...as(entry).codes.keys()].sort()].join(' ')]),
    );
  }

  #entryOf(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new Error(`${id} carries a code, and was never entered as a live record`);
    return entry;
  }
}

function repaired(entry: Entry): Entry {
  if (entry.mended.size === 0) return entry;
  const codes = new Map([...entry.codes].filter(([code]) => !entry.mended.has(code)));
  return { ...entry, footing: 'linked', codes };
}

/** The first row of the design's table that applies. @throws Error where a claim goes wrong and no code says how. */
function statusOf({ kind, footing, codes }: Entry): string {
  const effects = new Set(codes.values());
  if (footing === 'outside') return 'out_of_scope';
  if (effects.has('X')) return 'contradicted';
  if (footing === 'unclaimed') return kind === 'account' ? 'unlinked' : 'orphan';
  if (effects.has('R')) return 'review';
  if (footing === 'claimed')
    throw new Error('something claims this record, both systems do not agree, and no code says so');
  return effects.has('N') ? 'verified_with_notes' : 'verified';
}
