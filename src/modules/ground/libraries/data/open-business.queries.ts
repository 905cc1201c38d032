import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import { stakesIn } from '#platform/stakes';

/** What still runs at a library, or was promised to somebody there. */
export interface OpenBusiness {
  /** Copies that stand there or are on their way there. */
  copies: number;
  /** Readers who are to collect something there, by a hold or a booking. */
  readers: number;
  /** Programmes of it that are announced and not over. */
  programs: number;
  /** Orders that are under way for it, and its subscriptions. */
  orders: number;
}

export async function selectOpenBusiness(db: Db | Tx, libraryId: number, now: Date): Promise<OpenBusiness> {
  const { rows } = await sql<{ what: keyof OpenBusiness; count: number }>`
    select what, count(*)::int as count from ${stakesIn('library')} stake
    where library_id = ${libraryId} and (until is null or until > ${now}) group by what`.execute(db);
  const counted = Object.fromEntries(rows.map(({ what, count }) => [what, count]));
  return { copies: 0, readers: 0, programs: 0, orders: 0, ...counted };
}
