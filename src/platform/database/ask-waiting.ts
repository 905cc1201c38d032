import type { RawBuilder } from 'kysely';
import type { Waiting } from '../places.ts';
import type { Db } from './db.ts';

/** Nothing waits. */
const NOTHING: Waiting = { count: 0, since: null };

/** Asks what waits somewhere: a query of one row, with `count`, `since` and, where there is a time for it, `due`. */
export async function askWaiting(db: Db, query: RawBuilder<Waiting>): Promise<Waiting> {
  const { rows } = await query.execute(db);
  return rows[0] ?? NOTHING;
}
