import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** A scan at the door from before this instant is not sent again: its key is forgotten, who came stays. @returns how many */
export async function forgetScanKeys(db: Db, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update program_attendance set nonce = null where nonce is not null and came_at < ${before}`.execute(db);
  return Number(numAffectedRows);
}
