import { sql } from 'kysely';
import type { Tx } from '#platform/database/db';

/** A channel answers in seconds; a connection that waits longer for one was left. */
const LONGEST_CALL = '10min';

/** Lets this transaction hold its row while a channel is asked. */
export const allowLongCall = async (trx: Tx): Promise<void> => {
  await sql`set local idle_in_transaction_session_timeout = ${sql.lit(LONGEST_CALL)}`.execute(trx);
};
