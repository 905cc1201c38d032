import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** A visit that a device counted before this instant is not sent again: its key is forgotten, the visit stays. @returns how many */
export async function forgetVisitKeys(db: Db, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update visit set nonce = null where nonce is not null and at < ${before}`.execute(db);
  return Number(numAffectedRows);
}
