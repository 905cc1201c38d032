import { sql } from 'kysely';
import type { Tx } from '#platform/database/db';

/**
 * Lets this transaction end without waiting for the disk, which writes it down within a second. All of it is there or nothing, so that a power cut
 * costs the last batches and the next run brings them; whatever is committed later in the usual way writes all before it down first.
 */
export async function leaveToNextWrite(trx: Tx): Promise<void> {
  await sql`select set_config('synchronous_commit', 'off', true)`.execute(trx);
}
