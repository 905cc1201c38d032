import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** What a phone or kiosk sent before this instant is not sent again: its key is forgotten, the loan stays. @returns how many */
export async function forgetSelfLoanKeys(db: Db, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update self_loan set request_key = null where request_key is not null and at < ${before}`.execute(db);
  return Number(numAffectedRows);
}
