import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** A delivery that was sent before this instant is not sent again: its key is forgotten, the delivery stays. @returns how many */
export async function forgetDeliveryKeys(db: Db, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update purchase_receipt set request_key = null where request_key is not null and received_at < ${before}`.execute(
    db,
  );
  return Number(numAffectedRows);
}
