import type { RawBuilder } from 'kysely';
import type { Db } from './db.ts';

/** Asks whether there is such a row: a query of one row, with `found`. */
export async function askWhether(db: Db, query: RawBuilder<{ found: boolean }>): Promise<boolean> {
  const { rows } = await query.execute(db);
  return rows[0]?.found ?? false;
}
