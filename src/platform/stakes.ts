import { sql, type RawBuilder } from 'kysely';

/**
 * What modules have at stake in rows of modules below them. A module contributes a query (`stakes.ts`); whoever asks puts what was contributed
 * into a query of its own, so that it is answered in the same statement, transaction and round trip, and names no table from above.
 */
export interface StakeRows {
  /** What runs at a library, or was promised to somebody there; `until` null = until somebody ends it. */
  library: { libraryId: number; what: 'copies' | 'readers' | 'programs' | 'orders'; until: Date | null };
  /** Who waits for a record or has one of its files, and what of it is to come; `libraryId` null = at none. */
  bib: { bibId: number; libraryId: number | null; what: 'readers' | 'expected'; until: Date | null };
  /** Readers who were promised this very copy. */
  promise: { itemId: number };
  /** Times for which a copy is a member's who has not collected it yet. */
  booking: { itemId: number; memberId: number; startsAt: Date; endsAt: Date };
  /** When a copy was in somebody's hands. */
  sighting: { itemId: number; at: Date };
  /** For what a copy is set aside now; `untilAt` null = nobody knows until when. */
  setAside: {
    itemId: number;
    programId: number;
    title: string;
    sessionTitle: string;
    untilAt: Date | null;
    libraryId: number;
  };
  /** Partners of whom something hangs: they are not strangers. */
  partner: { partnerId: number };
  /** Members as owners of sessions. */
  reader: { memberId: number; number: string; name: string; locale: string | null; active: boolean };
}

const COLUMNS: { [Of in keyof StakeRows]: readonly (keyof StakeRows[Of] & string)[] } = {
  library: ['libraryId', 'what', 'until'],
  bib: ['bibId', 'libraryId', 'what', 'until'],
  promise: ['itemId'],
  booking: ['itemId', 'memberId', 'startsAt', 'endsAt'],
  sighting: ['itemId', 'at'],
  setAside: ['itemId', 'programId', 'title', 'sessionTitle', 'untilAt', 'libraryId'],
  partner: ['partnerId'],
  reader: ['memberId', 'number', 'name', 'locale', 'active'],
};

export interface Stake {
  readonly of: keyof StakeRows;
  /** A `select` with the columns of these rows, by their names in the database. */
  readonly rows: RawBuilder<unknown>;
}

let given: readonly Stake[] | undefined;

/** Called once by the entry point with what the modules contribute, before anything is asked. */
export function provideStakes(stakes: readonly Stake[]): void {
  given = stakes;
}

/** All that was contributed of a kind, to be read like a table: `from ${stakesIn('bib')} stake where stake.bib_id = …`. */
export function stakesIn<Of extends keyof StakeRows>(of: Of): RawBuilder<StakeRows[Of]> {
  if (!given) throw new Error('stakes are not provided yet');
  const columns = sql.join(COLUMNS[of].map((column) => sql.ref(column)));
  const each = given.filter((stake) => stake.of === of).map(({ rows }) => sql`select ${columns} from (${rows}) one`);
  return sql<StakeRows[Of]>`(${sql.join(each, sql` union all `)})`;
}
