import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** To which address a mail of a mailing went; null: there is no such mail, or its address has been taken out. */
export async function addressOf(
  db: Db | Tx,
  { mailingId, deliveryId }: { mailingId: number; deliveryId: number },
): Promise<string | null> {
  const row = await db
    .selectFrom('mailingDelivery')
    .select(sql<string | null>`lower(email)`.as('email'))
    .where('id', '=', deliveryId)
    .where('mailingId', '=', mailingId)
    .executeTakeFirst();
  return row?.email ?? null;
}
