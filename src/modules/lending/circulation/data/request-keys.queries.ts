import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** An act that was sent before this instant is not sent again: its key is forgotten, the act stays. @returns how many */
export async function forgetRequestKeys(db: Db, before: Date): Promise<number> {
  const holds =
    await sql`update hold set request_key = null where request_key is not null and placed_at < ${before}`.execute(db);
  const renewals = await sql`
    update loan_renewal set request_key = null where request_key is not null and renewed_at < ${before}`.execute(db);
  return Number((holds.numAffectedRows ?? 0n) + (renewals.numAffectedRows ?? 0n));
}
